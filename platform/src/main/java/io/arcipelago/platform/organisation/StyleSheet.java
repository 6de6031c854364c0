package io.arcipelago.platform.organisation;

/**
 * The custom properties that carry the product's colour, set to another one. The selectors are
 * doubled, so that they win over the style sheets they complete in whatever order these load.
 */
final class StyleSheet {

    private static final int SHADES = 10;

    private StyleSheet() {}

    static String of(Palette palette) {
        StringBuilder css = new StringBuilder(1024).append(":root:root {\n");
        for (int shade = 0; shade < SHADES; shade++) {
            css.append("  --mantine-color-lagoon-%d: %s;\n".formatted(shade, palette.shade(shade)));
        }
        return css.append(
                        """
                          --mark: %1$s;
                          --primary: %1$s;
                          --primary-dark: %2$s;
                        }
                        :root:root[data-mantine-color-scheme="light"] {
                          --accent: %1$s;
                          --accent-soft: %3$s;
                        }
                        :root:root[data-mantine-color-scheme="dark"] {
                          --accent: %4$s;
                          --accent-soft: %5$s;
                          --mantine-color-anchor: %4$s;
                          --mantine-color-lagoon-light: %5$s;
                          --mantine-color-lagoon-light-hover: %5$s;
                        }
                        @media (prefers-color-scheme: dark) {
                          :root:root:not([data-mantine-color-scheme]) { --accent: %4$s; }
                        }
                        """
                                .formatted(
                                        palette.shade(7),
                                        palette.shade(8),
                                        palette.shade(0),
                                        palette.shade(3),
                                        palette.shade(9)))
                .toString();
    }
}
