package io.arcipelago.identity.api;

import java.util.List;

/**
 * The part of a list that was asked for.
 *
 * @param total how many there are in all
 */
public record Found<T>(long total, List<T> items) {

    public Found {
        items = List.copyOf(items);
    }
}
