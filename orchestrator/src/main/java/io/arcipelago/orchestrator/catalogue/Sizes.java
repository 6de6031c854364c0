package io.arcipelago.orchestrator.catalogue;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes of the TOSCA form {@code 4 GB}; decimal and binary units (TOSCA 1.3, 3.3.6.4). */
final class Sizes {

    private static final Pattern SIZE =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)\\s*");

    private static final Map<String, Long> UNITS =
            Map.of(
                    "b", 1L,
                    "kb", 1000L,
                    "kib", 1024L,
                    "mb", 1_000_000L,
                    "mib", 1L << 20,
                    "gb", 1_000_000_000L,
                    "gib", 1L << 30,
                    "tb", 1_000_000_000_000L,
                    "tib", 1L << 40);

    private Sizes() {}

    /** The bytes, or empty for a text that is no size. */
    static OptionalLong bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(size.group(2).toLowerCase(java.util.Locale.ROOT));
        return unit == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(Double.parseDouble(size.group(1)) * unit));
    }
}
