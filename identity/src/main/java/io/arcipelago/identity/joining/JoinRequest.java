package io.arcipelago.identity.joining;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.people.GroupRef;
import java.time.Instant;
import java.util.UUID;

/**
 * A person's wish to be in a group.
 *
 * @param motivation why it was rejected; empty otherwise
 */
record JoinRequest(
        UUID id,
        AccountId account,
        String username,
        String fullName,
        GroupRef group,
        Status status,
        String notes,
        String motivation,
        Instant createdAt,
        Instant updatedAt) {

    enum Status {
        PENDING,
        APPROVED,
        REJECTED
    }
}
