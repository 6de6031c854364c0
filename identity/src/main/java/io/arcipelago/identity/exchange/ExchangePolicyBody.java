package io.arcipelago.identity.exchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.arcipelago.identity.policy.Matching;
import io.arcipelago.identity.policy.Rule;
import io.arcipelago.identity.policy.ScopeMatcher;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange policy on the wire; the times of a request are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExchangePolicyBody(
        @Nullable Long id,
        @Nullable String description,
        @Nullable Instant creationTime,
        @Nullable Instant lastUpdateTime,
        @Nullable String rule,
        @Nullable ClientBody originClient,
        @Nullable ClientBody destinationClient,
        @Nullable List<@Nullable ScopeBody> scopePolicies) {

    private static final int LONGEST_DESCRIPTION = 512;
    private static final int LONGEST_MATCH = 256;
    private static final int MOST_SCOPES = 100;

    /** Which clients a side means. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ClientBody(@Nullable String type, @Nullable String matchParam) {}

    /** What is said about a scope. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ScopeBody(@Nullable String rule, @Nullable String type, @Nullable String matchParam) {}

    static ExchangePolicyBody of(ExchangePolicy policy) {
        return new ExchangePolicyBody(
                policy.id(),
                policy.description(),
                policy.createdAt(),
                policy.updatedAt(),
                policy.rule().name(),
                side(policy.origin()),
                side(policy.destination()),
                List.copyOf(
                        policy.scopeRules().stream()
                                .map(scope ->
                                        new ScopeBody(
                                                scope.rule().name(),
                                                scope.matching().name(),
                                                scope.match()))
                                .toList()));
    }

    /** The policy that is meant. */
    ExchangePolicy policy() {
        String text = description == null ? "" : description.strip();
        if (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0) {
            throw invalid("description has at most " + LONGEST_DESCRIPTION + " characters");
        }
        return new ExchangePolicy(
                0,
                text,
                choice("rule", rule, Rule.values()),
                party("originClient", originClient),
                party("destinationClient", destinationClient),
                rules(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private List<ExchangePolicy.ScopeRule> rules() {
        List<@Nullable ScopeBody> given = scopePolicies == null ? List.of() : scopePolicies;
        if (given.size() > MOST_SCOPES) {
            throw invalid("scopePolicies has at most " + MOST_SCOPES + " entries");
        }
        List<ExchangePolicy.ScopeRule> rules = new ArrayList<>();
        for (ScopeBody scope : given) {
            if (scope == null) {
                throw invalid("scopePolicies holds an empty entry");
            }
            Matching matching = choice("scopePolicies.type", scope.type(), Matching.values());
            String match = scope.matchParam() == null ? "" : scope.matchParam();
            ScopeMatcher.fault(matching, match)
                    .ifPresent(fault -> {
                        throw invalid(fault);
                    });
            rules.add(
                    ExchangePolicy.ScopeRule.of(
                            choice("scopePolicies.rule", scope.rule(), Rule.values()),
                            matching,
                            match));
        }
        return rules;
    }

    private static Party party(String member, @Nullable ClientBody side) {
        if (side == null) {
            throw invalid(member + " is missing");
        }
        Party.Type type = choice(member + ".type", side.type(), Party.Type.values());
        String match = side.matchParam() == null ? "" : side.matchParam().strip();
        if (match.length() > LONGEST_MATCH || match.indexOf('\0') >= 0) {
            throw invalid(member + ".matchParam has at most " + LONGEST_MATCH + " characters");
        }
        return switch (type) {
            case ANY -> new Party(type, "");
            case BY_ID, BY_SCOPE -> {
                if (match.isEmpty()) {
                    throw invalid(member + ".matchParam is missing");
                }
                yield new Party(type, match);
            }
        };
    }

    private static ClientBody side(Party party) {
        return new ClientBody(
                party.type().name(), party.type() == Party.Type.ANY ? null : party.match());
    }

    private static <E extends Enum<E>> E choice(String member, @Nullable String given, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(given))
                .findFirst()
                .orElseThrow(() -> invalid(member + " must be one of " + Arrays.toString(values)));
    }

    private static ApiFailure invalid(String message) {
        return ApiFailure.badRequest("invalid-policy", message);
    }
}
