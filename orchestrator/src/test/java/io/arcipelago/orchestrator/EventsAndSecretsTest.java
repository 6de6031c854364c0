package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.COMPATIBLE;
import static io.arcipelago.orchestrator.TestOrchestrator.JSON;
import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a deployment's life tells the outside, and what it never tells. */
@ExtendWith(OutputCaptureExtension.class)
class EventsAndSecretsTest {

    private static final String SECRET = "correct-horse-battery-staple";
    private static final String TEMPLATE =
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            imports: [services.yaml]
            topology_template:
              inputs:
                admin_password: {type: string, constraints: [{min_length: 8}]}
                mail_credential: {type: string, default: untold-default-value}
              node_templates:
                server:
                  type: tosca.nodes.indigo.Compute
                  capabilities:
                    os: {properties: {type: linux, distribution: debian, version: 12}}
                page:
                  type: tosca.nodes.arcipelago.WebService
                  properties:
                    title: { get_input: admin_password }
                    message: hello
                  requirements: [{host: server}]
              outputs:
                node_ip: {value: {get_attribute: [server, private_address, 0]}}
                login: {value: {get_input: admin_password}}
                mail: {value: {get_input: mail_credential}}
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

    private record Row(String type, String data) {}

    private static List<Row> events(String id) {
        return paas.jdbc()
                .sql(
                        """
                        select type, data::text from platform.outbox
                         where topic = :topic and key = :key order by position
                        """)
                .param("topic", DeploymentEvent.TOPIC)
                .param("key", id)
                .query((row, index) -> new Row(row.getString(1), row.getString(2)))
                .list();
    }

    private static Schema schema() throws IOException {
        String path = "/events/deployment-event.v1.schema.json";
        try (InputStream in =
                Objects.requireNonNull(DeploymentEvent.class.getResourceAsStream(path))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void assertValid(List<Row> events) throws IOException {
        Schema schema = schema();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
        for (Row event : events) {
            assertThat(schema.validate(event.data(), InputFormat.JSON)).as(event.data()).isEmpty();
        }
    }

    private static String words(List<Row> events) {
        return String.join(
                " ",
                events.stream()
                        .map(event ->
                                event.type()
                                        .replace("io.arcipelago.deployment.", "")
                                        .replace(".v1", ""))
                        .toList());
    }

    @Test
    void aLifeIsToldInOrderAndAsTheSchemaPromises() throws IOException {
        String id = paas.deploy("web-service");
        paas.awaitRest(id, "CREATE_COMPLETE");
        paas.delete(paas.alice(), NATIVE + "/" + id);
        paas.awaitRest(id, "DELETE_COMPLETE");
        List<Row> events = events(id);
        assertValid(events);
        assertThat(words(events))
                .isEqualTo(
                        "submitted step-finished placed step-finished step-finished completed"
                                + " delete-requested step-finished deleted");
        assertThat(JSON.readTree(events.get(2).data()).get("provider").asString())
                .isEqualTo("ELBA");
        assertThat(JSON.readTree(events.getLast().data()).get("status").asString())
                .isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void anAttemptThatFailsIsToldWithItsSiteReasonAndClass() throws IOException {
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"kind\":\"build-error\",\"message\":\"Disk died\","
                        + "\"count\":9}");
        String id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
        paas.sites.heal();
        List<Row> events = events(id);
        assertValid(events);
        String failed =
                events.stream()
                        .filter(event -> event.type().contains("attempt-failed"))
                        .map(Row::data)
                        .findFirst()
                        .orElseThrow();
        assertThat(JSON.readTree(failed).get("provider").asString()).isEqualTo("ELBA");
        assertThat(JSON.readTree(failed).get("reason").asString()).contains("Disk died");
        assertThat(JSON.readTree(failed).get("failureClass").asString()).isEqualTo("UNAVAILABLE");
        assertThat(words(events)).containsSubsequence("placed", "attempt-failed", "placed");
    }

    @Test
    void aSecretInputIsNowhereToBeReadInClear(CapturedOutput output) {
        String id =
                TestOrchestrator.created(
                        paas.post(
                                paas.alice(),
                                COMPATIBLE,
                                JSON.writeValueAsString(
                                        Map.of(
                                                "template",
                                                TEMPLATE,
                                                "parameters",
                                                Map.of("admin_password", SECRET)))));
        paas.awaitRest(id, "CREATE_COMPLETE");
        assertThat(paas.get(paas.alice(), NATIVE + "/" + id + "/log").body())
                .contains("Would run ansible/playbooks/web_service.yml");
        for (String path : List.of(NATIVE, COMPATIBLE)) {
            assertThat(paas.get(paas.alice(), path + "/" + id).body())
                    .contains("(hidden)")
                    .doesNotContain(SECRET)
                    .doesNotContain("untold-default-value");
            assertThat(paas.get(paas.alice(), path + "/" + id + "/log").body())
                    .doesNotContain(SECRET);
        }
        for (String table :
                List.of(
                        "orchestrator.deployment",
                        "orchestrator.revision",
                        "orchestrator.attempt",
                        "orchestrator.step",
                        "orchestrator.resource",
                        "orchestrator.log_line",
                        "platform.outbox",
                        "platform.scheduled_tasks",
                        "platform.secret")) {
            for (String secret : secrets(id)) {
                assertThat(
                                paas.jdbc()
                                        .sql(
                                                "select count(*) from %s t where strpos(t::text,"
                                                                .formatted(table)
                                                        + " :secret) > 0")
                                        .param("secret", secret)
                                        .query(Integer.class)
                                        .single())
                        .as("%s holds a secret in clear", table)
                        .isZero();
            }
        }
        assertThat(
                        paas.jdbc()
                                .sql("select count(*) from platform.secret where owner = :owner")
                                .param("owner", "deployment/" + id)
                                .query(Integer.class)
                                .single())
                .isGreaterThanOrEqualTo(4);
        for (String secret : secrets(id)) {
            assertThat(output.getAll()).doesNotContain(secret);
        }
    }

    private static List<String> secrets(String id) {
        String key =
                JSON.readTree(paas.get(paas.alice(), NATIVE + "/" + id + "/credentials").body())
                        .get("privateKey")
                        .asString();
        List<String> secrets = new ArrayList<>(paas.grants.refreshTokens());
        secrets.add(SECRET);
        // A line of the key's body is enough to know it by.
        secrets.add(key.lines().skip(2).findFirst().orElseThrow());
        return secrets;
    }

    @Test
    void aSecretInputThatIsWrongIsNotRepeatedInTheAnswer() {
        assertThat(
                        paas.post(
                                        paas.alice(),
                                        COMPATIBLE,
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "template",
                                                        TEMPLATE,
                                                        "parameters",
                                                        Map.of("admin_password", "hunter2"))))
                                .body())
                .contains("admin_password")
                .doesNotContain("hunter2");
    }
}
