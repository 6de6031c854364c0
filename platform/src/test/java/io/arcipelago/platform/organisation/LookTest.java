package io.arcipelago.platform.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class LookTest {

    @TempDir Path directory;

    @Test
    void withoutSettingsTheProductsOwnLookStays() {
        Look look = new Look(organisation("", ""));

        assertThat(look.logo()).isEmpty();
        assertThat(look.styleSheet()).isEmpty();
    }

    @Test
    void oneColourGivesTheShadesOfButtonsLinksAndGrounds() {
        String css = new Look(organisation("#7a1f5c", "")).styleSheet();

        assertThat(css)
                .contains("--primary: #7a1f5c;", "--mantine-color-lagoon-7: #7a1f5c;")
                .contains("--mantine-color-lagoon-0: #f3ebf0;")
                .doesNotContain("#0b7285");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#12345", "#12345g", "#0b7285; } body { display: none"})
    void whatIsNoColourIsRefused(String colour) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Look(organisation(colour, "")))
                .withMessageContaining(colour)
                .withMessageContaining("#rrggbb");
    }

    @Test
    void aColourOnWhichWhiteTextCannotBeReadIsRefusedWithItsContrast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Look(organisation("#ffd43b", "")))
                .withMessageContaining("contrast of 1.4 to 1");
    }

    @Test
    void aPictureIsKnownByItsContentNotByItsName() throws IOException {
        Path svg = Files.writeString(directory.resolve("a.png"), "<svg xmlns=\"x\"/>");
        Path text = Files.writeString(directory.resolve("b.svg"), "alert(1)");

        assertThat(new Look(organisation("", svg.toString())).logo())
                .map(Look.Picture::type)
                .contains(MediaType.valueOf("image/svg+xml"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Look(organisation("", text.toString())))
                .withMessageContaining("neither SVG nor PNG");
    }

    @Test
    void aPictureThatIsMissingOrTooLargeIsRefused() throws IOException {
        Path large = Files.write(directory.resolve("large.png"), new byte[262_145]);

        for (Path file : new Path[] {directory.resolve("missing.svg"), large}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Look(organisation("", file.toString())))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("256 KiB");
        }
    }

    @Test
    void thingsOfFurtherOrganisationsHaveNamesOfTheirOwn() {
        assertThat(new Organisation("arcipelago", "Arcipelago", "", "").own("session"))
                .isEqualTo("session");
        assertThat(new Organisation("isles", "Isles", "", "").own("session"))
                .isEqualTo("session-isles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Organisation("The Isles", "Isles", "", ""))
                .withMessageContaining("The Isles");
    }

    private static Organisation organisation(String colour, String logo) {
        return new Organisation("isles", "Isles", colour, logo);
    }
}
