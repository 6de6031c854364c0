package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.v1.graph.Kind;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Single things are changed and removed. */
class V1PatchTest {

    private static final V1App V1 = V1App.start();

    @BeforeEach
    void fill() {
        V1.registry.clear();
        V1.withSample();
    }

    @AfterAll
    static void stop() {
        V1.close();
    }

    private static HttpResponse<String> patch(String collection, String uid, String json) {
        return V1.send("PATCH", collection + "/" + uid, json, V1.admin());
    }

    private static JsonNode patched(String collection, String uid, String json) {
        HttpResponse<String> answer = patch(collection, uid, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode now = V1App.JSON.readTree(answer.body());
        assertThat(now).isEqualTo(V1.read(collection + "/" + uid, V1.admin()));
        assertThat(now.path("schema_type").asString()).isEqualTo("private");
        assertThat(patch(collection, uid, json).statusCode())
                .as("the same again changes nothing")
                .isEqualTo(304);
        return now;
    }

    private static String uid(String collection, String attribute, String value) {
        JsonNode found =
                V1.read(
                        "%s?%s=%s"
                                .formatted(
                                        collection,
                                        attribute,
                                        URLEncoder.encode(value, StandardCharsets.UTF_8)),
                        V1.admin());
        return found.get(0).path("uid").asString();
    }

    private static void delete(String collection, String uid) {
        for (int time = 0; time < 2; time++) {
            HttpResponse<String> answer =
                    V1.send("DELETE", collection + "/" + uid, null, V1.admin());
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(V1.get(collection + "/" + uid, V1.admin()).statusCode()).isEqualTo(404);
    }

    private static long count(String collection) {
        return V1.read(collection, V1.admin()).size();
    }

    @Test
    void valuesThatAreDefaultsAreSetToo() {
        String elba = uid("providers", "name", "ELBA");
        assertThat(
                        patched("providers", elba, "{\"is_public\": false}")
                                .path("is_public")
                                .asBoolean())
                .isFalse();
        patched("providers", elba, "{\"description\": \"An island\"}");
        assertThat(
                        patched("providers", elba, "{\"description\": \"\"}")
                                .path("description")
                                .asString())
                .isEmpty();
        patched("providers", elba, "{\"status\": \"maintenance\", \"support_emails\": []}");
        assertThat(patched("providers", elba, "{\"status\": \"active\"}").path("status").asString())
                .isEqualTo("active");
        String gpu = uid("flavors", "name", "gpu.large");
        JsonNode plain =
                patched("flavors", gpu, "{\"gpus\": 0, \"gpu_model\": null, \"gpu_vendor\": null}");
        assertThat(plain.path("gpus").asInt()).isZero();
        assertThat(plain.get("gpu_model").isNull()).isTrue();
    }

    @Test
    void whatIsNotNamedStaysAsItIs() {
        String small = uid("flavors", "name", "small");
        JsonNode before = V1.read("flavors/" + small, V1.admin());
        JsonNode now = patched("flavors", small, "{\"vcpus\": 3, \"unknown\": 1}");
        assertThat(now.path("vcpus").asInt()).isEqualTo(3);
        assertThat(now.path("ram")).isEqualTo(before.path("ram"));
        assertThat(now.path("name")).isEqualTo(before.path("name"));
        assertThat(patch("flavors", small, "{}").statusCode()).isEqualTo(304);
        assertThat(patch("flavors", small, "{\"uid\": \"x\"}").statusCode()).isEqualTo(304);
    }

    @Test
    void everyKindOfThingIsPatchedAndKeepsItsUid() {
        for (Kind kind : Kind.values()) {
            boolean undescribed =
                    kind == Kind.OBJECT_STORE_SERVICE || kind.attribute("per_user").isPresent();
            if (undescribed) {
                continue;
            }
            String uid = V1.read(kind.collection(), V1.admin()).get(0).path("uid").asString();
            JsonNode now =
                    patched(kind.collection(), uid, "{\"description\": \"Looked at today\"}");
            assertThat(now.path("description").asString())
                    .as(kind.collection())
                    .isEqualTo("Looked at today");
        }
    }

    @Test
    void renamedThingsKeepTheirUidsAndEverythingThatIsTiedToThem() {
        String project = uid("projects", "uuid", SampleFederation.ELBA_ASTRO);
        JsonNode before = V1.read("projects/" + project + "?with_conn=true", V1.admin());
        patched("projects", project, "{\"uuid\": \"another-id\", \"name\": \"astro-2\"}");
        String region = uid("regions", "name", "RegionOne");
        patched("regions", region, "{\"name\": \"RegionTwo\"}");
        String group = uid("user_groups", "name", "astro");
        patched("user_groups", group, "{\"name\": \"astronomy/all\"}");
        String issuer = uid("identity_providers", "endpoint", V1.endpoint());
        patched("identity_providers", issuer, "{\"endpoint\": \"https://new.example/\"}");
        String sla = uid("slas", "doc_uuid", "sla-elba-astro");
        patched("slas", sla, "{\"doc_uuid\": \"sla-new\", \"end_date\": \"2031-01-01\"}");
        String site = uid("locations", "site", "ELBA");
        patched("locations", site, "{\"site\": \"Portoferraio\", \"country\": \"Italy\"}");
        String flavor = uid("flavors", "name", "gpu.large");
        patched("flavors", flavor, "{\"uuid\": \"f3-new\"}");
        String nova = uid("compute_services", "endpoint__contains", "nova.elba");
        patched("compute_services", nova, "{\"endpoint\": \"https://nova.new.example/v2.1\"}");

        JsonNode now = V1.read("projects/" + project + "?with_conn=true", V1.admin());
        assertThat(V1App.each(now.path("flavors"), "uid"))
                .isEqualTo(V1App.each(before.path("flavors"), "uid"));
        assertThat(V1App.each(now.path("quotas"), "uid"))
                .containsExactlyInAnyOrderElementsOf(V1App.each(before.path("quotas"), "uid"));
        assertThat(V1App.each(now.path("networks"), "uid"))
                .isEqualTo(V1App.each(before.path("networks"), "uid"));
        assertThat(now.path("sla").path("uid").asString()).isEqualTo(sla);
        assertThat(now.path("sla").path("user_group").path("uid").asString()).isEqualTo(group);
        assertThat(now.path("sla").path("user_group").path("name").asString())
                .isEqualTo("astronomy/all");
        assertThat(
                        now.path("sla")
                                .path("user_group")
                                .path("identity_provider")
                                .path("uid")
                                .asString())
                .isEqualTo(issuer);
        assertThat(now.path("provider").path("regions").get(0).path("uid").asString())
                .isEqualTo(region);
    }

    @Test
    void aRenamedProviderKeepsTheUidsOfAllThatItHas() {
        String elba = uid("providers", "name", "ELBA");
        JsonNode before = V1.read("flavors?sort=uid", V1.admin());
        patched("providers", elba, "{\"name\": \"GIGLIO\"}");
        assertThat(V1.read("flavors?sort=uid", V1.admin())).isEqualTo(before);
    }

    @Test
    void namesThatOthersHaveAreConflicts() {
        String elba = uid("providers", "name", "ELBA");
        assertThat(patch("providers", elba, "{\"name\": \"VENETO\"}").statusCode()).isEqualTo(409);
        assertThat(
                        patch("flavors", uid("flavors", "name", "small"), "{\"uuid\": \"f2\"}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(
                        patch(
                                        "user_groups",
                                        uid("user_groups", "name", "astro"),
                                        "{\"name\": \"bio\"}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(
                        patch(
                                        "slas",
                                        uid("slas", "doc_uuid", "sla-elba-astro"),
                                        "{\"doc_uuid\": \"sla-veneto-bio\"}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(
                        patch(
                                        "locations",
                                        uid("locations", "site", "ELBA"),
                                        "{\"site\": \"PADOVA-LNL\"}")
                                .statusCode())
                .isEqualTo(409);
        String limit =
                V1.read("compute_quotas?usage=false&per_user=false", V1.admin())
                        .get(0)
                        .path("uid")
                        .asString();
        assertThat(patch("compute_quotas", limit, "{\"usage\": true}").statusCode()).isEqualTo(409);
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        String elba = uid("providers", "name", "ELBA");
        for (String json :
                java.util.List.of(
                        "{\"status\": \"broken\"}",
                        "{\"name\": null}",
                        "{\"is_public\": \"x\"}",
                        "{\"support_emails\": [\"x\"]}",
                        "[]",
                        "",
                        "{")) {
            assertThat(patch("providers", elba, json).statusCode()).as(json).isEqualTo(422);
        }
        assertThat(
                        patch(
                                        "slas",
                                        uid("slas", "doc_uuid", "sla-elba-astro"),
                                        "{\"end_date\": \"2020-01-01\"}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        patch(
                                        "flavors",
                                        uid("flavors", "name", "small"),
                                        "{\"gpu_model\": \"A100\"}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(patch("flavors", "0".repeat(32), "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void quotasAreSetAndTakenBack() {
        String uid =
                V1.read("compute_quotas?usage=false&per_user=false", V1.admin())
                        .get(0)
                        .path("uid")
                        .asString();
        JsonNode now =
                patched(
                        "compute_quotas",
                        uid,
                        "{\"cores\": -1, \"ram\": null, \"gpus\": {\"A100\": 4}}");
        assertThat(now.path("cores").asInt()).isEqualTo(-1);
        assertThat(now.get("ram").isNull()).isTrue();
        assertThat(now.path("gpus").path("A100").asInt()).isEqualTo(4);
        assertThat(now.path("instances").asInt()).isEqualTo(10);
    }

    @Test
    void whatIsRemovedTakesWithItWhatCannotBeWithoutIt() {
        delete("flavors", uid("flavors", "name", "small"));
        delete("images", uid("images", "name", "astro-suite"));
        delete("networks", uid("networks", "name", "common-lan"));
        delete(
                "compute_quotas",
                V1.read("compute_quotas", V1.admin()).get(0).path("uid").asString());
        assertThat(count("compute_quotas")).isEqualTo(11);

        delete("projects", uid("projects", "uuid", SampleFederation.ELBA_ASTRO));
        assertThat(count("slas")).as("with its agreement").isEqualTo(3);
        assertThat(V1App.each(V1.read("flavors", V1.admin()), "name"))
                .as("with what nobody else may use")
                .doesNotContain("gpu.large");

        delete("slas", uid("slas", "doc_uuid", "sla-elba-bio"));
        assertThat(V1App.each(V1.read("projects", V1.admin()), "name")).contains("bio");

        delete("compute_services", uid("compute_services", "endpoint__contains", "veneto"));
        assertThat(V1App.each(V1.read("images", V1.admin()), "name")).containsExactly("debian-13");

        delete("locations", uid("locations", "site", "ELBA"));
        assertThat(count("regions")).isEqualTo(2);

        delete("user_groups", uid("user_groups", "name", "bio"));
        assertThat(count("slas")).isOne();

        delete("regions", uid("regions", "name", "regionOne"));
        assertThat(V1App.each(V1.read("networks", V1.admin()), "name")).containsExactly("public");

        delete(
                "identity_providers",
                V1.read("identity_providers", V1.admin()).get(0).path("uid").asString());
        assertThat(count("user_groups")).isZero();
        assertThat(count("projects")).as("projects stay").isEqualTo(3);

        delete("providers", uid("providers", "name", "ELBA"));
        assertThat(count("regions")).isZero();
        assertThat(count("providers")).isOne();
    }
}
