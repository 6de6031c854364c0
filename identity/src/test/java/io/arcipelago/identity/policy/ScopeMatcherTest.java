package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.scope.Scopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeMatcherTest {

    @ParameterizedTest(name = "{0} {1} {2} means {3}: {4}")
    @CsvSource({
        "PERMIT, EQ,     profile,               profile,               true",
        "PERMIT, EQ,     profile,               profiles,              false",
        "PERMIT, EQ,     storage.read:/a,       storage.read:/a,       true",
        "PERMIT, EQ,     storage.read:/a,       storage.read:/a/b,     false",
        "PERMIT, EQ,     storage.read:/%61,     storage.read:/a,       true",
        "PERMIT, REGEXP, storage\\.read:/a/.*,  storage.read:/a/b,     true",
        "PERMIT, REGEXP, storage\\.read:/a/.*,  storage.read:/a,       false",
        "PERMIT, REGEXP, read,                  storage.read:/a,       false",
        "PERMIT, PATH,   storage.read:/a,       storage.read:/a,       true",
        "PERMIT, PATH,   storage.read:/a,       storage.read:/a/b/c,   true",
        "PERMIT, PATH,   storage.read:/a,       storage.read:/ab,      false",
        "PERMIT, PATH,   storage.read:/a/b,     storage.read:/a,       false",
        "PERMIT, PATH,   storage.read:/a,       storage.modify:/a,     false",
        "PERMIT, PATH,   storage.read:/a,       storage.stage:/a,      false",
        "PERMIT, PATH,   storage.stage:/a,      storage.read:/a,       false",
        "PERMIT, PATH,   storage.read:/a,       storage.read:/b/../a,  false",
        "PERMIT, PATH,   storage.read:/a,       storage.read:/a/%2e%2e/b, false",
        "PERMIT, PATH,   storage.read:/a/,      storage.read:/a,       false",
        "PERMIT, PATH,   compute.read,          compute.read,          true",
        "DENY,   PATH,   storage.read:/a/b,     storage.read:/,        true",
        "DENY,   PATH,   storage.read:/a/b,     storage.read:/a,       true",
        "DENY,   PATH,   storage.read:/a/b,     storage.read:/a/b/c,   true",
        "DENY,   PATH,   storage.read:/a/b,     storage.read:/a/c,     false",
        "DENY,   PATH,   storage.read:/a/b,     storage.read:/a/bc,    false",
        "DENY,   EQ,     storage.read:/secret,  storage.read:/%73ecret, true",
        "DENY,   REGEXP, storage\\.read:/sec.*, storage.read:/%73ecret, true",
    })
    void policyMeansScope(
            Rule rule, Matching matching, String policy, String scope, boolean expected) {
        assertThat(ScopeMatcher.fault(matching, policy)).isEmpty();
        assertThat(ScopeMatcher.of(rule, matching, policy).matches(Scopes.canonical(scope)))
                .isEqualTo(expected);
    }

    /** Each would keep a backtracking engine busy for longer than the universe is old. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){20}b", "((a*)*)*b"})
    void hostileExpressionEndsAtOnce(String expression) {
        assertThat(ScopeMatcher.fault(Matching.REGEXP, expression)).isEmpty();
        ScopeMatcher matcher = ScopeMatcher.of(Rule.PERMIT, Matching.REGEXP, expression);
        assertThat(matcher.matches("a".repeat(512))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "(a)\\1",
                "(?<=a)b",
                "a{101}",
                "(a{20}){20}",
                "((a{5}){5}){5}",
                "a b",
                "(a{1000}){1000}"
            })
    void expressionThatIsWrongOrTooLargeIsRefused(String expression) {
        assertThat(ScopeMatcher.fault(Matching.REGEXP, expression)).isPresent();
    }

    @Test
    void longExpressionIsRefused() {
        assertThat(ScopeMatcher.fault(Matching.REGEXP, "a".repeat(256))).isEmpty();
        assertThat(ScopeMatcher.fault(Matching.REGEXP, "a".repeat(257))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "storage.read",
                "storage.read:a",
                "storage.read:/a/../b",
                "storage.read:/a/%2e%2e/b",
                "storage.read:/a%2fb",
                "storage.read:/a//b",
                "storage.read:/%zz"
            })
    void scopeThatNoTokenCanHaveIsRefused(String scope) {
        assertThat(ScopeMatcher.fault(Matching.PATH, scope)).isPresent();
        assertThat(ScopeMatcher.fault(Matching.EQ, scope)).isPresent();
    }
}
