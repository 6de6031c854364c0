package io.arcipelago.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted. Controllers take it as a parameter; it is read from {@code page}
 * (from 0), {@code size} (default 20; more than 200 is answered with 200) and {@code sort} ({@code
 * key} or {@code key,desc}, may be repeated).
 */
public record PageRequest(int number, int size, List<Order> sort) {

    public static final int DEFAULT_SIZE = 20;
    public static final int MAX_SIZE = 200;

    public PageRequest {
        sort = List.copyOf(sort);
    }

    /** One sort key. */
    public record Order(String key, boolean descending) {}

    /**
     * Reads the parameters as they came.
     *
     * @param allowedKeys the keys that {@code sort} may name
     * @throws ApiFailure 400 that names the parameter and the value
     */
    public static PageRequest parse(
            @Nullable String page,
            @Nullable String size,
            List<String> sort,
            Set<String> allowedKeys) {
        int number = number("page", page, 0, 0);
        int wanted = number("size", size, DEFAULT_SIZE, 1);
        List<Order> orders = new ArrayList<>();
        for (String order : sort) {
            if (!order.isBlank()) {
                orders.add(order(order.strip(), allowedKeys));
            }
        }
        return new PageRequest(number, Math.min(wanted, MAX_SIZE), orders);
    }

    private static int number(String name, @Nullable String value, int byDefault, int least) {
        if (value == null || value.isBlank()) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number that is too small.
        }
        throw ApiFailure.badRequest(
                "invalid-page",
                "Parameter %s is '%s'; it must be a whole number from %d."
                        .formatted(name, value, least));
    }

    private static Order order(String order, Set<String> allowedKeys) {
        int comma = order.indexOf(',');
        String key = comma < 0 ? order : order.substring(0, comma);
        String direction =
                comma < 0 ? "asc" : order.substring(comma + 1).strip().toLowerCase(Locale.ROOT);
        if (!allowedKeys.contains(key)) {
            throw ApiFailure.badRequest(
                    "invalid-sort",
                    allowedKeys.isEmpty()
                            ? "This list cannot be sorted; leave out the parameter sort."
                            : "Cannot sort by '%s'; use one of %s."
                                    .formatted(key, new TreeSet<>(allowedKeys)));
        }
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw ApiFailure.badRequest(
                    "invalid-sort",
                    "Sort direction is '%s'; write asc or desc.".formatted(direction));
        }
        return new Order(key, direction.equals("desc"));
    }

    /** How many elements come before this page. */
    public long offset() {
        return (long) number * size;
    }

    /**
     * The list after {@code order by}.
     *
     * @param columns the column of each allowed key; only these texts reach the SQL
     * @param tieBreaker the unique column that makes the order total, such as {@code id}
     */
    public String orderBy(Map<String, String> columns, String tieBreaker) {
        String wanted =
                sort.stream()
                        .map(order -> column(columns, order))
                        .collect(Collectors.joining(", "));
        return wanted.isEmpty() ? tieBreaker : wanted + ", " + tieBreaker;
    }

    private static String column(Map<String, String> columns, Order order) {
        String column = columns.get(order.key());
        if (column == null) {
            throw new IllegalArgumentException("No column for sort key " + order.key());
        }
        return order.descending() ? column + " desc" : column;
    }
}
