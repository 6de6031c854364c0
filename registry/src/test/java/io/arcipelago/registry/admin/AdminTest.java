package io.arcipelago.registry.admin;

import static io.arcipelago.registry.TestRegistry.JSON;
import static io.arcipelago.registry.TestRegistry.V2;
import static io.arcipelago.registry.TestRegistry.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.RegistryChange;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AdminTest {

    private static TestRegistry registry;
    private ProviderSnapshot elba;
    private String provider;

    @BeforeAll
    static void start() {
        registry = TestRegistry.start();
    }

    @BeforeEach
    void reset() {
        registry.resetToSample();
        elba = registry.ours(SampleFederation.elba());
        provider = V2 + "/providers/" + ItemKey.provider(elba.provider()).derivedUid();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private HttpResponse<String> patch(String body) {
        return registry.send("PATCH", registry.carla(), provider, body);
    }

    private JsonNode shown() {
        return ok(registry.get(registry.carla(), provider));
    }

    private SnapshotEditor next() {
        registry.pass(Duration.ofMinutes(1));
        return SnapshotEditor.after(elba)
                .later(Duration.between(SampleFederation.TAKEN_AT, registry.now()).minusMinutes(1));
    }

    @Test
    void anAdministratorsWordStandsUntilItIsTakenBack() {
        JsonNode changed =
                ok(
                        patch(
                                """
                                {"status": "maintenance", "description": "Being moved",
                                 "supportEmails": ["help@example.org"], "isPublic": false,
                                 "why": "The machine room is rebuilt"}
                                """));
        assertThat(changed.get("generation").asLong()).isEqualTo(2);
        SnapshotEditor emptied = next();
        emptied.flavors().clear();
        registry.mustFeed(emptied.snapshot());
        JsonNode shown = shown();
        assertThat(shown.get("status").asString()).isEqualTo("maintenance");
        assertThat(shown.get("declaredStatus").asString()).isEqualTo("active");
        assertThat(shown.get("description").asString()).isEqualTo("Being moved");
        assertThat(shown.get("supportEmails").toString()).isEqualTo("[\"help@example.org\"]");
        assertThat(shown.get("regions").get(0).get("flavors").asInt()).isEqualTo(3);
        JsonNode history = ok(registry.get(registry.carla(), provider + "/history"));
        assertThat(history.get("content").get(0).get("actor").asString()).isEqualTo("carla");
        assertThat(history.get("content").get(0).get("reason").asString())
                .isEqualTo("The machine room is rebuilt");
        ok(patch("{\"status\": null, \"why\": \"It is back\"}"));
        assertThat(shown().get("status").asString()).isEqualTo("active");
        assertThat(shown().get("description").asString()).isEqualTo("Being moved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"status\": \"maintenance\"}",
                "{\"status\": \"limited\", \"why\": \"x\"}",
                "{\"status\": \"asleep\", \"why\": \"x\"}",
                "{\"supportEmails\": [\"nobody\"], \"why\": \"x\"}",
                "{\"isPublic\": \"yes\", \"why\": \"x\"}",
                "{\"description\": 7, \"why\": \"x\"}",
                "{\"name\": \"GIGLIO\", \"why\": \"x\"}"
            })
    void whatCannotBeSetIsRefusedAndChangesNothing(String body) {
        assertThat(patch(body).statusCode()).isEqualTo(400);
        assertThat(shown().get("generation").asLong()).isEqualTo(1);
    }

    @Test
    void aHeldLossHappensWhenItIsReleasedAndIsWrittenDown() {
        SnapshotEditor emptied = next();
        emptied.flavors().clear();
        assertThat(registry.mustFeed(emptied.snapshot()).get("held")).hasSize(1);
        assertThat(shown().get("status").asString()).isEqualTo("limited");
        String release =
                "{\"region\": \"RegionOne\", \"facet\": \"flavors\", \"why\": \"They are gone\"}";
        HttpResponse<String> nothing =
                registry.post(
                        registry.carla(),
                        provider + "/releases",
                        release.replace("flavors", "images"));
        assertThat(nothing.statusCode()).isEqualTo(404);
        JsonNode released = ok(registry.post(registry.carla(), provider + "/releases", release));
        assertThat(released.get("release").get("by").asString()).isEqualTo("carla");
        assertThat(shown().get("regions").get(0).get("flavors").asInt()).isEqualTo(3);
        SnapshotEditor again = next();
        again.flavors().clear();
        assertThat(registry.mustFeed(again.snapshot()).get("changed").asInt()).isEqualTo(3);
        assertThat(shown().get("regions").get(0).get("flavors").asInt()).isZero();
        assertThat(shown().get("status").asString()).isEqualTo("active");
        JsonNode history = ok(registry.get(registry.carla(), provider + "/history"));
        assertThat(history.get("content").get(0).get("reason").asString())
                .endsWith("loss of 3 flavors in RegionOne released by carla: They are gone");
    }

    @Test
    void anOutageIsMaintenanceAsLongAsItLasts() {
        String tag =
                registry.get(registry.alice(), provider).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> declared =
                registry.post(
                        registry.carla(),
                        provider + "/downtimes",
                        """
                        {"severity": "outage", "start": "%s", "end": "%s", "description": "Power"}
                        """
                                .formatted(
                                        registry.now().plus(Duration.ofHours(1)),
                                        registry.now().plus(Duration.ofHours(3))));
        assertThat(declared.statusCode()).isEqualTo(201);
        assertThat(shown().get("status").asString()).isEqualTo("active");
        assertThat(
                        ok(registry.get(registry.alice(), provider + "/downtimes"))
                                .get(0)
                                .get("description")
                                .asString())
                .isEqualTo("Power");
        registry.pass(Duration.ofHours(2));
        HttpResponse<String> during =
                registry.get(registry.alice(), provider, "If-None-Match", tag);
        assertThat(ok(during).get("status").asString()).isEqualTo("maintenance");
        registry.pass(Duration.ofHours(2));
        assertThat(shown().get("status").asString()).isEqualTo("active");
    }

    @Test
    void aDowntimeEndsWhenItIsEndedAndNotTwice() {
        JsonNode downtime =
                JSON.readTree(
                        registry.post(
                                        registry.carla(),
                                        provider + "/downtimes",
                                        """
                                        {"severity": "outage", "start": "%s", "end": "%s",
                                         "description": "Network"}
                                        """
                                                .formatted(
                                                        registry.now(),
                                                        registry.now().plus(Duration.ofDays(1))))
                                .body());
        assertThat(shown().get("status").asString()).isEqualTo("maintenance");
        registry.pass(Duration.ofMinutes(5));
        String path = provider + "/downtimes/" + downtime.get("id").asString();
        assertThat(registry.send("DELETE", registry.carla(), path, "").statusCode()).isEqualTo(204);
        assertThat(shown().get("status").asString()).isEqualTo("active");
        assertThat(registry.send("DELETE", registry.carla(), path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void downtimesThatCannotBeAreRefused() {
        for (String times :
                List.of(
                        "\"start\": \"2026-05-05T10:00:00Z\", \"end\": \"2026-05-05T09:00:00Z\"",
                        "\"start\": \"2026-05-01T10:00:00Z\", \"end\": \"2026-05-06T09:00:00Z\"",
                        "\"start\": \"2026-05-05T10:00:00Z\", \"end\": \"2036-05-05T09:00:00Z\"",
                        "\"start\": \"soon\", \"end\": \"later\"")) {
            assertThat(
                            registry.post(
                                            registry.carla(),
                                            provider + "/downtimes",
                                            "{\"severity\": \"outage\", \"description\": \"x\", "
                                                    + times
                                                    + "}")
                                    .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aRemovalTellsFirstWhatWouldGo() {
        JsonNode dry = ok(registry.send("DELETE", registry.carla(), provider + "?dryRun=true", ""));
        assertThat(dry.get("removed").asBoolean()).isFalse();
        assertThat(dry.get("items").get("flavor").asInt()).isEqualTo(3);
        assertThat(shown().get("generation").asLong()).isEqualTo(1);
        assertThat(registry.send("DELETE", registry.carla(), provider, "").statusCode())
                .as("without a reason")
                .isEqualTo(400);
        JsonNode done =
                ok(registry.send("DELETE", registry.carla(), provider + "?why=It%20closed", ""));
        assertThat(done.get("removed").asBoolean()).isTrue();
        assertThat(registry.get(registry.carla(), provider).statusCode()).isEqualTo(404);
        JsonNode changes = registry.read(registry.carla(), "/changes");
        JsonNode last = changes.get("changes").get(changes.get("changes").size() - 1);
        assertThat(last.get("removed").asBoolean()).isTrue();
        assertThat(last.get("reason").asString()).isEqualTo("It closed");
        HttpResponse<String> late = registry.feed(elba);
        assertThat(late.statusCode()).as("taken before the removal").isEqualTo(409);
    }

    @Test
    void everyChangeIsAnnouncedAsThePublishedSchemaSays() throws IOException {
        ok(patch("{\"status\": \"maintenance\", \"why\": \"x\"}"));
        registry.send("DELETE", registry.carla(), provider + "?why=y", "");
        List<String> events =
                registry.jdbc()
                        .sql(
                                """
                                select type || ' ' || key || ' ' || data::text
                                from platform.outbox where topic = :topic order by position
                                """)
                        .param("topic", RegistryChange.TOPIC)
                        .query((row, n) -> String.valueOf(row.getString(1)))
                        .list();
        assertThat(events).hasSize(4);
        String uid = ItemKey.provider(elba.provider()).derivedUid();
        assertThat(events.getFirst()).startsWith("io.arcipelago.registry.provider-added.v1 " + uid);
        assertThat(events.get(2))
                .startsWith("io.arcipelago.registry.provider-changed.v1 " + uid)
                .contains("\"previousStatus\":\"active\"")
                .contains("\"status\":\"maintenance\"");
        assertThat(events.get(3)).startsWith("io.arcipelago.registry.provider-removed.v1 " + uid);
        Schema schema;
        try (InputStream in =
                Objects.requireNonNull(
                        RegistryChange.class.getResourceAsStream(
                                "/events/registry-change.v1.schema.json"))) {
            schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
        for (String event : events) {
            String data = event.substring(event.indexOf('{'));
            assertThat(schema.validate(data, InputFormat.JSON)).as(data).isEmpty();
        }
    }
}
