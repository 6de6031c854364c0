package io.arcipelago.registry.v1.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.arcipelago.registry.v1.query.Texts.Unreadable;

/**
 * A regular expression from a caller: in time linear to the text, of bounded length and size, and
 * matching the whole text.
 */
record Regex(Pattern pattern) {

    static final int LONGEST = 200;

    /** Instructions of the compiled expression; each may be looked at once per character. */
    static final int LARGEST = 2000;

    /** Repetitions multiply when they are nested, and are unrolled when they are compiled. */
    private static final long MOST_REPETITIONS = 1000;

    static Regex of(String text, boolean ignoreCase) throws Unreadable {
        if (text.length() > LONGEST) {
            throw new Unreadable(
                    "ensure this value has at most %d characters".formatted(LONGEST),
                    "value_error.any_str.max_length");
        }
        if (repetitions(text) > MOST_REPETITIONS) {
            throw tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(text, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
            if (pattern.programSize() > LARGEST) {
                throw tooLarge();
            }
            return new Regex(pattern);
        } catch (PatternSyntaxException broken) {
            throw new Unreadable(
                    "invalid regular expression: " + broken.getDescription(), "value_error.regex");
        }
    }

    private static Unreadable tooLarge() {
        return new Unreadable(
                "the regular expression repeats too much; use * or +", "value_error.regex");
    }

    /** The product of all counted repetitions: what they come to at worst. */
    private static long repetitions(String text) {
        long product = 1;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            product = Math.min(MOST_REPETITIONS + 1, product * largestNumber(text, open + 1));
        }
        return product;
    }

    private static long largestNumber(String text, int from) {
        long largest = 1;
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next >= '0' && next <= '9') {
                number = Math.min(MOST_REPETITIONS + 1, number * 10 + (next - '0'));
                largest = Math.max(largest, number);
            } else if (next == ',') {
                number = 0;
            } else {
                break;
            }
        }
        return largest;
    }

    boolean matches(String text, Work work) {
        work.spend((long) pattern.programSize() * (text.length() + 1));
        return pattern.matches(text);
    }
}
