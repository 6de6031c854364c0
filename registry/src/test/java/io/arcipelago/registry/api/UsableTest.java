package io.arcipelago.registry.api;

import static io.arcipelago.registry.TestRegistry.V2;
import static io.arcipelago.registry.TestRegistry.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a group can use, and what the lists and the history tell. */
class UsableTest {

    private static TestRegistry registry;
    private ProviderSnapshot elba;

    @BeforeAll
    static void start() {
        registry = TestRegistry.start();
    }

    @BeforeEach
    void reset() {
        registry.resetToSample();
        elba = registry.ours(SampleFederation.elba());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static List<String> texts(JsonNode array, String... path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            JsonNode at = element;
            for (String step : path) {
                at = at.get(step);
            }
            texts.add(at.asString());
        }
        return texts;
    }

    private static String uid(ProviderSnapshot snapshot) {
        return ItemKey.provider(snapshot.provider()).derivedUid();
    }

    /** Feeds ELBA a minute later. */
    private void elbaNext(SnapshotEditor editor) {
        registry.pass(Duration.ofMinutes(1));
        registry.mustFeed(editor.snapshot());
    }

    @Test
    void oneCallTellsEverythingThatAGroupCanUse() {
        JsonNode usable = registry.read(registry.alice(), "/usable?group=astro");
        assertThat(usable.get("group").get("name").asString()).isEqualTo("astro");
        assertThat(texts(usable.get("providers"), "name")).containsExactly("ELBA", "VENETO");
        JsonNode atElba = usable.get("providers").get(0);
        assertThat(atElba.get("status").asString()).isEqualTo("active");
        assertThat(atElba.get("trust").get("name").asString()).isEqualTo("elba-iam");
        JsonNode region = atElba.get("regions").get(0);
        assertThat(texts(region.get("services"), "type"))
                .containsExactly("block-storage", "compute", "identity", "network");
        JsonNode project = region.get("projects").get(0);
        assertThat(project.get("nativeId").asString()).isEqualTo(SampleFederation.ELBA_ASTRO);
        assertThat(project.get("agreement").get("standing").asString()).isEqualTo("current");
        assertThat(texts(project.get("flavors"), "name"))
                .containsExactly("small", "large", "gpu.large");
        assertThat(texts(project.get("images"), "name"))
                .containsExactly("debian-13", "astro-suite");
        assertThat(texts(project.get("networks"), "network", "name"))
                .containsExactly("public", "astro-net");
        JsonNode cores = project.get("quotas").get("compute").get("cores");
        assertThat(cores.toString())
                .isEqualTo("{\"limit\":40,\"perUser\":16,\"used\":8,\"free\":32}");
        JsonNode volumes = project.get("quotas").get("block-storage").get("volumes");
        assertThat(volumes.get("free").asLong()).isEqualTo(-1);
        assertThat(project.get("quotas").get("block-storage").get("gigabytes").get("free").isNull())
                .as("nobody told what is used")
                .isTrue();
        assertThat(project.get("freshness").get("flavors").get("outcome").asString())
                .isEqualTo("ok");
    }

    @Test
    void defaultsAndProxiesAreThoseOfTheGroupsProject() {
        JsonNode networks =
                registry.read(
                                registry.alice(),
                                "/usable?group=astro&idp=" + registry.tokens.issuer())
                        .get("providers")
                        .get(1)
                        .get("regions")
                        .get(0)
                        .get("projects")
                        .get(0)
                        .get("networks");
        assertThat(texts(networks, "network", "name"))
                .containsExactly("ASTRO-lan", "ASTRO-wan", "common-lan", "INFN-WAN");
        assertThat(texts(networks, "isDefault")).containsExactly("true", "false", "false", "true");
        assertThat(networks.get(0).get("proxy").get("host").asString())
                .isEqualTo("gate.veneto.example:2222");
        assertThat(networks.get(3).get("proxy").isNull()).isTrue();
    }

    @Test
    void whoHasTheAnswerAlreadyGetsNoneUntilSomethingChanges() {
        String path = V2 + "/usable?group=astro";
        HttpResponse<String> first = registry.get(registry.alice(), path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                registry.get(registry.alice(), path, "If-None-Match", "W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(registry.get(registry.carla(), path).headers().firstValue("ETag"))
                .isNotEqualTo(first.headers().firstValue("ETag"));
        SnapshotEditor editor = SnapshotEditor.after(elba);
        editor.flavors().removeFirst();
        elbaNext(editor);
        assertThat(registry.get(registry.alice(), path, "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTagDoesNotChangeWithProvidersThatTheCallerDoesNotSee() {
        String path = V2 + "/usable?group=astro";
        String tag =
                registry.get(registry.alice(), path).headers().firstValue("ETag").orElseThrow();
        String other =
                TestRegistry.JSON
                        .writeValueAsString(elba)
                        .replace("\"ELBA\"", "\"GIGLIO\"")
                        .replace("\"astro\"", "\"geo\"")
                        .replace("sla-elba", "sla-giglio")
                        .replace("sla-giglio-bio\"", "sla-giglio-bio2\"")
                        .replace("\"bio\"", "\"geo2\"");
        ok(registry.post(registry.feeder(), V2 + "/snapshots", other));
        assertThat(registry.read(registry.gina(), "/providers").get("content")).hasSize(1);
        assertThat(registry.get(registry.alice(), path, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void everyReadCarriesATagAndAnswersItWithNotModified() {
        for (String path :
                List.of(
                        "/providers",
                        "/providers/" + uid(elba),
                        "/providers/" + uid(elba) + "/history",
                        "/providers/" + uid(elba) + "/changes",
                        "/providers/" + uid(elba) + "/downtimes",
                        "/changes",
                        "/groups",
                        "/projects",
                        "/flavors",
                        "/images",
                        "/networks",
                        "/quotas")) {
            String tag =
                    registry.get(registry.alice(), V2 + path)
                            .headers()
                            .firstValue("ETag")
                            .orElseThrow();
            assertThat(registry.get(registry.alice(), V2 + path, "If-None-Match", tag).statusCode())
                    .as(path)
                    .isEqualTo(304);
        }
    }

    @Test
    void thePastIsAsItWas() {
        Instant before = registry.now();
        registry.pass(Duration.ofMinutes(1));
        SnapshotEditor editor = SnapshotEditor.after(elba);
        editor.flavors().removeIf(flavor -> flavor.id().equals("f2"));
        elbaNext(editor);
        assertThat(registry.read(registry.alice(), "/flavors?provider=ELBA").get("content"))
                .hasSize(2);
        assertThat(
                        registry.read(registry.alice(), "/flavors?provider=ELBA&at=" + before)
                                .get("content"))
                .hasSize(3);
        assertThat(
                        registry.read(registry.alice(), "/usable?group=astro&at=" + before)
                                .get("providers")
                                .get(0)
                                .toString())
                .contains("\"large\"");
        assertThat(
                        registry.read(
                                        registry.alice(),
                                        "/providers?at=" + before.minus(Duration.ofDays(1)))
                                .get("content"))
                .isEmpty();
        assertThat(
                        registry.get(
                                        registry.alice(),
                                        V2 + "/providers?at=" + before.plus(Duration.ofDays(1)))
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        registry.get(
                                        registry.alice(),
                                        V2 + "/providers?at=" + before.minus(Duration.ofDays(91)))
                                .statusCode())
                .isEqualTo(400);
        assertThat(registry.get(registry.alice(), V2 + "/providers?at=yesterday").statusCode())
                .isEqualTo(400);
    }

    @Test
    void changesAreToldOnceInOrder() {
        JsonNode start = registry.read(registry.alice(), "/changes");
        assertThat(start.get("changes")).hasSize(2);
        long since = start.get("next").asLong();
        SnapshotEditor editor = SnapshotEditor.after(elba);
        editor.flavors().removeFirst();
        editor.flavors().add(SampleFederation.flavor("RegionOne", "f9", "new", 1, 1, 0));
        editor.flavors().set(0, SampleFederation.flavor("RegionOne", "f2", "large", 9, 16384, 0));
        elbaNext(editor);
        JsonNode changes = registry.read(registry.alice(), "/changes?since=" + since);
        assertThat(changes.get("changes")).hasSize(1);
        JsonNode items = changes.get("changes").get(0).get("items");
        assertThat(texts(items, "what")).containsExactlyInAnyOrder("added", "changed", "ended");
        assertThat(texts(items, "kind")).containsOnly("flavor");
        JsonNode none =
                registry.read(registry.alice(), "/changes?since=" + changes.get("next").asLong());
        assertThat(none.get("changes").isEmpty()).isTrue();
        JsonNode history = registry.read(registry.carla(), "/providers/" + uid(elba) + "/history");
        assertThat(texts(history.get("content"), "generation")).containsExactly("2", "1");
        assertThat(history.get("content").get(0).get("ended").asInt()).isEqualTo(1);
    }

    @Test
    void listsArePagedAndNarrowed() {
        JsonNode page = registry.read(registry.carla(), "/quotas?size=3&page=1");
        assertThat(page.get("content")).hasSize(3);
        assertThat(page.get("page").get("totalElements").asInt()).isEqualTo(20);
        assertThat(page.get("page").get("totalPages").asInt()).isEqualTo(7);
        assertThat(page.get("links").get("next").asString())
                .isEqualTo("https://paas.example.org/registry/v2/quotas?page=2&size=3");
        assertThat(registry.read(registry.carla(), "/flavors?region=regionOne").get("content"))
                .hasSize(1);
        assertThat(
                        registry.read(
                                        registry.carla(),
                                        "/networks?project=" + SampleFederation.VENETO_BIO)
                                .get("content"))
                .hasSize(3);
        assertThat(registry.read(registry.carla(), "/images?group=bio").get("content")).hasSize(2);
        assertThat(registry.read(registry.carla(), "/providers?status=active").get("content"))
                .hasSize(2);
        assertThat(
                        registry.read(registry.carla(), "/projects?region=RegionOne&group=bio")
                                .get("content"))
                .hasSize(1);
        assertThat(registry.read(registry.carla(), "/groups?provider=ELBA").get("content"))
                .hasSize(2);
    }

    @Test
    void freshnessTellsWhatCouldNotBeRead() {
        elbaNext(
                SnapshotEditor.after(elba)
                        .outcome(
                                SampleFederation.ELBA_ASTRO,
                                Facet.FLAVORS,
                                FacetOutcome.FORBIDDEN));
        JsonNode atElba =
                registry.read(registry.alice(), "/usable?group=astro").get("providers").get(0);
        assertThat(atElba.get("status").asString()).isEqualTo("limited");
        JsonNode project = atElba.get("regions").get(0).get("projects").get(0);
        JsonNode flavors = project.get("freshness").get("flavors");
        assertThat(flavors.get("outcome").asString()).isEqualTo("forbidden");
        assertThat(flavors.get("reason").asString()).isEqualTo("It did not answer");
        assertThat(Instant.parse(flavors.get("goodAt").asString()))
                .isEqualTo(SampleFederation.TAKEN_AT);
        assertThat(texts(project.get("flavors"), "name")).contains("gpu.large");
    }

    @Test
    void aProvidersPageShowsCapacityTrustAndFreshness() {
        JsonNode page = ok(registry.get(registry.carla(), V2 + "/providers/" + uid(elba)));
        assertThat(page.get("regions").get(0).get("capacity").get("cores").toString())
                .isEqualTo("{\"limit\":80,\"perUser\":32,\"used\":16,\"free\":64}");
        assertThat(page.get("regions").get(0).get("location").get("countryCode").asString())
                .isEqualTo("ITA");
        assertThat(page.get("identityProviders").get(0).get("groups")).hasSize(2);
        assertThat(page.get("projects")).hasSize(2);
        assertThat(page.get("links").get("history").asString())
                .isEqualTo(
                        "https://paas.example.org/registry/v2/providers/" + uid(elba) + "/history");
    }
}
