package io.arcipelago.identity.certificate;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of the port. The handshake proves that the client has the certificate's key and nothing
 * more; {@link CertificateCheck} decides about the certificate at every request, so that a person
 * gets a page with the reason instead of a broken connection, and a revocation counts for
 * connections that are open or resumed.
 */
final class ClientCertificateTls implements org.apache.tomcat.util.net.SSLContext {

    private static final Logger log = LoggerFactory.getLogger(ClientCertificateTls.class);

    private record Loaded(SSLContext context, Instant until) {}

    private final CertificateSettings settings;
    private final TrustedAuthorities authorities;
    private final InstantSource clock;
    private final AtomicReference<Loaded> loaded;

    /** Reads the server's certificate, so that a wrong one is found at the start. */
    ClientCertificateTls(
            CertificateSettings settings, TrustedAuthorities authorities, InstantSource clock)
            throws IOException, GeneralSecurityException {
        this.settings = settings;
        this.authorities = authorities;
        this.clock = clock;
        this.loaded = new AtomicReference<>(load());
    }

    private Loaded load() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                ServerIdentity.read(settings),
                new TrustManager[] {new KeyProofOnly(authorities)},
                new SecureRandom());
        return new Loaded(context, clock.instant().plus(settings.reload()));
    }

    /** The context, with a certificate not older than the setting allows. */
    private SSLContext current() {
        Loaded known = loaded.get();
        if (clock.instant().isBefore(known.until())
                || !loaded.compareAndSet(
                        known,
                        new Loaded(known.context(), clock.instant().plus(settings.reload())))) {
            return known.context();
        }
        try {
            Loaded fresh = load();
            loaded.set(fresh);
            return fresh.context();
        } catch (IOException | GeneralSecurityException unusable) {
            log.warn("The server's certificate cannot be read again; the old one stays", unusable);
            return known.context();
        }
    }

    @Override
    public void init(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        // Made ready by the constructor.
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    @Override
    public SSLSessionContext getServerSessionContext() {
        return current().getServerSessionContext();
    }

    @Override
    public SSLEngine createSSLEngine() {
        return current().createSSLEngine();
    }

    @Override
    public SSLServerSocketFactory getServerSocketFactory() {
        return current().getServerSocketFactory();
    }

    @Override
    public SSLParameters getSupportedSSLParameters() {
        return current().getSupportedSSLParameters();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[0];
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.content().anchors().toArray(X509Certificate[]::new);
    }

    /** Lets every certificate through; the authorities' names help browsers to offer the right. */
    private static final class KeyProofOnly extends X509ExtendedTrustManager {

        private final TrustedAuthorities authorities;

        KeyProofOnly(TrustedAuthorities authorities) {
            this.authorities = authorities;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // CertificateCheck decides.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // CertificateCheck decides.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // CertificateCheck decides.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.content().anchors().toArray(X509Certificate[]::new);
        }

        private static CertificateException noServer() {
            return new CertificateException("This context is for the server's side only");
        }
    }
}
