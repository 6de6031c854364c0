package io.arcipelago.platform.organisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.MediaType;

/** The organisation's picture and style sheet, read once at the start. */
public final class Look {

    /**
     * For the picture's answer: an SVG opened by its address must not become a page with scripts.
     */
    public static final String PICTURE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private static final long LARGEST_LOGO_BYTES = 262_144;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /**
     * A picture.
     *
     * @param type {@code image/svg+xml} or {@code image/png}
     */
    public record Picture(MediaType type, byte[] bytes) {}

    private final Optional<Picture> logo;
    private final String styleSheet;

    /**
     * Reads the look.
     *
     * @throws IllegalArgumentException if the colour or the picture cannot be used
     */
    public Look(Organisation organisation) {
        this.logo =
                organisation.logo().isBlank()
                        ? Optional.empty()
                        : Optional.of(picture(Path.of(organisation.logo())));
        this.styleSheet =
                organisation.colour().isBlank()
                        ? ""
                        : StyleSheet.of(Palette.of(organisation.colour()));
    }

    /** The organisation's own picture; empty: the product's is shown. */
    public Optional<Picture> logo() {
        return logo;
    }

    /** CSS that sets the colours of the dashboard and of the sign-in pages; may be empty. */
    public String styleSheet() {
        return styleSheet;
    }

    private static Picture picture(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_LOGO_BYTES) {
                throw unusable(file, "is no file of at most 256 KiB");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (startsWith(bytes, PNG)) {
                return new Picture(MediaType.IMAGE_PNG, bytes);
            }
            if (new String(bytes, StandardCharsets.UTF_8).contains("<svg")) {
                return new Picture(MediaType.valueOf("image/svg+xml"), bytes);
            }
            throw unusable(file, "is neither SVG nor PNG");
        } catch (IOException e) {
            throw new UncheckedIOException("The logo " + file + " cannot be read", e);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static IllegalArgumentException unusable(Path file, String why) {
        return new IllegalArgumentException(
                "arcipelago.organisation.logo: " + file + " " + why + "; give another picture");
    }
}
