package io.arcipelago.orchestrator;

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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The native interface answers what {@code openapi/orchestrator.yaml} promises. */
class NativeContractTest {

    private static final String LIST = "[]";
    private static final String DEPLOY = "{\"service\":\"web-service\",\"group\":\"astro\"}";

    private static TestOrchestrator paas;
    private static Map<String, Object> contract = Map.of();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        paas = TestOrchestrator.start(directory);
        try (InputStream in =
                Objects.requireNonNull(
                        DeploymentEvent.class.getResourceAsStream("/openapi/orchestrator.yaml"))) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<?, ?> read =
                    (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
            contract = Map.of("components", Objects.requireNonNull(read.get("components")));
        }
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    /** Checks an answer against a schema of the contract, or a list of it, written {@code X[]}. */
    private static void assertAnswers(String schema, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(schema(schema).validate(answer.body(), InputFormat.JSON))
                .as(answer.body())
                .isEmpty();
    }

    private static Schema schema(String name) {
        Map<String, Object> reference =
                Map.of("$ref", "#/components/schemas/" + name.replace(LIST, ""));
        Map<String, Object> document = new LinkedHashMap<>();
        document.putAll(contract);
        if (name.endsWith(LIST)) {
            document.put("type", "array");
            document.put("items", reference);
        } else {
            document.putAll(reference);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.writeValueAsString(document));
    }

    @Test
    void theSchemasAreReallyLookedAt() {
        assertThat(schema("Deployment").validate("{}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema("LogLine[]").validate("[{}]", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void everyAnswerIsAsPromised() {
        String alice = paas.alice();
        String api = "/orchestrator/v2";
        assertAnswers("Service[]", 200, paas.get(alice, api + "/catalogue?group=astro"));
        assertAnswers("Service", 200, paas.get(alice, api + "/catalogue/web-service?group=astro"));
        assertAnswers("Site[]", 200, paas.get(alice, api + "/sites?group=astro"));
        assertAnswers("Plan", 200, paas.post(alice, api + "/plans", DEPLOY));

        HttpResponse<String> created = paas.post(alice, NATIVE, DEPLOY);
        assertAnswers("Deployment", 201, created);
        String id = TestOrchestrator.created(created);
        paas.awaitRest(id, "CREATE_COMPLETE");
        String it = NATIVE + "/" + id;
        assertAnswers("Deployment", 200, paas.get(alice, it));
        assertAnswers("DeploymentPage", 200, paas.get(alice, NATIVE));
        assertAnswers("LogLine[]", 200, paas.get(alice, it + "/log"));
        assertAnswers("Credentials", 200, paas.get(alice, it + "/credentials"));
        assertAnswers("Deployment", 202, paas.delete(alice, it));
        paas.awaitRest(id, "DELETE_COMPLETE");
        assertAnswers("Deployment", 200, paas.get(alice, it));
    }

    @Test
    void everyRefusalIsAProblem() {
        HttpResponse<String> refused =
                paas.post(
                        paas.alice(),
                        NATIVE,
                        """
                        {"service": "web-service", "group": "astro", "inputs": {"num_cpus": 0}}
                        """);
        assertAnswers("Problem", 400, refused);
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertAnswers("Problem", 404, paas.get(paas.alice(), NATIVE + "/nonsense"));
        assertAnswers("Problem", 401, paas.get("", NATIVE));
        assertAnswers("Problem", 403, paas.get(paas.alice(), NATIVE + "?scope=all"));
    }

    @Test
    void aRequestThatIsSentTwiceWithTheSameIdIsOneDeployment() {
        String body =
                """
                {"service": "virtual-machine", "group": "astro",
                 "requestId": "0f0b6a4e-6d7e-4d9a-9d0f-2f4a3a1c5b77"}
                """;
        String first = TestOrchestrator.created(paas.post(paas.alice(), NATIVE, body));
        String second = TestOrchestrator.created(paas.post(paas.alice(), NATIVE, body));
        assertThat(second).isEqualTo(first);
        paas.awaitRest(first, "CREATE_COMPLETE");
        paas.delete(paas.alice(), NATIVE + "/" + first);
        paas.awaitRest(first, "DELETE_COMPLETE");
    }
}
