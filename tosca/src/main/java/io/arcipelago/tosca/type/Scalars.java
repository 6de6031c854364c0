package io.arcipelago.tosca.type;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and compares the scalar values of the built-in types. */
public final class Scalars {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,19}");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,15}");
    private static final Pattern FLOAT =
            Pattern.compile(
                    "[-+]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,18}(?:\\.[0-9A-Za-z]{1,18}){0,5}(?:-[0-9A-Za-z]{1,18})?");
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    private Scalars() {}

    /**
     * The Java value of a text: String (also for versions, timestamps and numbers with a unit,
     * which keep their spelling), Long, Double or Boolean. Empty when the text is not of the type.
     */
    public static Optional<Object> parse(Primitive type, String text) {
        String bare = text.strip();
        return switch (type) {
            case STRING, JSON, XML -> Optional.of(text);
            case INTEGER -> integer(bare);
            case FLOAT ->
                    FLOAT.matcher(bare).matches()
                            ? Optional.of(Double.valueOf(bare))
                            : Optional.empty();
            case BOOLEAN -> bool(bare);
            case TIMESTAMP -> instant(bare).map(ignored -> bare);
            case VERSION -> VERSION.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
            case SIZE, TIME, FREQUENCY, BITRATE ->
                    ScalarUnit.parse(type, bare).map(ignored -> bare);
            case RANGE, LIST, MAP -> Optional.empty();
        };
    }

    /** What a right value looks like, for messages. */
    public static String example(Primitive type) {
        return switch (type) {
            case STRING -> "text";
            case INTEGER -> "a whole number such as 4";
            case FLOAT -> "a number such as 0.5";
            case BOOLEAN -> "true or false";
            case TIMESTAMP -> "a date such as 2026-01-31 or 2026-01-31T12:00:00Z";
            case VERSION -> "a version such as 1.0";
            case RANGE -> "a pair such as [1, 10]";
            case LIST -> "a list";
            case MAP -> "a map";
            case SIZE -> "a size with its unit such as 4 GB";
            case TIME -> "a time with its unit such as 30 s";
            case FREQUENCY -> "a frequency with its unit such as 2 GHz";
            case BITRATE -> "a bit rate with its unit such as 10 Mbps";
            case JSON -> "JSON text";
            case XML -> "XML text";
        };
    }

    /** Orders two values that {@link #parse} returned for the type; empty without an order. */
    public static Optional<Integer> compare(Primitive type, Object left, Object right) {
        return switch (type) {
            case INTEGER, FLOAT ->
                    Optional.of(
                            new BigDecimal(left.toString())
                                    .compareTo(new BigDecimal(right.toString())));
            case SIZE, TIME, FREQUENCY, BITRATE ->
                    ScalarUnit.parse(type, left.toString())
                            .flatMap(mine ->
                                    ScalarUnit.parse(type, right.toString()).map(mine::compareTo));
            case VERSION -> Optional.of(compareVersions(left.toString(), right.toString()));
            case TIMESTAMP ->
                    instant(left.toString())
                            .flatMap(mine -> instant(right.toString()).map(mine::compareTo));
            case STRING, BOOLEAN, RANGE, LIST, MAP, JSON, XML -> Optional.empty();
        };
    }

    /** Equality after conversion: {@code 1 GB} equals {@code 1000 MB}. */
    public static boolean equal(Primitive type, Object left, Object right) {
        return compare(type, left, right).map(order -> order == 0).orElse(left.equals(right));
    }

    private static Optional<Object> integer(String text) {
        try {
            if (INTEGER.matcher(text).matches()) {
                return Optional.of(Long.valueOf(text.startsWith("+") ? text.substring(1) : text));
            }
            if (HEX.matcher(text).matches()) {
                return Optional.of(Long.valueOf(text.substring(2), 16));
            }
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Object> bool(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(folded)) {
            return Optional.of(true);
        }
        return FALSE.contains(folded) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<OffsetDateTime> instant(String text) {
        try {
            return text.length() <= "2026-01-31".length()
                    ? Optional.of(LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC))
                    : Optional.of(
                            OffsetDateTime.parse(text.replace(' ', 'T'))
                                    .withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Numeric parts first; a version with a qualifier follows the one without. */
    private static int compareVersions(String left, String right) {
        List<String> mine = parts(left);
        List<String> theirs = parts(right);
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int order = PART.compare(part(mine, i), part(theirs, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static final Comparator<String> PART =
            Comparator.comparing((String part) -> !isNumber(part))
                    .thenComparingLong(part -> isNumber(part) ? Long.parseLong(part) : 0L)
                    .thenComparing(part -> isNumber(part) ? "" : part);

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> parts(String version) {
        return new ArrayList<>(List.of(version.split("[.-]", -1)));
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }
}
