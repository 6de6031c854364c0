package io.arcipelago.identity.aup;

import java.time.Instant;
import java.util.UUID;

/**
 * The acceptable use policy.
 *
 * @param description at most 128 characters
 * @param signatureValidityInDays how long a signature holds; 0: until the policy changes
 * @param aupRemindersInDays days before the end of a signature, such as {@code 30,15,1}
 * @param lastUpdateTime signatures from before it no longer count
 */
record Aup(
        UUID id,
        String url,
        String text,
        String description,
        int signatureValidityInDays,
        String aupRemindersInDays,
        Instant creationTime,
        Instant lastUpdateTime) {}
