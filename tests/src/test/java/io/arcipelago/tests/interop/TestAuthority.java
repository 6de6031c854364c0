package io.arcipelago.tests.interop;

import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certification authority for one test, and the certificate of localhost that it has signed. */
record TestAuthority(Path certificate, Path serverKey, Path serverCertificate) {

    static TestAuthority make(Path directory) throws IOException {
        Files.writeString(directory.resolve("server.ext"), "subjectAltName=DNS:localhost\n");
        openssl(
                directory,
                "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2"
                        + " -subj /CN=Arcipelago-test -addext basicConstraints=critical,CA:TRUE");
        openssl(
                directory,
                "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr"
                        + " -subj /CN=localhost");
        openssl(
                directory,
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
                        + " -days 2 -extfile server.ext -out server.pem");
        return new TestAuthority(
                directory.resolve("ca.pem"),
                directory.resolve("server.key"),
                directory.resolve("server.pem"));
    }

    private static void openssl(Path directory, String arguments) {
        Commands.run(
                        directory,
                        Map.of(),
                        Duration.ofMinutes(1),
                        List.of(("openssl " + arguments).split(" ", -1)))
                .expectSuccess();
    }

    /** Trusts this authority and no other. */
    SSLContext trust() {
        try {
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(keyStore(KeyStore.getDefaultType()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file that makes another JVM trust this authority and no other. */
    Path trustStore(Path directory) throws IOException {
        Path file = directory.resolve("trust.jks");
        try (OutputStream out = Files.newOutputStream(file)) {
            // This format's certificates can be read without its password.
            keyStore("JKS").store(out, "unused".toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private KeyStore keyStore(String type) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        return store;
    }
}
