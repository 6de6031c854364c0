package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.people.GroupRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyBookTest {

    private static final UUID ALICE = new UUID(0, 1);
    private static final UUID BRUNO = new UUID(0, 2);
    private static final String SCOPE = "archive.read";

    private final List<ScopePolicy> policies = new ArrayList<>();

    /** P permits, D denies, PD does both, - says nothing. */
    @ParameterizedTest(name = "user {0}, groups {1} and {2}, everybody {3}: {4} by {5}")
    @CsvSource({
        "-,  -,  -,  -,  false, UNDECIDED",
        "-,  -,  -,  P,  true,  DEFAULT",
        "-,  -,  -,  D,  false, DEFAULT",
        "-,  -,  -,  PD, false, DEFAULT",
        "-,  P,  -,  D,  true,  GROUP",
        "-,  D,  -,  P,  false, GROUP",
        "-,  P,  D,  P,  false, GROUP",
        "-,  D,  P,  P,  false, GROUP",
        "-,  PD, -,  P,  false, GROUP",
        "P,  D,  D,  D,  true,  USER",
        "D,  P,  P,  P,  false, USER",
        "PD, P,  P,  P,  false, USER",
        "P,  -,  -,  -,  true,  USER",
    })
    void firstLevelThatSaysAnythingDecidesAndDenialOverridesInIt(
            String user,
            String astro,
            String bio,
            String everybody,
            boolean permitted,
            Decision.Level level) {
        add(user, Optional.of(ALICE), Optional.empty());
        add(astro, Optional.empty(), Optional.of("astro"));
        add(bio, Optional.empty(), Optional.of("bio"));
        add(everybody, Optional.empty(), Optional.empty());
        Decision decision =
                new PolicyBook(policies)
                        .decide(ALICE, List.of("astro", "bio"), SCOPE, Optional.empty());
        assertThat(decision.permitted()).isEqualTo(permitted);
        assertThat(decision.level()).isEqualTo(level);
        assertThat(decision.policy().isPresent()).isEqualTo(level != Decision.Level.UNDECIDED);
    }

    @Test
    void policiesOfOthersSayNothing() {
        add("D", Optional.of(BRUNO), Optional.empty());
        add("D", Optional.empty(), Optional.of("bio"));
        // Not even a group whose name begins alike, or the one above.
        add("D", Optional.empty(), Optional.of("astro/pilots"));
        add("P", Optional.empty(), Optional.empty());
        PolicyBook book = new PolicyBook(policies);
        assertThat(book.decide(ALICE, List.of("astro"), SCOPE, Optional.empty()).permitted())
                .isTrue();
        assertThat(book.decide(BRUNO, List.of(), SCOPE, Optional.empty()).permitted()).isFalse();
        assertThat(book.decide(ALICE, List.of("bio"), SCOPE, Optional.empty()).permitted())
                .isFalse();
    }

    @Test
    void policyWithoutScopesMeansEveryScopeAndOneWithScopesNoOther() {
        policies.add(policy(1, Rule.DENY, Optional.of(ALICE), Optional.empty(), Set.of("x")));
        policies.add(policy(2, Rule.PERMIT, Optional.empty(), Optional.empty(), Set.of()));
        PolicyBook book = new PolicyBook(policies);
        assertThat(book.decide(ALICE, List.of(), "x", Optional.empty()).policy()).contains(1L);
        assertThat(book.decide(ALICE, List.of(), "y", Optional.empty()).policy()).contains(2L);
    }

    @Test
    void capabilitySetPermitsLikeAPolicyOfTheGroup() {
        add("D", Optional.empty(), Optional.empty());
        assertThat(decideInSet().permitted()).isTrue();
        add("P", Optional.empty(), Optional.of("astro"));
        assertThat(decideInSet().permitted()).isTrue();
        add("D", Optional.empty(), Optional.of("bio"));
        assertThat(decideInSet().permitted()).isFalse();
        add("P", Optional.of(ALICE), Optional.empty());
        assertThat(decideInSet().level()).isEqualTo(Decision.Level.USER);
    }

    private Decision decideInSet() {
        return new PolicyBook(policies)
                .decide(ALICE, List.of("astro", "bio"), SCOPE, Optional.of("astro"));
    }

    private void add(String rules, Optional<UUID> account, Optional<String> group) {
        for (char rule : rules.replace("-", "").toCharArray()) {
            policies.add(
                    policy(
                            policies.size() + 1L,
                            rule == 'P' ? Rule.PERMIT : Rule.DENY,
                            account,
                            group,
                            Set.of(SCOPE)));
        }
    }

    private static ScopePolicy policy(
            long id,
            Rule rule,
            Optional<UUID> account,
            Optional<String> group,
            Set<String> scopes) {
        return new ScopePolicy(
                id,
                "",
                rule,
                Matching.EQ,
                account.map(uuid -> new ScopePolicy.Account(uuid, "somebody")),
                group.map(name -> new GroupRef(new UUID(1, name.hashCode()), name)),
                scopes,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
