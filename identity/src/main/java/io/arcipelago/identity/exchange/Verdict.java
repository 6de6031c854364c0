package io.arcipelago.identity.exchange;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.policy.Rule;
import io.arcipelago.identity.scope.Scopes;
import java.util.List;
import java.util.Optional;

/**
 * What the exchange policies say about two clients: the most specific ones that apply decide; of
 * equally specific ones, one that denies.
 */
public sealed interface Verdict {

    /** The exchange is permitted, but for the scopes that one of these policies denies. */
    record Permitted(List<ExchangePolicy> by) implements Verdict {

        public Permitted {
            by = List.copyOf(by);
        }

        /** Whether the scope may be in the new token, as far as these policies go. */
        public boolean permits(String scope) {
            String canonical = Scopes.canonical(scope);
            return by.stream().noneMatch(policy -> policy.deniesScope(canonical));
        }
    }

    /** The exchange is refused. */
    record Refused(String reason) implements Verdict {}

    /** The verdict about an exchange of a token of the one client by the other. */
    static Verdict of(List<ExchangePolicy> policies, Client origin, Client destination) {
        List<ExchangePolicy> applicable =
                policies.stream().filter(policy -> policy.applies(origin, destination)).toList();
        int highest = applicable.stream().mapToInt(ExchangePolicy::specificity).max().orElse(-1);
        List<ExchangePolicy> deciding =
                applicable.stream().filter(policy -> policy.specificity() == highest).toList();
        if (deciding.isEmpty()) {
            return new Refused("No policy found authorizing this exchange");
        }
        Optional<ExchangePolicy> denying =
                deciding.stream().filter(policy -> policy.rule() == Rule.DENY).findFirst();
        return denying.<Verdict>map(policy ->
                        new Refused("Exchange policy " + policy.id() + " denies this exchange"))
                .orElseGet(() -> new Permitted(deciding));
    }
}
