package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AptSourcesTest {

    @Test
    void onlyDebiansOwnSuitesOfTheReleaseAreTakenFromClassicLists() {
        assertThat(
                        AptSources.oneLine(
                                """
                                # deb http://deb.debian.org/debian bookworm main
                                deb [arch=amd64 signed-by=/k] http://mirror.example/debian bookworm main contrib
                                deb-src http://mirror.example/debian bookworm main
                                deb http://mirror.example/debian trixie main
                                deb https://download.docker.com/linux/debian bookworm stable
                                deb https://apt.example.com bookworm main
                                """))
                .containsExactly("deb http://mirror.example/debian bookworm main");
    }

    @Test
    void stanzasYieldOneLinePerSuite() {
        assertThat(
                        AptSources.deb822(
                                """
                                Types: deb deb-src
                                URIs: http://mirror.example/debian
                                Suites: bookworm bookworm-updates
                                Components: main contrib

                                Types: deb
                                Enabled: no
                                URIs: http://other.example/debian
                                Suites: bookworm
                                Components: main
                                """))
                .containsExactly(
                        "deb http://mirror.example/debian bookworm main",
                        "deb http://mirror.example/debian bookworm-updates main");
    }
}
