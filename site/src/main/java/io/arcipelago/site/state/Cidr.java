package io.arcipelago.site.state;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 range, its base address and prefix length in bits. */
public record Cidr(long base, int prefix) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /** Reads {@code a.b.c.d/n}; raises IllegalArgumentException for anything else. */
    public static Cidr parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches() || found.group(5) == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an IPv4 range like 10.0.0.0/24");
        }
        int prefix = Integer.parseInt(found.group(5));
        long base = address(text.substring(0, text.indexOf('/')));
        if (prefix > 32 || (base & (size(prefix) - 1)) != 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' has bits set outside its prefix, or a prefix above 32");
        }
        return new Cidr(base, prefix);
    }

    /** Reads one address; raises IllegalArgumentException for anything else. */
    public static long address(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches() || found.group(5) != null) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(found.group(i));
            if (octet > 255) {
                throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
            }
            address = address << 8 | octet;
        }
        return address;
    }

    public static String format(long address) {
        return (address >> 24)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    private static long size(int prefix) {
        return 1L << (32 - prefix);
    }

    /** The first host address, which is the gateway unless another is chosen. */
    public String firstHost() {
        return format(base + 1);
    }

    public String lastHost() {
        return format(base + size(prefix) - 2);
    }

    public boolean contains(String address) {
        long value = address(address);
        return value >= base && value < base + size(prefix);
    }

    public boolean overlaps(Cidr other) {
        return base < other.base + size(other.prefix) && other.base < base + size(prefix);
    }

    /** The lowest host address after the first that is not taken. */
    public Optional<String> free(Set<String> taken) {
        for (long address = base + 2; address < base + size(prefix) - 1; address++) {
            String text = format(address);
            if (!taken.contains(text)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return format(base) + "/" + prefix;
    }
}
