package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.COMPATIBLE;
import static io.arcipelago.orchestrator.TestOrchestrator.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What today's clients of the PaaS orchestrator send and parse, to the letter. */
class CompatibleTest {

    private static final String ANSWER_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d\\+0000";
    private static final String TEMPLATE =
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            description: A plain server
            imports: [services.yaml]
            topology_template:
              node_templates:
                server:
                  type: tosca.nodes.indigo.Compute
                  capabilities:
                    os: {properties: {type: linux, distribution: debian, version: 12}}
              outputs:
                node_ip: {value: {get_attribute: [server, private_address, 0]}}
            """;

    private static TestOrchestrator paas;
    private static String first;
    private static HttpResponse<String> accepted;

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas = TestOrchestrator.start(directory);
        // Clients send the trailing slash, keepLastAttempt as a text, and members we do not know.
        accepted = deploy(COMPATIBLE + "/");
        first = TestOrchestrator.created(accepted);
        paas.awaitRest(first, "CREATE_COMPLETE");
        for (int i = 0; i < 2; i++) {
            String id = TestOrchestrator.created(deploy(COMPATIBLE));
            paas.awaitRest(id, "CREATE_COMPLETE");
        }
    }

    private static HttpResponse<String> deploy(String path) {
        return paas.post(
                paas.alice(),
                path,
                """
                {"template": %s, "parameters": {}, "userGroup": "/astro",
                 "keepLastAttempt": "false", "timeoutMins": 30, "maxProvidersRetry": 2,
                 "callback": "https://client.example.org/back", "unknown": {"x": 1}}
                """
                        .formatted(JSON.writeValueAsString(TEMPLATE)));
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    private static JsonNode ok(String path, String... headers) {
        HttpResponse<String> answer = paas.get(paas.alice(), path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void anAcceptedDeploymentHasEveryMemberThatClientsIndexInto() {
        assertThat(accepted.headers().firstValue("Location").orElseThrow())
                .endsWith("/orchestrator/deployments/" + first);
        JsonNode body = JSON.readTree(accepted.body());
        assertThat(body.propertyNames())
                .contains(
                        "uuid",
                        "creationTime",
                        "updateTime",
                        "createdBy",
                        "status",
                        "outputs",
                        "task",
                        "links");
        assertThat(body.get("status").asString()).isEqualTo("CREATE_IN_PROGRESS");
        assertThat(body.get("outputs").isObject()).isTrue();
        assertThat(body.get("createdBy").get("subject").asString()).isEqualTo("alice");
        assertThat(body.get("createdBy").get("issuer").asString()).isEqualTo(paas.tokens.issuer());
        assertThat(body.get("userGroup").asString()).isEqualTo("astro");
        assertThat(body.get("callback").asString()).isEqualTo("https://client.example.org/back");
        assertThat(body.get("creationTime").asString()).matches(ANSWER_TIME);
        assertThat(body.get("updateTime").asString()).matches(ANSWER_TIME);
    }

    @Test
    void aRunningDeploymentTellsWhereItRuns() {
        JsonNode body = ok(COMPATIBLE + "/" + first);
        assertThat(body.get("status").asString()).isEqualTo("CREATE_COMPLETE");
        assertThat(body.get("task").asString()).isEqualTo("NONE");
        assertThat(body.get("physicalId").asString()).isEqualTo(first);
        assertThat(body.get("cloudProviderName").asString()).isEqualTo("ELBA");
        assertThat(body.get("outputs").get("node_ip").asString()).startsWith("10.64.0.");
        assertThat(body.get("links"))
                .extracting(it -> it.get("rel").asString() + " " + it.get("href").asString())
                .contains(
                        "self https://paas.example.org/orchestrator/deployments/" + first,
                        "resources https://paas.example.org/orchestrator/deployments/"
                                + first
                                + "/resources",
                        "template https://paas.example.org/orchestrator/deployments/"
                                + first
                                + "/template");
    }

    @Test
    void templateAndLogAreTextsThoughClientsAcceptJsonOnly() {
        HttpResponse<String> template =
                paas.get(
                        paas.alice(),
                        COMPATIBLE + "/" + first + "/template",
                        "Accept",
                        "application/json");
        assertThat(template.statusCode()).isEqualTo(200);
        assertThat(template.body()).isEqualTo(TEMPLATE);
        HttpResponse<String> log =
                paas.get(
                        paas.alice(),
                        COMPATIBLE + "/" + first + "/log",
                        "Accept",
                        "application/json");
        assertThat(log.statusCode()).isEqualTo(200);
        assertThat(log.body()).contains("Accepted from alice").contains("CREATE_COMPLETE");
    }

    @Test
    void listsAreNewestFirstWithAbsoluteLinksFromPageToPage() {
        JsonNode page = ok(COMPATIBLE + "?createdBy=me&page=0&size=2&sort=createdAt,desc");
        assertThat(page.propertyNames()).contains("links", "content", "page");
        assertThat(page.get("content")).hasSizeGreaterThanOrEqualTo(1);
        assertThat(page.get("page").get("size").asInt()).isEqualTo(2);
        assertThat(page.get("page").get("number").asInt()).isZero();
        int total = page.get("page").get("totalElements").asInt();
        assertThat(total).isGreaterThanOrEqualTo(3);
        assertThat(page.get("page").get("totalPages").asInt()).isEqualTo((total + 1) / 2);
        List<String> rels = new ArrayList<>();
        for (JsonNode link : page.get("links")) {
            rels.add(link.get("rel").asString());
            assertThat(link.get("href").asString())
                    .startsWith("https://paas.example.org/orchestrator/deployments?")
                    .contains("createdBy=me")
                    .contains("size=2");
        }
        assertThat(rels).contains("first", "self", "next", "last");
    }

    @Test
    void createdByMeIsTheCallerAndAnythingElseMustBeAPersonAtAnIssuer() {
        assertThat(ok(COMPATIBLE + "?createdBy=me").toString()).contains(first);
        assertThat(ok(COMPATIBLE + "?createdBy=alice@" + paas.tokens.issuer()).toString())
                .contains(first);
        HttpResponse<String> bad = paas.get(paas.alice(), COMPATIBLE + "?createdBy=alice");
        assertThat(bad.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(bad.body());
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("code", "title", "message");
        assertThat(error.get("code").asInt()).isEqualTo(400);
        assertThat(error.get("message").asString()).contains("createdBy is 'alice'");
    }

    @Test
    void anAdministratorAsksForAPersonOfExactlyThatIssuer() {
        String carla = paas.tokens.adminToken("carla");
        assertThat(paas.get(carla, COMPATIBLE).body()).contains(first);
        assertThat(paas.get(carla, COMPATIBLE + "?createdBy=alice@" + paas.tokens.issuer()).body())
                .contains(first);
        assertThat(
                        paas.get(carla, COMPATIBLE + "?createdBy=alice@https://other.example.org")
                                .body())
                .doesNotContain(first);
    }

    @Test
    void resourcesAreTheServers() {
        JsonNode page = ok(COMPATIBLE + "/" + first + "/resources");
        assertThat(page.get("content")).hasSize(1);
        JsonNode server = page.get("content").get(0);
        assertThat(server.get("state").asString()).isEqualTo("STARTED");
        assertThat(server.get("toscaNodeType").asString()).isEqualTo("tosca.nodes.indigo.Compute");
        assertThat(server.get("toscaNodeName").asString()).isEqualTo("server");
        assertThat(server.get("requiredBy").isArray()).isTrue();
        assertThat(server.get("creationTime").asString()).matches(ANSWER_TIME);
        assertThat(page.get("page").get("totalElements").asInt()).isEqualTo(1);
    }

    @Test
    void aDeletionWithABodyIsAccepted() {
        String id = TestOrchestrator.created(deploy(COMPATIBLE + "/"));
        paas.awaitRest(id, "CREATE_COMPLETE");
        HttpResponse<String> deleted =
                paas.app.send(
                        "DELETE",
                        COMPATIBLE + "/" + id,
                        "{}",
                        "Authorization",
                        "Bearer " + paas.alice(),
                        "Content-Type",
                        "application/json");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(ok(COMPATIBLE + "?excludedStatus=DELETE_COMPLETE,UPDATE_FAILED").toString())
                .doesNotContain(id);
        assertThat(ok(COMPATIBLE).toString()).contains(id);
    }

    @Test
    void failuresHaveTheShapeThatClientsParse() {
        for (String path : List.of("/nonsense", "/01890000-0000-7000-8000-000000000000")) {
            HttpResponse<String> missing = paas.get(paas.alice(), COMPATIBLE + path);
            assertThat(missing.statusCode()).isEqualTo(404);
            JsonNode error = JSON.readTree(missing.body());
            assertThat(error.propertyNames()).containsExactlyInAnyOrder("code", "title", "message");
            assertThat(error.get("code").asInt()).isEqualTo(404);
            assertThat(error.get("title").asString()).isEqualTo("Not Found");
        }
    }

    @Test
    void anybodyMayAskWhoAnswersHere() {
        assertThat(paas.get("", "/orchestrator").statusCode()).isEqualTo(200);
        assertThat(paas.get("", "/orchestrator/info").body()).contains("projectVersion");
        assertThat(JSON.readTree(paas.get("", "/orchestrator/configuration").body()))
                .allMatch(JsonNode::isString);
    }
}
