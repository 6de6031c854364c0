package io.arcipelago.identity.exchange;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.policy.Matching;
import io.arcipelago.identity.policy.Rule;
import io.arcipelago.identity.policy.ScopeMatcher;
import java.time.Instant;
import java.util.List;

/**
 * A rule about which client may exchange the tokens of which other one.
 *
 * @param origin to whom the token was issued
 * @param destination who exchanges it
 * @param scopeRules what it says about single scopes; what none matches is permitted
 */
public record ExchangePolicy(
        long id,
        String description,
        Rule rule,
        Party origin,
        Party destination,
        List<ScopeRule> scopeRules,
        Instant createdAt,
        Instant updatedAt) {

    /** A rule about a scope, with its matcher. */
    public record ScopeRule(Rule rule, Matching matching, String match, ScopeMatcher matcher) {

        static ScopeRule of(Rule rule, Matching matching, String match) {
            return new ScopeRule(rule, matching, match, ScopeMatcher.of(rule, matching, match));
        }
    }

    public ExchangePolicy {
        scopeRules = List.copyOf(scopeRules);
    }

    boolean applies(Client from, Client to) {
        return origin.means(from) && destination.means(to);
    }

    int specificity() {
        return origin.specificity() + destination.specificity();
    }

    boolean deniesScope(String canonical) {
        return scopeRules.stream()
                .anyMatch(scope -> scope.rule() == Rule.DENY && scope.matcher().matches(canonical));
    }
}
