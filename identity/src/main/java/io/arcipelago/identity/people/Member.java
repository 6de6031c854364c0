package io.arcipelago.identity.people;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.linking.Links;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account with all that administrators see of it.
 *
 * @param name the name to show
 * @param serviceAccount whether a program is behind it
 * @param endTime when the membership in the organisation ends; empty: never
 * @param groups where it is a member, sorted by name
 * @param managed the groups whose members it decides about, sorted by name
 */
public record Member(
        AccountId id,
        String username,
        String givenName,
        String familyName,
        String name,
        String email,
        boolean active,
        boolean serviceAccount,
        Optional<Instant> endTime,
        Instant createdAt,
        Instant updatedAt,
        List<GroupRef> groups,
        List<GroupRef> managed,
        List<Label> labels,
        List<Attribute> attributes,
        Links links) {

    public Member {
        groups = List.copyOf(groups);
        managed = List.copyOf(managed);
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
    }
}
