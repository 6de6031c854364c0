package io.arcipelago.identity.certificate;

import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The certificates that came with a request. Headers count from a configured proxy's address alone,
 * and what they say beside the certificate itself does not count at all.
 */
@Component
class PresentedCertificates {

    private static final String TLS = "jakarta.servlet.request.X509Certificate";

    private final CertificateSettings settings;

    PresentedCertificates(
            CertificateSettings settings,
            @Value("${server.forward-headers-strategy:none}") String forwarded) {
        if (!settings.proxies().isEmpty() && !forwarded.equalsIgnoreCase("none")) {
            // Otherwise the address would be what a header says, and no proof of a proxy.
            throw new IllegalArgumentException(
                    "arcipelago.identity.certificates.proxies needs"
                            + " server.forward-headers-strategy=none, which is "
                            + forwarded);
        }
        this.settings = settings;
    }

    /** Those of the TLS port; none on another port. */
    List<X509Certificate> ofConnection(HttpServletRequest request) {
        return settings.ownPort()
                        && request.getLocalPort() == settings.port()
                        && request.getAttribute(TLS) instanceof X509Certificate[] chain
                ? List.of(chain)
                : List.of();
    }

    /** The one that a proxy in front of the main port has verified. */
    List<X509Certificate> ofProxy(HttpServletRequest request) {
        String verify = request.getHeader("X-SSL-Verify");
        String pem = request.getHeader("X-SSL-Client-Cert");
        if (!settings.proxies().contains(request.getRemoteAddr())
                || pem == null
                || pem.isBlank()
                || !"SUCCESS".equals(verify)) {
            return List.of();
        }
        try {
            return List.of(CertificateText.parse(unfolded(pem)));
        } catch (ApiFailure | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** Proxies write the lines of the PEM percent-encoded, or with blanks or tabs between them. */
    private static String unfolded(String header) {
        String pem =
                header.contains("%")
                        ? URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8)
                        : header;
        int start = pem.indexOf("CERTIFICATE-----") + "CERTIFICATE-----".length();
        int end = pem.indexOf("-----END");
        if (start < 0 || end < start) {
            return pem;
        }
        return pem.substring(0, start)
                + "\n"
                + pem.substring(start, end).replaceAll("\\s+", "\n").strip()
                + "\n"
                + pem.substring(end);
    }
}
