package io.arcipelago.identity.policy;

import io.arcipelago.identity.people.GroupRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A rule about who may get which scopes.
 *
 * @param account the person it is for; empty together with the group: everybody
 * @param group the group whose members it is for
 * @param scopes what it matches; empty: every scope
 */
public record ScopePolicy(
        long id,
        String description,
        Rule rule,
        Matching matching,
        Optional<Account> account,
        Optional<GroupRef> group,
        Set<String> scopes,
        Instant createdAt,
        Instant updatedAt) {

    /** The person that a policy is for. */
    public record Account(UUID id, String name) {}

    public ScopePolicy {
        scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
    }
}
