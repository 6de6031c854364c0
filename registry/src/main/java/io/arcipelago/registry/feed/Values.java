package io.arcipelago.registry.feed;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules for single values. */
final class Values {

    static final int LONGEST_NAME = 255;
    static final int LONGEST_TEXT = 4000;

    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,;<>\"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");
    private static final Pattern RESOURCE = Pattern.compile("[A-Za-z0-9_./-]{1,100}");
    private static final Set<String> COUNTRIES =
            Arrays.stream(Locale.getISOCountries())
                    .map(code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH))
                    .collect(Collectors.toSet());

    private Values() {}

    static boolean email(String value) {
        return EMAIL.matches(value);
    }

    static boolean hostAndPort(String value) {
        return HOST.matches(value);
    }

    static boolean resource(String value) {
        return RESOURCE.matches(value);
    }

    /** Whether it is the English short name of a country of ISO 3166-1. */
    static boolean country(String value) {
        return COUNTRIES.contains(value);
    }

    static boolean url(String value) {
        try {
            URI url = new URI(value);
            return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && value.length() <= LONGEST_TEXT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The fault of a name or id that cannot be one. */
    static Optional<Fault> name(String what, String value) {
        if (value.isBlank()) {
            return Optional.of(new Fault("It has no " + what, "Give it one"));
        }
        return value.length() > LONGEST_NAME
                ? Optional.of(
                        new Fault(
                                "Its %s is %d characters long".formatted(what, value.length()),
                                "Use at most " + LONGEST_NAME))
                : Optional.empty();
    }

    /** The fault of a number that must not be negative. */
    static Optional<Fault> notNegative(String what, long value) {
        return value >= 0
                ? Optional.empty()
                : Optional.of(
                        new Fault("Its %s is %d".formatted(what, value), "Use a number from 0 on"));
    }

    /** The first letters of a value, for messages. */
    static String shortened(@Nullable String value) {
        String text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /**
     * The fault of a record that PostgreSQL cannot keep: a NUL character, half of a surrogate pair,
     * or a text beyond all reason.
     */
    static Optional<Fault> storable(Object item) {
        String text = item.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == '\0' || Character.isSurrogate(c)) {
                return Optional.of(
                        new Fault(
                                "One of its texts has a character that is none",
                                "Take NUL and lone surrogates out"));
            }
        }
        return text.length() > 16 * LONGEST_TEXT
                ? Optional.of(new Fault("It is longer than any item is", "Shorten its texts"))
                : Optional.empty();
    }
}
