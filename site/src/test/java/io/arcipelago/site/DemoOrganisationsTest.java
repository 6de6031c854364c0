package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.config.SiteConfig.IdentityProvider;
import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.config.SiteConfigReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoOrganisationsTest {

    private static final String SITE =
            """
            sites:
              - name: ELBA
                external_network: {name: public, cidr: "198.18.1.0/24"}
                identity_providers:
                  - {name: arcipelago, issuer: "${issuer}"}
                projects:
                  - name: astro-elba
                    groups: {arcipelago: [astro]}
                    quota: {instances: 3}
            """;

    @Test
    void anOrganisationsGroupsHaveProjectsOfTheirOwn() {
        SiteConfig site =
                DemoOrganisations.added(
                                SiteConfigReader.read(
                                        "demo", SITE, Map.of("issuer", "http://one"), Map.of()),
                                Map.of("isles", "http://two/identity"))
                        .getFirst();

        assertThat(site.identityProviders())
                .extracting(IdentityProvider::name, IdentityProvider::issuer)
                .containsExactly(
                        tuple("arcipelago", "http://one"), tuple("isles", "http://two/identity"));
        assertThat(site.projects())
                .extracting(Project::name)
                .containsExactly("astro-elba", "isles-astro-elba");
        Project first = site.projects().getFirst();
        Project second = site.projects().getLast();
        assertThat(first.groups()).isEqualTo(Map.of("arcipelago", List.of("astro")));
        assertThat(second.groups()).isEqualTo(Map.of("isles", List.of("astro")));
        assertThat(second.id()).isNotEqualTo(first.id()).hasSize(32);
        assertThat(second.limit("instances")).isEqualTo(3);
    }
}
