package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address with its prefix length.
 *
 * @param address the 32 bits of the address
 * @param prefixLength 0 to 32
 */
record Ipv4Subnet(int address, int prefixLength) {

    private static final Pattern NOTATION =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /**
     * Reads {@code 10.0.0.7/24}; an address alone means {@code /32}.
     *
     * @throws SiteDriverException if it is neither
     */
    static Ipv4Subnet parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw invalid(text);
        }
        int address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                throw invalid(text);
            }
            address = address << 8 | octet;
        }
        int prefixLength = matcher.group(5) == null ? 32 : Integer.parseInt(matcher.group(5));
        if (prefixLength > 32) {
            throw invalid(text);
        }
        return new Ipv4Subnet(address, prefixLength);
    }

    /** The address alone, such as {@code 10.0.0.7}. */
    String host() {
        return "%d.%d.%d.%d"
                .formatted(
                        address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255);
    }

    /** Address and prefix length, such as {@code 10.0.0.7/24}. */
    String notation() {
        return host() + "/" + prefixLength;
    }

    /** The subnet's own address, such as {@code 10.0.0.0/24}. */
    Ipv4Subnet network() {
        return new Ipv4Subnet(address & mask(prefixLength), prefixLength);
    }

    boolean overlaps(Ipv4Subnet other) {
        int shorter = Math.min(prefixLength, other.prefixLength);
        return (address & mask(shorter)) == (other.address & mask(shorter));
    }

    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
    }

    private static SiteDriverException invalid(String text) {
        return new SiteDriverException(
                "'%s' is no IPv4 address or subnet; write it as 10.0.0.7/24".formatted(text));
    }
}
