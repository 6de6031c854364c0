package io.arcipelago.identity.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.arcipelago.identity.scope.Scopes;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * Whether a policy means a scope. Regular expressions run in an engine without backtracking: their
 * time grows with the length of the text and no faster.
 */
public sealed interface ScopeMatcher {

    /**
     * Whether a scope is meant.
     *
     * @param canonical the scope as {@link Scopes#canonical} writes it
     */
    boolean matches(String canonical);

    /** Equality. */
    record Equal(String scope) implements ScopeMatcher {

        @Override
        public boolean matches(String canonical) {
            return canonical.equals(scope);
        }
    }

    /** The same capability on the path or below it. */
    record Below(String scope) implements ScopeMatcher {

        @Override
        public boolean matches(String canonical) {
            return Scopes.covers(scope, canonical);
        }
    }

    /**
     * The path, what is below it, and what is above it: who may not read {@code /a/b} may not read
     * {@code /a} either, because that would hold it.
     */
    record Touching(String scope) implements ScopeMatcher {

        @Override
        public boolean matches(String canonical) {
            return Scopes.covers(scope, canonical) || Scopes.covers(canonical, scope);
        }
    }

    /** A regular expression for the whole scope. */
    record Expression(Pattern pattern) implements ScopeMatcher {

        @Override
        public boolean matches(String canonical) {
            return pattern.matches(canonical);
        }
    }

    /** The matcher of a policy's scope, which has no {@link #fault}. */
    static ScopeMatcher of(Rule rule, Matching matching, String scope) {
        return switch (matching) {
            case EQ -> new Equal(Scopes.canonical(scope));
            case REGEXP -> new Expression(Pattern.compile(scope));
            case PATH ->
                    switch (rule) {
                        case PERMIT -> new Below(Scopes.canonical(scope));
                        case DENY -> new Touching(Scopes.canonical(scope));
                    };
        };
    }

    /** What is wrong with a policy's scope; empty if nothing is. */
    static Optional<String> fault(Matching matching, String scope) {
        return switch (matching) {
            case EQ, PATH -> scopeFault(scope);
            case REGEXP -> expressionFault(scope);
        };
    }

    private static Optional<String> scopeFault(String scope) {
        if (!scope.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,512}")) {
            return Optional.of(
                    "A scope has 1 to 512 printable ASCII characters without blanks, quotes and"
                            + " backslashes");
        }
        return Scopes.fault(List.of(scope));
    }

    private static Optional<String> expressionFault(String expression) {
        if (expression.isEmpty()
                || expression.length() > Limits.EXPRESSION_LENGTH
                || expression.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            return Optional.of(
                    "A regular expression has 1 to "
                            + Limits.EXPRESSION_LENGTH
                            + " printable ASCII characters");
        }
        if (repetitions(expression) > Limits.REPETITIONS) {
            return Optional.of(
                    "The counted repetitions of a regular expression multiply to more than "
                            + Limits.REPETITIONS
                            + "; use * or +");
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException wrong) {
            return Optional.of("The regular expression is wrong: " + wrong.getDescription());
        }
    }

    /** All counts multiplied, as if each repetition were inside the others. */
    private static long repetitions(String expression) {
        return Limits.COUNT
                .matcher(expression)
                .results()
                .map(MatchResult::group)
                .flatMapToLong(numbers ->
                        Limits.NUMBER
                                .matcher(numbers)
                                .results()
                                .mapToLong(number -> Long.parseLong(number.group()))
                                .max()
                                .stream())
                .reduce(
                        1,
                        (all, one) -> Math.min(Limits.REPETITIONS + 1L, all * Math.max(1L, one)));
    }

    /** What keeps an expression's program small. */
    final class Limits {

        static final int EXPRESSION_LENGTH = 256;
        static final int REPETITIONS = 100;

        private static final java.util.regex.Pattern COUNT =
                java.util.regex.Pattern.compile("\\{[0-9]{1,9}(,[0-9]{0,9})?\\}");
        private static final java.util.regex.Pattern NUMBER =
                java.util.regex.Pattern.compile("[0-9]{1,9}");

        private Limits() {}
    }
}
