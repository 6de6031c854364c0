package io.arcipelago.identity.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scope policy on the wire; the times and names of a request are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScopePolicyBody(
        @Nullable Long id,
        @Nullable String description,
        @Nullable Instant creationTime,
        @Nullable Instant lastUpdateTime,
        @Nullable String rule,
        @Nullable String matchingPolicy,
        @Nullable Target account,
        @Nullable Target group,
        @Nullable List<@Nullable String> scopes) {

    static final int LONGEST_DESCRIPTION = 512;
    private static final int MOST_SCOPES = 100;

    /** The account or group that a policy is for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Target(@Nullable String uuid, @Nullable String name, @Nullable String location) {}

    static ScopePolicyBody of(ScopePolicy policy, Function<String, String> location) {
        return new ScopePolicyBody(
                policy.id(),
                policy.description(),
                policy.createdAt(),
                policy.updatedAt(),
                policy.rule().name(),
                policy.matching().name(),
                policy.account()
                        .map(account ->
                                new Target(
                                        account.id().toString(),
                                        account.name(),
                                        location.apply("/scim/Users/" + account.id())))
                        .orElse(null),
                policy.group()
                        .map(group ->
                                new Target(
                                        group.id().toString(),
                                        group.name(),
                                        location.apply("/scim/Groups/" + group.id())))
                        .orElse(null),
                List.copyOf(policy.scopes()));
    }

    /**
     * The policy that is meant.
     *
     * @param accounts finds the name of an account that exists
     * @param groups finds a group that exists
     */
    ScopePolicy policy(
            long number,
            Function<UUID, Optional<String>> accounts,
            Function<UUID, Optional<GroupRef>> groups) {
        if (account != null && group != null) {
            throw invalid("A policy is for an account or for a group, not for both");
        }
        Rule wantedRule = choice("rule", rule, Rule.values());
        Matching wantedMatching =
                matchingPolicy == null
                        ? Matching.EQ
                        : choice("matchingPolicy", matchingPolicy, Matching.values());
        return new ScopePolicy(
                number,
                description(description),
                wantedRule,
                wantedMatching,
                target("account", account, accounts)
                        .map(found -> new ScopePolicy.Account(found.id(), found.value())),
                target("group", group, groups).map(Found::value),
                scopes(wantedMatching),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private record Found<T>(UUID id, T value) {}

    private Set<String> scopes(Matching wanted) {
        Set<String> given = new TreeSet<>();
        for (String scope : scopes == null ? List.<@Nullable String>of() : scopes) {
            String text = scope == null ? "" : scope;
            ScopeMatcher.fault(wanted, text)
                    .ifPresent(fault -> {
                        throw invalid(fault);
                    });
            given.add(text);
        }
        if (given.size() > MOST_SCOPES) {
            throw invalid("A policy has at most " + MOST_SCOPES + " scopes");
        }
        return given;
    }

    private static <T> Optional<Found<T>> target(
            String member, @Nullable Target target, Function<UUID, Optional<T>> finder) {
        if (target == null) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(String.valueOf(target.uuid()));
            return Optional.of(
                    new Found<>(
                            id,
                            finder.apply(id)
                                    .orElseThrow(
                                            () -> invalid("There is no " + member + " " + id))));
        } catch (IllegalArgumentException notAnId) {
            throw invalid(member + " needs the member uuid with an identifier");
        }
    }

    /** One of the names of an enumeration, as it is written there. */
    static <E extends Enum<E>> E choice(String member, @Nullable String given, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(given))
                .findFirst()
                .orElseThrow(() -> invalid(member + " must be one of " + Arrays.toString(values)));
    }

    static String description(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0) {
            throw invalid("description has at most " + LONGEST_DESCRIPTION + " characters");
        }
        return text;
    }

    static ApiFailure invalid(String message) {
        return ApiFailure.badRequest("invalid-policy", message);
    }
}
