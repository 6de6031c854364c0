package io.arcipelago.identity.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certification authority, by the openssl command. */
final class TestAuthority {

    private static final DateTimeFormatter INDEX_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final List<String> revoked = new ArrayList<>();

    private TestAuthority(Path directory) {
        this.directory = directory;
    }

    static boolean available() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static TestAuthority create(String name) {
        try {
            TestAuthority authority = new TestAuthority(Files.createTempDirectory("authority-"));
            authority.openssl(
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout",
                    "ca.key",
                    "-out",
                    "ca.pem",
                    "-days",
                    "3650",
                    "-subj",
                    "/DC=example/O=Test/CN=" + name,
                    "-addext",
                    "keyUsage=critical,keyCertSign,cRLSign");
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An authority that another one vouches for; its people send its certificate along. */
    static TestAuthority below(TestAuthority parent, String name) {
        Issued own =
                parent.issue(
                        "authority",
                        "/DC=example/O=Test/CN=" + name,
                        3650,
                        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n");
        return withFiles(own);
    }

    private static TestAuthority withFiles(Issued own) {
        try {
            TestAuthority authority = new TestAuthority(Files.createTempDirectory("authority-"));
            Files.copy(own.certificate(), authority.directory.resolve("ca.pem"));
            Files.copy(own.key(), authority.directory.resolve("ca.key"));
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** A certificate and its key. */
    record Issued(Path certificate, Path key, Path store) {

        String pem() {
            try {
                return Files.readString(certificate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A certificate that a person signed, which only authorities may. */
        Issued signs(String file, String subject, int days) {
            return withFiles(this)
                    .issue(file, subject, days, "keyUsage=critical,digitalSignature\n");
        }

        KeyStore keyStore() {
            try (InputStream in = Files.newInputStream(store)) {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                keys.load(in, PASSWORD.toCharArray());
                return keys;
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        static char[] password() {
            return PASSWORD.toCharArray();
        }
    }

    /** For a person; the file name must be new. */
    Issued person(String file, String name, int days) {
        return issue(
                file,
                "/DC=example/O=People/CN=" + name,
                days,
                """
                basicConstraints=critical,CA:FALSE
                keyUsage=critical,digitalSignature
                extendedKeyUsage=clientAuth
                """);
    }

    /** For a server on this machine. */
    Issued server() {
        return issue(
                "server",
                "/CN=localhost",
                3650,
                """
                basicConstraints=critical,CA:FALSE
                keyUsage=critical,digitalSignature
                extendedKeyUsage=serverAuth
                subjectAltName=DNS:localhost
                """);
    }

    Issued issue(String file, String subject, int days, String extensions) {
        try {
            Files.writeString(directory.resolve(file + ".ext"), extensions);
            openssl(
                    "req",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout",
                    file + ".key",
                    "-out",
                    file + ".csr",
                    "-subj",
                    subject);
            openssl(
                    "x509",
                    "-req",
                    "-in",
                    file + ".csr",
                    "-CA",
                    "ca.pem",
                    "-CAkey",
                    "ca.key",
                    "-CAcreateserial",
                    "-days",
                    Integer.toString(days),
                    "-extfile",
                    file + ".ext",
                    "-out",
                    file + ".pem");
            openssl(
                    "pkcs12",
                    "-export",
                    "-in",
                    file + ".pem",
                    "-inkey",
                    file + ".key",
                    "-out",
                    file + ".p12",
                    "-certfile",
                    "ca.pem",
                    "-passout",
                    "pass:" + PASSWORD);
            return new Issued(
                    directory.resolve(file + ".pem"),
                    directory.resolve(file + ".key"),
                    directory.resolve(file + ".p12"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void revoke(Issued issued) {
        String serial =
                openssl("x509", "-in", issued.certificate().toString(), "-noout", "-serial")
                        .replaceFirst("serial=", "")
                        .strip();
        Instant now = Instant.now();
        revoked.add(
                "R\t%s\t%s\t%s\tunknown\t/CN=revoked"
                        .formatted(
                                INDEX_TIME.format(now.plusSeconds(86_400)),
                                INDEX_TIME.format(now),
                                serial));
    }

    /** Writes the list of what is revoked so far. */
    void writeRevocationList(Path target, int days) {
        try {
            Files.writeString(
                    directory.resolve("index.txt"),
                    revoked.isEmpty() ? "" : String.join("\n", revoked) + "\n");
            Files.writeString(
                    directory.resolve("ca.cnf"),
                    """
                    [ca]
                    default_ca=own
                    [own]
                    database=index.txt
                    default_md=sha256
                    """);
            openssl(
                    "ca",
                    "-config",
                    "ca.cnf",
                    "-gencrl",
                    "-crldays",
                    Integer.toString(days),
                    "-cert",
                    "ca.pem",
                    "-keyfile",
                    "ca.key",
                    "-out",
                    target.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Certificate read(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
