package io.arcipelago.identity.linking;

import java.time.Instant;

/**
 * A certificate that opens an account; subject and issuer name it (RFC 2253).
 *
 * @param pem the certificate as it was last seen
 */
public record LinkedCertificate(
        String label,
        String subjectDn,
        String issuerDn,
        String pem,
        boolean primary,
        Instant created,
        Instant updated) {}
