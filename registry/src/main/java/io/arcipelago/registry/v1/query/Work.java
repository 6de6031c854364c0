package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.error.Faults;
import java.util.List;

/**
 * Counts what answering a query costs, in characters looked at, so that no query costs more than a
 * bound, whatever it asks and however much there is to look at.
 */
final class Work {

    /** About a second of one core, if all of it goes into regular expressions. */
    static final long MOST = 50_000_000;

    private long steps;

    void spend(long more) {
        steps += more;
        if (steps > MOST) {
            throw Faults.of(
                    List.of("query"),
                    "this query costs too much; use fewer or simpler filters",
                    "value_error");
        }
    }

    long steps() {
        return steps;
    }
}
