package io.arcipelago.platform.organisation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lighter and darker shades of one colour, by mixing it with white and black in sRGB.
 *
 * @param red 0 to 255, like the others
 */
record Palette(int red, int green, int blue) {

    /** The least contrast of text with its ground (WCAG 2.2, success criterion 1.4.3). */
    private static final double LEAST_CONTRAST = 4.5;

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** How much white (above 0) or black (below 0) is mixed into each of ten shades. */
    private static final double[] SHADES = {
        0.91, 0.83, 0.64, 0.45, 0.28, 0.15, 0.06, 0, -0.18, -0.36
    };

    /**
     * The palette of a colour.
     *
     * @throws IllegalArgumentException if it is no {@code #rrggbb}, or white text on it could not
     *     be read
     */
    static Palette of(String colour) {
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException(
                    "arcipelago.organisation.colour is '%s'; write it as #rrggbb, such as #0b7285"
                            .formatted(colour));
        }
        int value = Integer.parseInt(colour.substring(1), 16);
        Palette palette = new Palette(value >> 16, value >> 8 & 0xff, value & 0xff);
        double contrast = 1.05 / (palette.luminance() + 0.05);
        if (contrast < LEAST_CONTRAST) {
            throw new IllegalArgumentException(
                    "arcipelago.organisation.colour %s is too light: white text on it has a contrast of %.1f to 1; choose a darker one with at least %.1f"
                            .formatted(colour, contrast, LEAST_CONTRAST));
        }
        return palette;
    }

    /** Shade 0 is nearly white, shade 7 the colour itself, shade 9 dark. */
    String shade(int number) {
        double part = SHADES[number];
        double target = part > 0 ? 255 : 0;
        double weight = Math.abs(part);
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                mixed(red, target, weight),
                mixed(green, target, weight),
                mixed(blue, target, weight));
    }

    private static int mixed(int channel, double target, double weight) {
        return (int) Math.round(channel + (target - channel) * weight);
    }

    /** Relative luminance (WCAG 2.2), 0 for black to 1 for white. */
    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
