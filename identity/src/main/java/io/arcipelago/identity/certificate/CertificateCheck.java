package io.arcipelago.identity.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether a certificate is good now (RFC 5280, section 6). Revocation lists come from the directory
 * alone: fetching what a certificate names would let strangers choose addresses for us.
 */
@Component
class CertificateCheck {

    private static final int LONGEST_PATH = 6;
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    /** What came out. */
    enum Outcome {
        GOOD("The certificate is good."),
        EXPIRED("Your certificate has expired. Ask its authority for a new one."),
        NOT_YET_VALID("Your certificate is not valid yet."),
        UNTRUSTED(
                "Your certificate was not issued by an authority that this service trusts, or it is"
                        + " a proxy certificate."),
        WRONG_USE("Your certificate was not issued for signing in."),
        REVOKED("Your certificate, or that of its authority, has been revoked."),
        NO_REVOCATION_STATE(
                "Whether your certificate was revoked cannot be told: the revocation list of its"
                        + " authority is out of date. Ask an administrator to renew it.");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** What the person is told. */
        String text() {
            return text;
        }
    }

    private final TrustedAuthorities authorities;
    private final InstantSource clock;

    CertificateCheck(TrustedAuthorities authorities, InstantSource clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * Checks the first certificate.
     *
     * @param presented it and further ones that came with it, in whatever order
     */
    Outcome check(List<X509Certificate> presented) {
        X509Certificate certificate = presented.getFirst();
        Instant now = clock.instant();
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateExpiredException expired) {
            return Outcome.EXPIRED;
        } catch (CertificateNotYetValidException early) {
            return Outcome.NOT_YET_VALID;
        }
        TrustedAuthorities.Content content = authorities.content();
        try {
            return content.anchors().isEmpty()
                    ? Outcome.UNTRUSTED
                    : checked(certificate, path(presented, content.anchors(), now), content, now);
        } catch (CertPathBuilderException noPath) {
            return Outcome.UNTRUSTED;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "This Java runtime cannot check certificates", unusable);
        }
    }

    private static PKIXCertPathBuilderResult path(
            List<X509Certificate> presented, Set<X509Certificate> anchors, Instant now)
            throws GeneralSecurityException {
        X509CertSelector wanted = new X509CertSelector();
        wanted.setCertificate(presented.getFirst());
        PKIXBuilderParameters parameters =
                new PKIXBuilderParameters(
                        anchors.stream()
                                .map(anchor -> new TrustAnchor(anchor, null))
                                .collect(Collectors.toSet()),
                        wanted);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(presented)));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(LONGEST_PATH);
        parameters.setDate(Date.from(now));
        if (CertPathBuilder.getInstance("PKIX").build(parameters)
                instanceof PKIXCertPathBuilderResult result) {
            return result;
        }
        throw new CertPathBuilderException("No PKIX result");
    }

    private static Outcome checked(
            X509Certificate certificate,
            PKIXCertPathBuilderResult path,
            TrustedAuthorities.Content content,
            Instant now) {
        X509Certificate anchor = path.getTrustAnchor().getTrustedCert();
        // JDK's path builder does not look at the dates of an anchor.
        if (anchor == null || now.isAfter(anchor.getNotAfter().toInstant())) {
            return Outcome.UNTRUSTED;
        }
        if (!forSigningIn(certificate)) {
            return Outcome.WRONG_USE;
        }
        PublicKey issuerKey = anchor.getPublicKey();
        List<? extends Certificate> fromEnd = path.getCertPath().getCertificates().reversed();
        for (Certificate each : fromEnd) {
            if (each instanceof X509Certificate link) {
                Outcome state = revocation(link, issuerKey, content.revocations(), now);
                if (state != Outcome.GOOD) {
                    return state;
                }
                issuerKey = link.getPublicKey();
            }
        }
        return Outcome.GOOD;
    }

    /** A list that its issuer did not sign is none; one that is out of date says nothing good. */
    private static Outcome revocation(
            X509Certificate certificate, PublicKey issuerKey, List<X509CRL> lists, Instant now) {
        boolean outdated = false;
        boolean current = false;
        for (X509CRL list : lists) {
            if (!list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                    || !signedBy(list, issuerKey)) {
                continue;
            }
            if (list.isRevoked(certificate)) {
                return Outcome.REVOKED;
            }
            if (list.hasUnsupportedCriticalExtension()
                    || list.getNextUpdate() == null
                    || now.isAfter(list.getNextUpdate().toInstant())) {
                outdated = true;
            } else {
                current = true;
            }
        }
        return outdated && !current ? Outcome.NO_REVOCATION_STATE : Outcome.GOOD;
    }

    private static boolean signedBy(X509CRL list, PublicKey key) {
        try {
            list.verify(key);
            return true;
        } catch (GeneralSecurityException foreign) {
            return false;
        }
    }

    private static boolean forSigningIn(X509Certificate certificate) {
        boolean[] use = certificate.getKeyUsage();
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return certificate.getBasicConstraints() < 0
                    && (use == null || use[0])
                    && (purposes == null
                            || purposes.contains(CLIENT_AUTHENTICATION)
                            || purposes.contains(ANY_USE));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }
}
