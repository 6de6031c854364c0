package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.state.SampleFederation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Version 1 over the real store: what it writes has generations, and feeds go on from there. */
class StoredWritesTest {

    private static TestRegistry registry;

    @BeforeAll
    static void start() {
        registry = TestRegistry.withSample();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static HttpResponse<String> send(String method, String path, String json) {
        return registry.send(method, registry.carla(), V1App.BASE + path, json);
    }

    private static JsonNode read(String path) {
        return TestRegistry.ok(registry.get(registry.carla(), V1App.BASE + path));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return V1App.JSON.readTree(answer.body());
    }

    private static ObjectNode document(String name) {
        String text =
                ProviderDocuments.ischia(registry.tokens.issuer())
                        .toString()
                        .replace("ISCHIA", name)
                        .replace("sla-ischia-", "sla-" + name + "-");
        return (ObjectNode) V1App.JSON.readTree(text);
    }

    @Test
    void aDocumentIsAGenerationAndTheSameAgainIsNone() {
        JsonNode created = json(send("POST", "providers/", document("PONZA").toString()), 201);
        String uid = created.path("uid").asString();
        assertThat(read("providers/%s?with_conn=true".formatted(uid))).isEqualTo(created);
        long generations = registry.count("generation");
        long items = registry.count("item");
        assertThat(send("PUT", "providers/" + uid, document("PONZA").toString()).statusCode())
                .isEqualTo(304);
        assertThat(registry.count("generation")).isEqualTo(generations);
        assertThat(registry.count("item")).isEqualTo(items);

        ObjectNode changed = document("PONZA");
        ProviderDocuments.at(changed, "/regions/0/compute_services/0/flavors/0").put("vcpus", 2);
        json(send("PUT", "providers/" + uid, changed.toString()), 200);
        assertThat(registry.count("generation")).isEqualTo(generations + 1);
        assertThat(registry.count("item")).as("one row more").isEqualTo(items + 1);
        assertThat(send("POST", "providers", changed.toString()).statusCode()).isEqualTo(409);
    }

    @Test
    void aRemovedProviderComesBackWithItsUids() {
        JsonNode created = json(send("POST", "providers", document("CAPRI").toString()), 201);
        String uid = created.path("uid").asString();
        assertThat(send("DELETE", "providers/" + uid, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "providers/" + uid, "").statusCode()).isEqualTo(204);
        registry.pass(Duration.ofSeconds(1));
        assertThat(json(send("POST", "providers", document("CAPRI").toString()), 201))
                .isEqualTo(created);
    }

    @Test
    void aRenamedProviderKeepsItsUidsInTheStore() {
        JsonNode created = json(send("POST", "providers", document("LIPARI").toString()), 201);
        String uid = created.path("uid").asString();
        json(send("PATCH", "providers/" + uid, "{\"name\": \"SALINA\"}"), 200);
        JsonNode now = read("providers/%s?with_conn=true".formatted(uid));
        assertThat(now.path("name").asString()).isEqualTo("SALINA");
        assertThat(now.path("regions")).isEqualTo(created.path("regions"));
        assertThat(now.path("projects")).isEqualTo(created.path("projects"));
        json(send("PATCH", "providers/" + uid, "{\"name\": \"FILICUDI\"}"), 200);
        json(send("PATCH", "providers/" + uid, "{\"name\": \"LIPARI\"}"), 200);
        assertThat(read("providers/%s?with_conn=true".formatted(uid))).isEqualTo(created);
    }

    @Test
    void aGroupThatSeveralProvidersDeclareIsRenamedAtAllOfThemTogether() {
        JsonNode group = read("user_groups?name=bio").get(0);
        String uid = group.path("uid").asString();
        json(send("PATCH", "user_groups/" + uid, "{\"name\": \"biology\"}"), 200);
        JsonNode now = read("user_groups/%s?with_conn=true".formatted(uid));
        assertThat(now.path("name").asString()).isEqualTo("biology");
        assertThat(V1App.each(now.path("slas"), "doc_uuid"))
                .containsExactlyInAnyOrder("sla-elba-bio", "sla-veneto-bio");
        assertThat(read("user_groups?name=bio").isEmpty()).isTrue();
        json(send("PATCH", "user_groups/" + uid, "{\"name\": \"bio\"}"), 200);
        assertThat(read("user_groups/" + uid).path("name").asString()).isEqualTo("bio");
    }

    @Test
    void whatAnAdministratorSaysOfAProviderStandsAboveTheNextFeed() {
        String uid = read("providers?name=ELBA").get(0).path("uid").asString();
        json(send("PATCH", "providers/" + uid, "{\"is_public\": false}"), 200);
        registry.pass(Duration.ofMinutes(1));
        ProviderSnapshot elba = registry.ours(SampleFederation.elba());
        registry.mustFeed(
                new ProviderSnapshot(
                        registry.now(),
                        elba.provider(),
                        elba.identityProviders(),
                        elba.regions(),
                        elba.projects(),
                        elba.facets(),
                        elba.flavors(),
                        elba.images(),
                        elba.networks(),
                        elba.quotas(),
                        elba.findings()));
        assertThat(read("providers/" + uid).path("is_public").asBoolean()).isFalse();
    }

    @Test
    void documentsThatArriveTogetherAreWrittenOneAfterTheOther()
            throws InterruptedException, ExecutionException {
        String uid =
                json(send("POST", "providers", document("VULCANO").toString()), 201)
                        .path("uid")
                        .asString();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                ObjectNode document = document("VULCANO");
                document.put("description", "written by " + i);
                ProviderDocuments.at(document, "/regions/0/compute_services/0/flavors/0")
                        .put("description", "written by " + i);
                answers.add(
                        clients.submit(() ->
                                send("PUT", "providers/" + uid, document.toString()).statusCode()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        JsonNode now = read("providers/%s?with_conn=true".formatted(uid));
        assertThat(now.at("/regions/0/services/1/flavors/0/description").asString())
                .as("never half of one and half of another")
                .isEqualTo(now.path("description").asString());
    }

    @Test
    void membersReadTheirPartFromTheStore() {
        JsonNode groups =
                TestRegistry.ok(
                        registry.get(
                                registry.alice(),
                                V1App.BASE + "user_groups?with_conn=true&name=astro"));
        assertThat(groups.size()).isOne();
        assertThat(registry.get(registry.gina(), V1App.BASE + "projects").body()).isEqualTo("[]");
        assertThat(
                        registry.send("DELETE", registry.alice(), V1App.BASE + "projects/x", "")
                                .statusCode())
                .isEqualTo(403);
        assertThat(registry.get("", V1App.BASE + "projects").statusCode()).isEqualTo(403);
    }
}
