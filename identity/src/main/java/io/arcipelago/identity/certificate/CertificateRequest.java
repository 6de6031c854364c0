package io.arcipelago.identity.certificate;

import io.arcipelago.identity.account.AccountId;
import java.time.Instant;
import java.util.UUID;

/** A person's request that an administrator links a certificate to their account. */
record CertificateRequest(
        UUID id,
        AccountId account,
        String username,
        String fullName,
        Status status,
        String label,
        String subjectDn,
        String issuerDn,
        String pem,
        String notes,
        String motivation,
        Instant createdAt,
        Instant updatedAt) {

    /** Where it stands. */
    enum Status {
        PENDING,
        APPROVED,
        REJECTED
    }
}
