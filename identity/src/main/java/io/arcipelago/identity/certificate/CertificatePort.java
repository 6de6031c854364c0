package io.arcipelago.identity.certificate;

import io.arcipelago.identity.Issuer;
import java.net.URI;
import java.util.Optional;

/**
 * Where browsers reach the TLS port.
 *
 * @param page the page that turns a certificate into a ticket; empty if there is no such port
 */
record CertificatePort(Optional<String> page) {

    static CertificatePort of(CertificateSettings settings, Issuer issuer) {
        if (!settings.ownPort()) {
            return new CertificatePort(Optional.empty());
        }
        URI given = settings.publicUrl();
        String base =
                given == null
                        ? "https://" + URI.create(issuer.value()).getHost() + ":" + settings.port()
                        : given.toString().replaceFirst("/$", "");
        return new CertificatePort(Optional.of(base + Issuer.PREFIX + "/certificate"));
    }
}
