package io.arcipelago.registry.api;

import static io.arcipelago.registry.TestRegistry.V2;
import static io.arcipelago.registry.TestRegistry.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.SampleFederation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is open when an operator says so. */
class OpennessTest {

    private static final String PROVIDER =
            V2 + "/providers/" + ItemKey.provider(SampleFederation.elba().provider()).derivedUid();

    private static TestRegistry registry;

    @BeforeAll
    static void start() {
        registry =
                TestRegistry.withSample(
                        "arcipelago.registry.anonymous-read=true",
                        "arcipelago.registry.visibility=all");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void peopleWithoutATokenReadThePublicFieldsOfProviders() {
        JsonNode list = ok(registry.get("", V2 + "/providers"));
        assertThat(list.get("content")).hasSize(2);
        JsonNode elba = ok(registry.get("", PROVIDER));
        assertThat(elba.get("name").asString()).isEqualTo("ELBA");
        assertThat(elba.get("regions").get(0).get("location").get("country").asString())
                .isEqualTo("Italy");
        assertThat(elba.toString() + list)
                .doesNotContain("support@example.org")
                .doesNotContain("keystone")
                .doesNotContain("astro")
                .doesNotContain("cores");
        assertThat(elba.get("status").isNull()).isTrue();
    }

    @Test
    void filtersDoNotTellWhatIsNotShown() {
        assertThat(ok(registry.get("", V2 + "/providers?status=maintenance")).get("content"))
                .hasSize(2);
        assertThat(ok(registry.get("", V2 + "/providers?group=nobody")).get("content")).hasSize(2);
    }

    @Test
    void everythingElseStillNeedsAToken() {
        for (String path :
                new String[] {
                    V2 + "/flavors",
                    V2 + "/usable?group=astro",
                    PROVIDER + "/history",
                    PROVIDER + "/downtimes",
                    V2 + "/changes"
                }) {
            assertThat(registry.get("", path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(registry.send("PATCH", "", PROVIDER, "{\"why\":\"x\"}").statusCode())
                .isEqualTo(401);
        assertThat(registry.send("DELETE", "", PROVIDER + "?why=x", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void everybodyWithATokenSeesEverythingButWhatIsForAdministrators() {
        JsonNode elba = ok(registry.get(registry.gina(), PROVIDER));
        assertThat(elba.get("projects")).hasSize(2);
        assertThat(elba.get("findings").isNull()).isTrue();
        assertThat(ok(registry.get(registry.gina(), V2 + "/usable?group=astro")).get("providers"))
                .hasSize(2);
        assertThat(registry.send("PATCH", registry.gina(), PROVIDER, "{}").statusCode())
                .isEqualTo(403);
    }
}
