package io.arcipelago.registry.v1.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads values from the texts of a query string. */
final class Texts {

    private static final Set<String> YES = Set.of("true", "1", "on", "t", "y", "yes");
    private static final Set<String> NO = Set.of("false", "0", "off", "f", "n", "no");

    private Texts() {}

    /** Says in the words of clients why a value cannot be read. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String type;

        Unreadable(String message, String type) {
            super(message);
            this.type = type;
        }

        String message() {
            return String.valueOf(getMessage());
        }

        String type() {
            return type;
        }
    }

    static boolean flag(String text) throws Unreadable {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        throw new Unreadable("value could not be parsed to a boolean", "type_error.bool");
    }

    static long integer(String text) throws Unreadable {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new Unreadable("value is not a valid integer", "type_error.integer");
        }
    }

    static int count(String text, int least) throws Unreadable {
        long value = integer(text);
        if (value < least) {
            throw new Unreadable(
                    "ensure this value is greater than or equal to " + least,
                    "value_error.number.not_ge");
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    static double decimal(String text) throws Unreadable {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like what is not finite.
        }
        throw new Unreadable("value is not a valid float", "type_error.float");
    }

    static LocalDate date(String text) throws Unreadable {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException notADate) {
            throw new Unreadable("invalid date format", "value_error.date");
        }
    }

    /** With an offset, or without: then UTC is meant. A plus that became a space is one again. */
    static Instant time(String text) throws Unreadable {
        String time = text.strip().replace(' ', '+');
        if (time.length() > 10 && time.charAt(10) == '+') {
            time = time.substring(0, 10) + 'T' + time.substring(11);
        }
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException noOffset) {
            return localTime(time);
        }
    }

    private static Instant localTime(String text) throws Unreadable {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new Unreadable("invalid datetime format", "value_error.datetime");
        }
    }

    static String choice(String text, List<String> allowed) throws Unreadable {
        for (String value : allowed) {
            if (value.equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new Unreadable(
                "value is not a valid enumeration member; permitted: "
                        + String.join(", ", allowed.stream().map("'%s'"::formatted).toList()),
                "type_error.enum");
    }
}
