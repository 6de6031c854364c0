package io.arcipelago.registry.feed;

import static io.arcipelago.registry.TestRegistry.JSON;
import static io.arcipelago.registry.TestRegistry.V2;
import static io.arcipelago.registry.TestRegistry.ok;
import static io.arcipelago.registry.state.SampleFederation.ELBA_ASTRO;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeedTest {

    private static TestTokens otherIssuer;
    private static TestRegistry registry;
    private static ProviderSnapshot elba;

    @BeforeAll
    static void start() {
        otherIssuer = TestTokens.start();
        registry =
                TestRegistry.start(
                        "arcipelago.security.issuers[1].issuer=" + otherIssuer.issuer(),
                        "arcipelago.registry.max-snapshot=200KB");
        elba = registry.ours(SampleFederation.elba());
        JsonNode result = registry.mustFeed(elba);
        assertThat(result.get("generation").asLong()).isEqualTo(1);
        assertThat(result.get("rejected").isEmpty()).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
        otherIssuer.close();
    }

    /** A minute after everything before. */
    private static SnapshotEditor next() {
        registry.pass(Duration.ofMinutes(1));
        return SnapshotEditor.after(elba)
                .later(Duration.between(SampleFederation.TAKEN_AT, registry.now()))
                .later(Duration.ofMinutes(-1));
    }

    @Test
    void onlyClientsOfOurIssuerWithTheScopeMayFeed() {
        String body = JSON.writeValueAsString(elba);
        assertThat(registry.post("", V2 + "/snapshots", body).statusCode()).isEqualTo(401);
        for (String token :
                List.of(
                        registry.alice(),
                        registry.carla(),
                        registry.token("x", List.of(), List.of("registry:read")),
                        registry.token(
                                otherIssuer, "feeder", List.of(), List.of("registry:feed")))) {
            HttpResponse<String> refused = registry.post(token, V2 + "/snapshots", body);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("insufficient-scope");
        }
    }

    @Test
    void theSameAgainWritesNoRow() {
        registry.mustFeed(next().snapshot());
        long items = registry.count("item");
        long generations = registry.count("generation");
        String rows = rowVersions();
        JsonNode result = registry.mustFeed(next().snapshot());
        assertThat(result.get("changed").asInt()).isZero();
        assertThat(registry.count("item")).isEqualTo(items);
        assertThat(registry.count("generation")).isEqualTo(generations);
        assertThat(rowVersions()).isEqualTo(rows);
    }

    /** Changes whenever PostgreSQL writes a row of an item or a generation. */
    private static String rowVersions() {
        return registry.jdbc()
                .sql(
                        """
                        select (select coalesce(sum(xmin::text::bigint), 0) from registry.item)
                            || ' ' ||
                            (select coalesce(sum(xmin::text::bigint), 0) from registry.generation)
                        """)
                .query(String.class)
                .single();
    }

    @Test
    void anOlderSnapshotIsRefused() {
        registry.mustFeed(next().snapshot());
        ProviderSnapshot old = next().later(Duration.ofMinutes(-3)).snapshot();
        HttpResponse<String> refused = registry.feed(old);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("snapshot-too-old");
    }

    @Test
    void aSnapshotOfTheFutureIsRefused() {
        HttpResponse<String> refused =
                registry.feed(next().later(Duration.ofMinutes(6)).snapshot());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("set the clocks");
    }

    @Test
    void aSnapshotBeyondTheLimitIsRefused() {
        String huge = "{\"x\":\"" + "x".repeat(300_000) + "\"}";
        assertThat(registry.post(registry.feeder(), V2 + "/snapshots", huge).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatIsNoSnapshotIsToldWhere() {
        HttpResponse<String> refused =
                registry.post(registry.feeder(), V2 + "/snapshots", "{\"takenAt\": \"yesterday\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("takenAt");
    }

    @Test
    void oneBadItemCostsThatItemOnlyAndKeepsWhatWasKnownOfIt() {
        SnapshotEditor editor = next();
        editor.flavors().set(0, SampleFederation.flavor("RegionOne", "f1", "small", -1, 1, 0));
        editor.flavors().add(SampleFederation.flavor("Atlantis", "f8", "lost", 1, 1, 0));
        editor.flavors().add(SampleFederation.flavor("RegionOne", "f9", "", 1, 1, 0));
        editor.flavors().add(SampleFederation.flavor("RegionOne", "f\u0000", "nul", 1, 1, 0));
        editor.flavors().add(editor.flavors().get(1));
        editor.quotas()
                .add(
                        SampleFederation.quota(
                                "RegionOne",
                                ELBA_ASTRO,
                                ServiceType.OBJECT_STORE,
                                QuotaRole.LIMIT,
                                Map.of("bytes", -2L)));
        JsonNode result = registry.mustFeed(editor.snapshot());
        assertThat(result.get("changed").asInt()).isZero();
        assertThat(result.get("rejected").toString())
                .contains("Its number of vCPUs is -1")
                .contains("'Atlantis'")
                .contains("It has no name")
                .contains("a character that is none")
                .contains("more than once")
                .contains("Its bytes is -2");
        assertThat(result.get("rejected")).hasSize(6);
        assertThat(
                        registry.jdbc()
                                .sql(
                                        """
                                        select document ->> 'vcpus' from registry.item
                                        where kind = 'flavor' and valid_to_gen is null
                                            and document ->> 'name' = 'small'
                                        """)
                                .query(String.class)
                                .single())
                .isEqualTo("1");
        registry.mustFeed(next().snapshot());
    }

    @Test
    void configurationThatCannotBeIsRejectedWithReasons() {
        SnapshotEditor editor = next();
        String body =
                JSON.writeValueAsString(editor.snapshot())
                        .replace("\"Italy\"", "\"Italia\"")
                        .replace("2027-12-31", "2023-12-31")
                        .replace("support@example.org", "support at example");
        JsonNode result = ok(registry.post(registry.feeder(), V2 + "/snapshots", body));
        assertThat(result.get("rejected").toString())
                .contains("Its country is 'Italia'")
                .contains("It starts on 2024-01-01 and ends on 2023-12-31")
                .contains("is of none of the provider's groups");
        // Nothing of the configuration was lost by it.
        assertThat(result.get("changed").asInt()).as("the e-mail address only").isEqualTo(1);
        registry.mustFeed(next().snapshot());
    }

    @Test
    void aDocumentOfAnotherGroupElsewhereIsRejected() {
        String body =
                JSON.writeValueAsString(registry.ours(SampleFederation.veneto()))
                        .replace("\"VENETO\"", "\"THIEF\"")
                        .replace("\"sla-veneto-bio\"", "\"sla-elba-astro\"");
        JsonNode result = ok(registry.post(registry.feeder(), V2 + "/snapshots", body));
        assertThat(result.get("rejected").toString())
                .contains("that of an agreement with another group, astro");
    }

    @Test
    void aHeldLossIsTold() {
        SnapshotEditor editor = next();
        editor.flavors().clear();
        JsonNode result = registry.mustFeed(editor.snapshot());
        assertThat(result.get("held").toString())
                .contains("\"region\":\"RegionOne\"")
                .contains("\"facet\":\"flavors\"")
                .contains("\"lost\":3");
        assertThat(registry.mustFeed(next().snapshot()).get("held").isEmpty()).isTrue();
    }

    @Test
    void whoCannotBeReadKeepsItsData() {
        SnapshotEditor editor = next();
        editor.outcome(ELBA_ASTRO, FacetOutcome.FORBIDDEN);
        editor.flavors().removeIf(flavor -> !flavor.shared());
        JsonNode result = registry.mustFeed(editor.snapshot());
        assertThat(result.get("changed").asInt()).isZero();
        assertThat(
                        registry.jdbc()
                                .sql(
                                        """
                                        select count(*) from registry.facet
                                        where outcome = 'forbidden' and good_at < tried_at
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(8);
        registry.mustFeed(next().snapshot());
    }
}
