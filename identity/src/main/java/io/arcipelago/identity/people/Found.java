package io.arcipelago.identity.people;

import java.util.List;

/**
 * A part of what was found.
 *
 * @param total how many there are in all
 */
public record Found<T>(long total, List<T> items) {

    public Found {
        items = List.copyOf(items);
    }
}
