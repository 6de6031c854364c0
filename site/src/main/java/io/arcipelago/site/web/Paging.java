package io.arcipelago.site.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextQuery the query of the next page, empty on the last
 */
public record Paging<T>(List<T> page, Optional<String> nextQuery) {

    /** Cuts by {@code limit} and {@code marker}; raises badRequest if they are wrong. */
    public static <T> Paging<T> of(
            List<T> all, Request request, int longest, Function<T, String> id) {
        int limit =
                Math.min(longest, request.parameter("limit").map(Paging::limit).orElse(longest));
        int from = 0;
        Optional<String> marker = request.parameter("marker");
        if (marker.isPresent()) {
            from = 1 + indexOf(all, marker.get(), id);
        }
        int to = Math.min(all.size(), from + limit);
        List<T> page = all.subList(from, to);
        Optional<String> next =
                to < all.size() && !page.isEmpty()
                        ? Optional.of(next(request.query(), limit, id.apply(page.getLast())))
                        : Optional.empty();
        return new Paging<>(page, next);
    }

    private static int limit(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw ApiError.badRequest("limit must be an integer");
        }
        int limit = Integer.parseInt(text);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    private static <T> int indexOf(List<T> all, String marker, Function<T, String> id) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(marker)) {
                return i;
            }
        }
        throw ApiError.badRequest("marker [" + marker + "] not found");
    }

    private static String next(Map<String, List<String>> query, int limit, String marker) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, values) -> {
            if (!name.equals("limit") && !name.equals("marker")) {
                values.forEach(value -> pairs.add(pair(name, value)));
            }
        });
        pairs.add(pair("limit", Integer.toString(limit)));
        pairs.add(pair("marker", marker));
        return String.join("&", pairs);
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
