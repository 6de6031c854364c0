package io.arcipelago.identity.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.policy.Matching;
import io.arcipelago.identity.policy.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final Client PORTAL = client("portal", Set.of("openid", "portal"));
    private static final Client WORKER = client("worker", Set.of("openid", "worker"));

    /** Each policy is a rule, its origin and its destination; a scope begins with a sign. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',                                                         NONE",
        "PERMIT * *,                                                 PERMITTED",
        "PERMIT other worker,                                        NONE",
        "PERMIT portal other,                                        NONE",
        "PERMIT worker portal,                                       NONE",
        "PERMIT portal worker,                                       PERMITTED",
        "PERMIT +portal +worker,                                     PERMITTED",
        "PERMIT +other +worker,                                      NONE",
        "DENY * *; PERMIT portal *,                                  PERMITTED",
        "PERMIT * *; DENY +portal *,                                 DENIED",
        "DENY +portal *; PERMIT * worker,                            PERMITTED",
        "PERMIT portal worker; DENY portal worker,                   DENIED",
        "PERMIT portal *; DENY * worker,                             DENIED",
        "PERMIT portal *; DENY +portal +worker,                      DENIED",
        "PERMIT portal +worker; DENY +portal +worker,                PERMITTED",
        "DENY portal worker; PERMIT * *,                             DENIED",
        "DENY other worker; PERMIT * worker,                         PERMITTED",
    })
    void mostSpecificPolicyDecidesAndTiesDeny(String policies, String expected) {
        Verdict verdict =
                Verdict.of(
                        Arrays.stream(policies.split("; "))
                                .filter(text -> !text.isEmpty())
                                .map(VerdictTest::policy)
                                .toList(),
                        PORTAL,
                        WORKER);
        assertThat(
                        switch (verdict) {
                            case Verdict.Permitted permitted -> "PERMITTED";
                            case Verdict.Refused(String reason) ->
                                    reason.equals("No policy found authorizing this exchange")
                                            ? "NONE"
                                            : "DENIED";
                        })
                .isEqualTo(expected);
    }

    @Test
    void scopeRulesOfEveryDecidingPolicyCount() {
        Verdict verdict =
                Verdict.of(
                        List.of(
                                policy("PERMIT portal worker", rule(Matching.EQ, "email")),
                                policy(
                                        "PERMIT portal worker",
                                        rule(Matching.PATH, "storage.read:/secret")),
                                policy("PERMIT * *", rule(Matching.REGEXP, ".*"))),
                        PORTAL,
                        WORKER);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Permitted.class,
                        permitted -> {
                            assertThat(permitted.permits("profile")).isTrue();
                            assertThat(permitted.permits("email")).isFalse();
                            assertThat(permitted.permits("storage.read:/data")).isTrue();
                            assertThat(permitted.permits("storage.read:/%73ecret/a")).isFalse();
                            assertThat(permitted.permits("storage.read:/")).isFalse();
                        });
    }

    private static ExchangePolicy.ScopeRule rule(Matching matching, String scope) {
        return ExchangePolicy.ScopeRule.of(Rule.DENY, matching, scope);
    }

    private static ExchangePolicy policy(String text, ExchangePolicy.ScopeRule... rules) {
        List<String> words = List.of(text.split(" "));
        return new ExchangePolicy(
                1,
                "",
                Rule.valueOf(words.get(0)),
                party(words.get(1)),
                party(words.get(2)),
                List.of(rules),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Party party(String word) {
        if (word.equals("*")) {
            return new Party(Party.Type.ANY, "");
        }
        return word.startsWith("+")
                ? new Party(Party.Type.BY_SCOPE, word.substring(1))
                : new Party(Party.Type.BY_ID, word);
    }

    private static Client client(String id, Set<String> scopes) {
        return new Client(
                id,
                id,
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of(),
                scopes,
                Set.of(),
                true,
                true,
                false,
                Client.ExchangePolicy.none(),
                Duration.ofHours(1),
                Duration.ofDays(30),
                true,
                true);
    }
}
