package io.arcipelago.feeder.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Spelling {

    private Spelling() {}

    /** The known word nearest to this one, if it is near enough to be a slip. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int tolerance = Math.max(2, word.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(it -> distance(word, it)))
                .filter(it -> distance(word, it) <= tolerance);
    }

    /** Insertions, deletions and replacements of single characters. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
