package io.arcipelago.tosca.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what an author meant by a misspelt name. */
public final class Suggestion {

    private static final int MAX_EDITS = 2;
    private static final int MAX_LENGTH = 60;
    private static final int MAX_KNOWN = 500;

    private Suggestion() {}

    /** " (did you mean 'x'?)", or nothing when no known name is near. */
    public static String hint(String name, Collection<String> known) {
        return nearest(name, known).map(n -> " (did you mean '" + n + "'?)").orElse("");
    }

    /** The known name with the fewest edits, two at most and fewer than half of the name. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        int limit = Math.min(MAX_EDITS, name.length() / 2);
        // A hostile file must not make guessing expensive.
        if (name.length() > MAX_LENGTH || known.size() > MAX_KNOWN) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
