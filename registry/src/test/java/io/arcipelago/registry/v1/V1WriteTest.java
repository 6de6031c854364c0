package io.arcipelago.registry.v1;

import static io.arcipelago.registry.v1.ProviderDocuments.PROJECT;
import static io.arcipelago.registry.v1.ProviderDocuments.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole providers are written as the feeder writes them. */
class V1WriteTest {

    private static final V1App V1 = V1App.start();

    private final ObjectNode ischia = ProviderDocuments.ischia(V1.endpoint());

    @BeforeEach
    void empty() {
        V1.registry.clear();
    }

    @AfterAll
    static void stop() {
        V1.close();
    }

    private static HttpResponse<String> post(ObjectNode document) {
        return V1.send("POST", "providers/", document.toString(), V1.admin());
    }

    private static HttpResponse<String> put(String uid, ObjectNode document) {
        return V1.send("PUT", "providers/" + uid, document.toString(), V1.admin());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return V1App.JSON.readTree(answer.body());
    }

    private String created() {
        return json(post(ischia), 201).path("uid").asString();
    }

    private static JsonNode read(String uid) {
        return V1.read("providers/%s?with_conn=true".formatted(uid), V1.admin());
    }

    private static ProviderState state(String uid) {
        return V1.registry.current().provider(uid).orElseThrow();
    }

    @Test
    void aNewProviderIsAnsweredWithAllThatItHas() {
        JsonNode provider = json(post(ischia), 201);
        assertThat(provider.path("uid").asString()).matches("[0-9a-f]{32}");
        assertThat(provider.path("schema_type").asString()).isEqualTo("private_extended");
        assertThat(provider).isEqualTo(read(provider.path("uid").asString()));
        assertThat(V1App.each(provider.path("projects"), "uuid"))
                .containsExactlyInAnyOrder(PROJECT, ProviderDocuments.OTHER_PROJECT);
        JsonNode issuer = provider.path("identity_providers").get(0);
        assertThat(V1App.each(issuer.path("user_groups"), "name"))
                .as("a group without an agreement is no error")
                .contains("astro", "without-agreement");
        JsonNode services = provider.path("regions").get(0).path("services");
        assertThat(V1App.each(services, "type"))
                .containsExactlyInAnyOrder(
                        "block-storage", "compute", "identity", "network", "object-store");
        JsonNode quota = V1.read("compute_quotas?usage=false&per_user=false", V1.admin()).get(0);
        assertThat(quota.path("cores").asInt()).as("no limit").isEqualTo(-1);
        assertThat(state(provider.path("uid").asString()).declared().endpoint())
                .isEqualTo("https://keystone.ischia.example:5000/v3");
        assertThat(V1.read("flavors?name=small", V1.admin()).get(0).path("swap").asInt()).isOne();
        assertThat(V1.read("images", V1.admin()).get(0).path("os_type").asString())
                .isEqualTo("Linux");
        assertThat(V1.read("object_store_quotas", V1.admin()).size())
                .as("quotas without numbers")
                .isEqualTo(2);
    }

    @Test
    void theOrchestratorFindsWhatTheFeederWrote() {
        created();
        JsonNode project = V1.read("projects?with_conn=true", V1.member("astro")).get(0);
        JsonNode network = project.path("networks").get(0);
        assertThat(network.path("is_default").asBoolean()).isTrue();
        assertThat(network.path("proxy_host").asString()).isEqualTo("gate.ischia.example:2222");
        assertThat(V1App.each(project.path("flavors"), "name"))
                .containsExactlyInAnyOrder("small", "own");
    }

    @Test
    void aSecondProviderOfThisNameAndTypeIsAConflict() {
        created();
        assertThat(json(post(ischia), 409).path("detail").asString())
                .isEqualTo("Provider with name 'ISCHIA' and type 'openstack' already registered");
        ischia.put("type", "kubernetes");
        at(ischia, "/identity_providers/0/user_groups/0").remove("sla");
        json(post(ischia), 201);
    }

    @Test
    void theSameDocumentAgainIsNotModifiedAndHasNoBody() {
        String uid = created();
        long before = V1.registry.version();
        HttpResponse<String> again = put(uid, ischia);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(V1.registry.version()).isEqualTo(before);
    }

    @Test
    void everyRealChangeIsAnsweredWithTheProvider() {
        String uid = created();
        at(ischia, "/regions/0/compute_services/0/flavors/0").put("vcpus", 2);
        json(put(uid, ischia), 200);
        at(ischia, "/identity_providers/0/user_groups/0/sla").put("end_date", "2030-12-31");
        json(put(uid, ischia), 200);
        at(ischia, "/regions/0").put("bandwidth_in", 100.0);
        json(put(uid, ischia), 200);
        ischia.put("description", "");
        json(put(uid, ischia), 200);
        ischia.put("is_public", false);
        JsonNode now = json(put(uid, ischia), 200);
        assertThat(now.path("is_public").asBoolean()).isFalse();
        assertThat(now.path("description").asString()).isEmpty();
        assertThat(put(uid, ischia).statusCode()).isEqualTo(304);
    }

    @Test
    void aChangedProtocolIsKept() {
        String uid = created();
        at(ischia, "/identity_providers/0/relationship").put("protocol", "oidc");
        at(ischia, "/identity_providers/0/relationship").put("idp_name", "renamed");
        json(put(uid, ischia), 200);
        JsonNode relationship = read(uid).path("identity_providers").get(0).path("relationship");
        assertThat(relationship.path("protocol").asString()).isEqualTo("oidc");
        assertThat(relationship.path("idp_name").asString()).isEqualTo("renamed");
        assertThat(relationship.get("audience").isNull()).isTrue();
    }

    @Test
    void whatBecomesPrivateIsPrivateAndWhatBecomesSharedIsShared() {
        String uid = created();
        String small = V1.read("flavors?name=small", V1.admin()).get(0).path("uid").asString();
        ObjectNode shared = at(ischia, "/regions/0/compute_services/0/flavors/0");
        shared.put("is_shared", false);
        shared.putArray("projects").add(ProviderDocuments.OTHER_PROJECT);
        ObjectNode own = at(ischia, "/regions/0/compute_services/0/flavors/1");
        own.put("is_shared", true);
        own.remove("projects");
        json(put(uid, ischia), 200);
        assertThat(V1App.each(V1.read("flavors", V1.member("astro")), "name"))
                .containsExactly("own");
        JsonNode now = V1.read("flavors/" + small + "?with_conn=true", V1.admin());
        assertThat(now.path("is_shared").asBoolean()).isFalse();
        assertThat(V1App.each(now.path("projects"), "name")).containsExactly("spare");
        assertThat(
                        V1.read("flavors?name=own&with_conn=true", V1.admin())
                                .get(0)
                                .path("projects")
                                .isEmpty())
                .isTrue();
    }

    @Test
    void whatADocumentNoLongerHasIsGone() {
        String uid = created();
        at(ischia, "/regions/0/compute_services/0").putArray("flavors");
        ((ArrayNode) ischia.path("projects")).remove(1);
        json(put(uid, ischia), 200);
        assertThat(V1.read("flavors", V1.admin()).isEmpty()).isTrue();
        assertThat(V1App.each(V1.read("projects", V1.admin()), "name")).containsExactly("astro");
    }

    @Test
    void aDocumentThatOnlyTellsMaintenanceTakesNothingAway() {
        String uid = created();
        JsonNode before = read(uid);
        for (String status : List.of("maintenance", "removed", "limited")) {
            JsonNode now = json(put(uid, ProviderDocuments.statusOnly("ISCHIA", status)), 200);
            assertThat(now.path("status").asString()).isEqualTo(status);
            assertThat(now.path("projects")).isEqualTo(before.path("projects"));
            assertThat(now.path("regions")).isEqualTo(before.path("regions"));
            assertThat(now.path("identity_providers")).isEqualTo(before.path("identity_providers"));
        }
        json(put(uid, ischia), 200);
        assertThat(read(uid)).as("every uid is what it was").isEqualTo(before);
    }

    @Test
    void anEmptyDocumentOfAnActiveProviderEmptiesIt() {
        String uid = created();
        JsonNode now = json(put(uid, ProviderDocuments.statusOnly("ISCHIA", "active")), 200);
        assertThat(now.path("projects").isEmpty()).isTrue();
        assertThat(now.path("regions").isEmpty()).isTrue();
    }

    @Test
    void uidsAreTheSameAfterAProviderWasRemovedAndWrittenAgain() {
        String uid = created();
        JsonNode before = read(uid);
        assertThat(V1.send("DELETE", "providers/" + uid, null, V1.admin()).statusCode())
                .isEqualTo(204);
        assertThat(V1.get("providers/" + uid, V1.admin()).statusCode()).isEqualTo(404);
        assertThat(json(post(ischia), 201)).isEqualTo(before);
    }

    @Test
    void aRenamedProviderKeepsItsUidsAndTheOldNameIsFree() {
        String uid = created();
        JsonNode before = read(uid);
        ischia.put("name", "ISCHIA-PORTO");
        JsonNode now = json(put(uid, ischia), 200);
        assertThat(now.path("uid").asString()).isEqualTo(uid);
        assertThat(now.path("name").asString()).isEqualTo("ISCHIA-PORTO");
        assertThat(now.path("regions")).isEqualTo(before.path("regions"));
        assertThat(now.path("projects")).isEqualTo(before.path("projects"));
        ischia.put("name", "ISCHIA");
        at(ischia, "/identity_providers/0/user_groups/0").remove("sla");
        JsonNode other = json(post(ischia), 201);
        assertThat(other.path("uid").asString()).isNotEqualTo(uid);
        assertThat(V1App.each(other.path("regions"), "uid"))
                .doesNotContainAnyElementsOf(V1App.each(before.path("regions"), "uid"));
        assertThat(read(uid).path("regions")).isEqualTo(before.path("regions"));
    }

    @Test
    void aNameThatAnotherProviderHasIsAConflict() {
        String uid = created();
        V1.withSample();
        ischia.put("name", "ELBA");
        json(put(uid, ischia), 409);
        assertThat(read(uid).path("name").asString()).isEqualTo("ISCHIA");
    }

    @Test
    void anAgreementOfAnotherGroupIsAConflictAndNotAFailure() {
        V1.withSample();
        at(ischia, "/identity_providers/0/user_groups/0/sla").put("doc_uuid", "sla-elba-bio");
        JsonNode conflict = json(post(ischia), 409);
        assertThat(conflict.path("detail").asString()).contains("sla-elba-bio").contains("bio");
        at(ischia, "/identity_providers/0/user_groups/0/sla").put("doc_uuid", "sla-elba-astro");
        json(post(ischia), 201);
    }

    @Test
    void aProviderThatIsNotThereIsNotFound() {
        assertThat(put("0".repeat(32), ischia).statusCode()).isEqualTo(404);
    }

    @Test
    void whatAFeedCouldNotSeeIsSeenOnceItIsWritten() {
        String uid = V1.uid(SampleFederation.elba());
        V1.withSample();
        ProviderState elba = state(uid);
        assertThat(elba.facets()).extracting(FacetStanding::outcome).containsOnly(FacetOutcome.OK);
        created();
        ProviderState written =
                state(V1.read("providers?name=ISCHIA", V1.admin()).get(0).path("uid").asString());
        assertThat(written.facets())
                .hasSize(8)
                .extracting(FacetStanding::outcome)
                .containsOnly(FacetOutcome.OK);
    }

    @Test
    void bothFormsOfThePathTakeDocuments() {
        String uid = created();
        assertThat(
                        V1.send("PUT", "providers/" + uid + "/", ischia.toString(), V1.admin())
                                .statusCode())
                .isEqualTo(304);
        V1.registry.clear();
        assertThat(V1.send("POST", "providers", ischia.toString(), V1.admin()).statusCode())
                .isEqualTo(201);
    }

    @Test
    void bodiesThatAreNoDocumentsAreRefusedWithTheirPlace() {
        for (String body : List.of("", "{", "[]", "null", "\"x\"")) {
            HttpResponse<String> answer = V1.send("POST", "providers", body, V1.admin());
            JsonNode fault = json(answer, 422).path("detail").get(0);
            assertThat(fault.path("loc").get(0).asString()).isEqualTo("body");
            assertThat(fault.path("msg").asString()).isNotEmpty();
            assertThat(fault.path("type").asString()).isNotEmpty();
        }
        assertThat(json(V1.send("POST", "providers", "{}", V1.admin()), 422).toString())
                .contains("[\"body\",\"name\"]")
                .contains("[\"body\",\"type\"]");
    }
}
