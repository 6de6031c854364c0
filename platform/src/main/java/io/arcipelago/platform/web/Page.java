package io.arcipelago.platform.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param totalElements how many elements the whole list has
 * @param number the page's number, from 0
 * @param size the page size that was used, which may be less than was asked for
 */
public record Page<T>(List<T> content, long totalElements, int number, int size) {

    public Page {
        content = List.copyOf(content);
    }

    /** A page that answers a request. */
    public static <T> Page<T> of(List<T> content, long totalElements, PageRequest request) {
        return new Page<>(content, totalElements, request.number(), request.size());
    }

    /** The number of the last page, 0 for an empty list. */
    public int lastNumber() {
        return totalElements == 0 ? 0 : Math.toIntExact((totalElements - 1) / size);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(content.stream().<R>map(mapper).toList(), totalElements, number, size);
    }
}
