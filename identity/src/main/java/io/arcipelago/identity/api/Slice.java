package io.arcipelago.identity.api;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that a caller asks for.
 *
 * @param startIndex the number of the first one, from 1
 * @param count how many at most; 0 asks for the total alone
 */
public record Slice(int startIndex, int count) {

    /**
     * What the parameters mean: a first number below 1 is 1, a negative count is 0, and a count
     * above the interface's maximum is the maximum.
     */
    public static Slice of(@Nullable Integer startIndex, @Nullable Integer count, int maximum) {
        return new Slice(
                startIndex == null ? 1 : Math.max(1, startIndex),
                count == null ? maximum : Math.clamp(count, 0, maximum));
    }

    /** How many to pass over, for SQL. */
    public int offset() {
        return startIndex - 1;
    }
}
