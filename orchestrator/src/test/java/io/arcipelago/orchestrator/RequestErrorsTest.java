package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.COMPATIBLE;
import static io.arcipelago.orchestrator.TestOrchestrator.JSON;
import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests that are wrong: the answer names the place and the thing, and nothing is stored. */
class RequestErrorsTest {

    private static final String TEMPLATE =
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            imports: [services.yaml]
            topology_template:
              inputs:
                count: {type: integer, constraints: [{in_range: [1, 5]}]}
                disk: {type: scalar-unit.size, default: 1 GB}
              node_templates:
                server:
                  type: tosca.nodes.indigo.Compute
                  capabilities:
                    scalable: {properties: {count: {get_input: count}}}
            """;

    private static TestOrchestrator paas;

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas = TestOrchestrator.start(directory);
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(count("orchestrator.deployment")).isZero();
        assertThat(count("platform.outbox")).isZero();
        assertThat(count("platform.secret")).isZero();
        assertThat(paas.sites.objects()).isEmpty();
    }

    private static int count(String table) {
        return paas.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static JsonNode refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return JSON.readTree(answer.body());
    }

    /** The compatible interface's refusal of a template: code, title and message. */
    private static String compatible(String template, Map<String, Object> parameters) {
        JsonNode body =
                refused(
                        paas.post(
                                paas.alice(),
                                COMPATIBLE,
                                JSON.writeValueAsString(
                                        Map.of(
                                                "template",
                                                template,
                                                "parameters",
                                                parameters,
                                                "userGroup",
                                                "astro"))));
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("code", "title", "message");
        assertThat(body.get("code").asInt()).isEqualTo(400);
        assertThat(body.get("title").asString()).isEqualTo("Bad Request");
        return body.get("message").asString();
    }

    private static JsonNode inputRefused(String inputs) {
        JsonNode body =
                refused(
                        paas.post(
                                paas.alice(),
                                NATIVE,
                                """
                                {"service": "virtual-machine", "group": "astro", "inputs": %s}
                                """
                                        .formatted(inputs)));
        assertThat(body.get("type").asString()).endsWith("inputs-invalid");
        assertThat(body.get("status").asInt()).isEqualTo(400);
        assertThat(body.get("errors")).hasSize(1);
        return body.get("errors").get(0);
    }

    @Test
    void yamlThatCannotBeReadIsToldWithLineAndColumn() {
        assertThat(compatible("tosca_definitions_version: x\nnode: [1, 2\nother: 3\n", Map.of()))
                .containsPattern("line [23], column \\d+");
    }

    @Test
    void aTypeThatDoesNotExistIsToldWithItsPlace() {
        String message =
                compatible(TEMPLATE.replace("indigo.Compute", "indigo.Computer"), Map.of());
        assertThat(message)
                .contains("tosca.nodes.indigo.Computer")
                .contains("topology_template/node_templates/server/type")
                .containsPattern("line 9, column 13");
    }

    @Test
    void aPropertyOfTheWrongTypeIsToldWithItsPlace() {
        assertThat(compatible(TEMPLATE.replace("{get_input: count}", "many"), Map.of("count", 1)))
                .contains("many")
                .contains("topology_template/node_templates/server/capabilities/scalable")
                .contains("line 11");
    }

    @Test
    void anInputThatTheTemplateUsesButLacksIsTold() {
        assertThat(compatible(TEMPLATE.replace("get_input: count", "get_input: number"), Map.of()))
                .contains("number")
                .contains("line 11");
    }

    @Test
    void aTemplateIsNeverFetchedFromElsewhere() {
        assertThat(
                        compatible(
                                TEMPLATE.replace(
                                        "[services.yaml]", "[\"http://127.0.0.1:1/types.yaml\"]"),
                                Map.of()))
                .contains("from this installation's catalogue only");
    }

    @Test
    void aTemplateWithoutServersIsRefused() {
        assertThat(
                        compatible(
                                TEMPLATE.substring(0, TEMPLATE.indexOf("  node_")),
                                Map.of("count", 1)))
                .contains("asks for no server");
    }

    @Test
    void aRequiredInputThatIsMissingIsNamed() {
        assertThat(compatible(TEMPLATE, Map.of())).contains("count");
        assertThat(compatible(TEMPLATE, Map.of("count", 9))).contains("count").contains("5");
        assertThat(compatible(TEMPLATE, Map.of("count", "many"))).contains("count");
        assertThat(compatible(TEMPLATE, Map.of("count", 1, "disk", "large"))).contains("disk");
        assertThat(compatible(TEMPLATE, Map.of("count", 1, "cuont", 1))).contains("cuont");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nmu_cpus\": 2}            | nmu_cpus",
                "{\"num_cpus\": \"two\"}      | num_cpus",
                "{\"num_cpus\": 65}           | num_cpus",
                "{\"mem_size\": \"1 XB\"}     | mem_size",
                "{\"mem_size\": \"1 MB\"}     | mem_size",
                "{\"os_distribution\": \"x\"} | os_distribution",
                "{\"users\": \"root\"}        | users"
            })
    void anInputThatIsWrongIsNamedSoThatTheFormCanShowIt(String inputs, String name) {
        JsonNode error = inputRefused(inputs);
        assertThat(error.get("path").asString()).isEqualTo(name);
        assertThat(error.get("message").asString()).isNotBlank();
    }

    @Test
    void aServiceAGroupOrASiteThatDoesNotExistIsNamed() {
        HttpResponse<String> service =
                paas.post(paas.alice(), NATIVE, "{\"service\":\"vm\",\"group\":\"astro\"}");
        assertThat(service.statusCode()).isEqualTo(404);
        assertThat(service.body()).contains("no service 'vm'").contains("virtual-machine");
        HttpResponse<String> group =
                paas.post(
                        paas.alice(),
                        NATIVE,
                        "{\"service\":\"virtual-machine\",\"group\":\"bio\"}");
        assertThat(group.statusCode()).isEqualTo(403);
        assertThat(group.body()).contains("not a member of group 'bio'");
        JsonNode site =
                refused(
                        paas.post(
                                paas.alice(),
                                NATIVE,
                                """
                                {"service": "virtual-machine", "group": "astro",
                                 "placement": {"provider": "CAPRI", "region": "RegionOne"}}
                                """));
        assertThat(site.get("detail").asString()).contains("no project on CAPRI/RegionOne");
    }

    @Test
    void aBodyThatIsNoRequestIsRefused() {
        refused(paas.post(paas.alice(), NATIVE, "{"));
        refused(paas.post(paas.alice(), NATIVE, "{}"));
        refused(paas.post(paas.alice(), COMPATIBLE, "[]"));
        refused(paas.post(paas.alice(), COMPATIBLE, "{\"userGroup\":\"astro\"}"));
    }
}
