package io.arcipelago.identity.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list as the compatible interfaces tell it.
 *
 * @param totalResults how many there are in all
 * @param itemsPerPage how many are in this answer
 * @param startIndex the number of the first one, from 1
 */
public record ListAnswer<T>(
        long totalResults,
        int itemsPerPage,
        int startIndex,
        @JsonProperty("Resources") List<T> resources) {

    public ListAnswer {
        resources = List.copyOf(resources);
    }

    /** What was found, each as the view shows it. */
    public static <T, R> ListAnswer<R> of(
            Found<T> found, Slice slice, Function<? super T, ? extends R> view) {
        return new ListAnswer<>(
                found.total(),
                found.items().size(),
                slice.startIndex(),
                found.items().stream().<R>map(view).toList());
    }
}
