package io.arcipelago.identity.linking;

import io.arcipelago.platform.web.ApiFailure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Certificates as PEM (RFC 7468). */
public final class CertificateText {

    private static final int LONGEST = 16_384;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private CertificateText() {}

    /** The first certificate of the text; raises a bad request if there is none. */
    public static X509Certificate parse(String pem) {
        int start = pem.indexOf(BEGIN);
        int end = pem.indexOf(END, Math.max(start, 0));
        if (pem.length() > LONGEST || start < 0 || end < 0) {
            throw invalid();
        }
        byte[] bytes = pem.substring(start, end + END.length()).getBytes(StandardCharsets.US_ASCII);
        try {
            if (CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes))
                    instanceof X509Certificate certificate) {
                return certificate;
            }
            throw invalid();
        } catch (CertificateException notOne) {
            throw invalid();
        }
    }

    /** The certificate as PEM. */
    public static String of(X509Certificate certificate) {
        try {
            return BEGIN
                    + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(certificate.getEncoded())
                    + "\n"
                    + END
                    + "\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    private static ApiFailure invalid() {
        return ApiFailure.badRequest(
                "invalid-certificate",
                "The certificate cannot be read; send one X.509 certificate as PEM, beginning with "
                        + BEGIN);
    }
}
