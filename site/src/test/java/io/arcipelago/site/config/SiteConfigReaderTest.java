package io.arcipelago.site.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SiteConfigReaderTest {

    private static final String HEAD =
            """
            sites:
              - name: ELBA
                external_network: {name: public, cidr: 198.18.10.0/24}
            """;

    private static List<SiteConfig> read(String text) {
        return SiteConfigReader.read(
                "sites.yaml",
                text,
                Map.of("issuer", "http://localhost/identity", "block", "7"),
                Map.of());
    }

    @Test
    void theDemoHasTwoSitesForTwoCommunities() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(SiteConfig.class.getResourceAsStream("/demo-sites.yaml"))) {
            List<SiteConfig> sites =
                    read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(sites).extracting(SiteConfig::name).containsExactly("ELBA", "ISCHIA");
            assertThat(sites.getFirst().identityProviders().getFirst().issuer())
                    .isEqualTo("http://localhost/identity");
            assertThat(sites.getFirst().projects().getFirst().limit("cores"))
                    .isGreaterThan(sites.getLast().projects().getFirst().limit("cores"));
        }
    }

    @Test
    void anUnknownKeyIsNamedWithItsPlaceAndTheKnownOnes() {
        assertThatThrownBy(() -> read(HEAD + "    flavours: []\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("sites.yaml, line 4, column 15: unknown key 'flavours'")
                .hasMessageContaining("flavors");
    }

    @Test
    void aWrongTypeIsNamedWithItsPlace() {
        assertThatThrownBy(() ->
                        read(
                                HEAD
                                        + "    flavors:\n"
                                        + "      - {name: s, vcpus: two, ram_mib: 1, disk_gib: 1}\n"))
                .hasMessage("sites.yaml, line 5, column 26: 'vcpus' must be a whole number");
        assertThatThrownBy(() -> read("sites:\n  - name: [a]\n"))
                .hasMessage("sites.yaml, line 2, column 11: 'name' must be a text");
        assertThatThrownBy(() -> read("sites: [\n")).hasMessageStartingWith("sites.yaml, line");
    }

    @Test
    void referencesAndSecretsAreChecked() {
        assertThatThrownBy(
                        () -> read(HEAD + "    projects:\n      - {name: p, groups: {idp: [a]}}\n"))
                .hasMessageContaining("'idp' is none of this site's identity_providers");
        assertThatThrownBy(
                        () -> read(HEAD + "    users:\n      - {name: u, password_env: NOT_SET}\n"))
                .hasMessageContaining("is empty or not set");
        assertThatThrownBy(() ->
                        SiteConfigReader.read("sites.yaml", "a: ${issuer}", Map.of(), Map.of()))
                .hasMessage("sites.yaml: ${issuer} has no value; give --issuer");
        assertThatThrownBy(() -> read(HEAD.replace("10.0/24", "10.7/24")))
                .hasMessageContaining("has bits set outside its prefix");
    }

    @Test
    void idsStayTheSameFromRunToRun() {
        String project = HEAD + "    projects:\n      - {name: p}\n";
        assertThat(read(project).getFirst().projects().getFirst().id())
                .isEqualTo(read(project).getFirst().projects().getFirst().id())
                .hasSize(32);
    }
}
