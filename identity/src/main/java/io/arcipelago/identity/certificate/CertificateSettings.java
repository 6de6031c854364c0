package io.arcipelago.identity.certificate;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.certificates.*}. The TLS port is opened if {@code port} is set; a
 * proxy's headers count if {@code proxies} is set.
 *
 * @param port the TLS port; 0: none
 * @param publicUrl where browsers reach the TLS port; absent: the issuer's host and the port
 * @param serverCertificate PEM file of the port's own certificate, with its chain
 * @param serverKey PEM file (PKCS #8) of the certificate's private key
 * @param keyStore PKCS #12 file instead of the two PEM files
 * @param keyStorePassword its password
 * @param trustAnchors directory of CA certificates as PEM ({@code *.pem}, {@code *.crt}, {@code
 *     *.0}) and their revocation lists ({@code *.crl}, {@code *.r0})
 * @param reload how often directory and server certificate are looked at again
 * @param proxies addresses of proxies that terminate TLS in front of the main port
 */
@ConfigurationProperties("arcipelago.identity.certificates")
record CertificateSettings(
        @DefaultValue("0") int port,
        @Nullable URI publicUrl,
        @Nullable Path serverCertificate,
        @Nullable Path serverKey,
        @Nullable Path keyStore,
        @DefaultValue("") String keyStorePassword,
        @Nullable Path trustAnchors,
        @DefaultValue("10m") Duration reload,
        @DefaultValue List<String> proxies) {

    CertificateSettings {
        proxies = List.copyOf(proxies);
        boolean identity = keyStore != null || (serverCertificate != null && serverKey != null);
        if (port != 0 && (!identity || trustAnchors == null)) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.certificates.port needs trust-anchors, and key-store or"
                            + " server-certificate and server-key");
        }
        if (!proxies.isEmpty() && trustAnchors == null) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.certificates.proxies needs trust-anchors");
        }
    }

    boolean ownPort() {
        return port != 0;
    }

    /** Whether people can come with a certificate at all. */
    boolean enabled() {
        return ownPort() || !proxies.isEmpty();
    }

    Optional<Path> anchors() {
        return Optional.ofNullable(trustAnchors);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "CertificateSettings[port=" + port + ", trustAnchors=" + trustAnchors + "]";
    }
}
