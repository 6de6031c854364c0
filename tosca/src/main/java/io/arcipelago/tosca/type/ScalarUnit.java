package io.arcipelago.tosca.type;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with a unit: sizes, times, frequencies and bit rates (TOSCA 1.3 section 3.3.6). {@code
 * GB} is 10^9 bytes, {@code GiB} is 2^30 bytes. Units are read without regard to case, except in
 * bit rates, where {@code b} and {@code B} differ.
 */
public final class ScalarUnit {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,30})?)\\s*([A-Za-z]{1,5})");

    private static final Map<String, BigDecimal> SIZES =
            Map.ofEntries(
                    entry("b", power(1, 0)),
                    entry("kb", power(1000, 1)),
                    entry("mb", power(1000, 2)),
                    entry("gb", power(1000, 3)),
                    entry("tb", power(1000, 4)),
                    entry("kib", power(1024, 1)),
                    entry("mib", power(1024, 2)),
                    entry("gib", power(1024, 3)),
                    entry("tib", power(1024, 4)));

    private static final Map<String, BigDecimal> SECONDS =
            Map.of(
                    "d", new BigDecimal(86400),
                    "h", new BigDecimal(3600),
                    "m", new BigDecimal(60),
                    "s", BigDecimal.ONE,
                    "ms", new BigDecimal("0.001"),
                    "us", new BigDecimal("0.000001"),
                    "ns", new BigDecimal("0.000000001"));

    private static final Map<String, BigDecimal> HERTZ =
            Map.of(
                    "hz", BigDecimal.ONE,
                    "khz", power(1000, 1),
                    "mhz", power(1000, 2),
                    "ghz", power(1000, 3));

    private static final Map<String, BigDecimal> BITS_PER_SECOND =
            Map.ofEntries(
                    entry("bps", BigDecimal.ONE),
                    entry("Kbps", power(1000, 1)),
                    entry("Mbps", power(1000, 2)),
                    entry("Gbps", power(1000, 3)),
                    entry("Tbps", power(1000, 4)),
                    entry("Kibps", power(1024, 1)),
                    entry("Mibps", power(1024, 2)),
                    entry("Gibps", power(1024, 3)),
                    entry("Tibps", power(1024, 4)),
                    entry("Bps", new BigDecimal(8)),
                    entry("KBps", new BigDecimal(8000)),
                    entry("MBps", new BigDecimal(8_000_000)),
                    entry("GBps", new BigDecimal(8_000_000_000L)));

    private ScalarUnit() {}

    /** The number in base units (bytes, seconds, hertz, bits per second). */
    public static Optional<BigDecimal> parse(Primitive type, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2);
        String folded = unit.toLowerCase(Locale.ROOT);
        @Nullable BigDecimal factor =
                switch (type) {
                    case SIZE -> SIZES.get(folded);
                    case TIME -> SECONDS.get(folded);
                    case FREQUENCY -> HERTZ.get(folded);
                    case BITRATE -> BITS_PER_SECOND.get(unit);
                    case STRING,
                            INTEGER,
                            FLOAT,
                            BOOLEAN,
                            TIMESTAMP,
                            VERSION,
                            RANGE,
                            LIST,
                            MAP,
                            JSON,
                            XML ->
                            null;
                };
        return factor == null
                ? Optional.empty()
                : Optional.of(new BigDecimal(form.group(1)).multiply(factor));
    }

    /** Bytes of a size such as {@code 4 GB}, rounded up; empty when it is not a size. */
    public static OptionalLong bytes(String text) {
        return parse(Primitive.SIZE, text)
                .map(size -> size.setScale(0, RoundingMode.CEILING))
                .filter(size -> size.unscaledValue().bitLength() < Long.SIZE)
                .map(size -> OptionalLong.of(size.longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private static BigDecimal power(long base, int exponent) {
        return BigDecimal.valueOf(base).pow(exponent);
    }
}
