package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.COMPATIBLE;
import static io.arcipelago.orchestrator.TestOrchestrator.JSON;
import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route, asked by somebody who may not. */
class AccessTest {

    private static final String OTHERS = "astro";

    private static TestTokens otherIssuer;
    private static TestOrchestrator paas;
    private static String id;

    @BeforeAll
    static void start(@TempDir Path directory) {
        otherIssuer = TestTokens.start();
        paas =
                TestOrchestrator.start(
                        directory, "arcipelago.security.issuers[1].issuer=" + otherIssuer.issuer());
        id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
    }

    @AfterAll
    static void stop() {
        paas.close();
        otherIssuer.close();
    }

    private static String who(String person) {
        return switch (person) {
            case "nobody" -> "";
            case "forger" -> TestTokens.sign(TestTokens.newKey(), paas.tokens.goodClaims().build());
            // Somebody of another group.
            case "bruno" -> paas.token("bruno", "bio");
            // Another member of the owner's group.
            case "anna" -> paas.token("anna", "astro");
            // The same names at another issuer: another person in another group.
            case "namesake" -> otherIssuer.token("alice", List.of("astro"), List.of("openid"));
            case "carla" -> paas.tokens.adminToken("carla");
            default -> throw new IllegalArgumentException(person);
        };
    }

    private static HttpResponse<String> ask(String person, String method, String path) {
        String at = path.replace("ID", id);
        return switch (method) {
            case "GET" -> paas.get(who(person), at);
            case "DELETE" -> paas.delete(who(person), at);
            case "POST" ->
                    paas.post(
                            who(person),
                            at,
                            at.startsWith(COMPATIBLE)
                                    ? "{\"template\":\"x: y\",\"userGroup\":\"astro\"}"
                                    : "{\"service\":\"virtual-machine\",\"group\":\"astro\"}");
            default -> throw new IllegalArgumentException(method);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orchestrator/v2/deployments",
        "POST, /orchestrator/v2/deployments",
        "GET, /orchestrator/v2/deployments/ID",
        "DELETE, /orchestrator/v2/deployments/ID",
        "GET, /orchestrator/v2/deployments/ID/template",
        "GET, /orchestrator/v2/deployments/ID/log",
        "GET, /orchestrator/v2/deployments/ID/events",
        "GET, /orchestrator/v2/deployments/ID/credentials",
        "GET, /orchestrator/v2/catalogue?group=astro",
        "GET, /orchestrator/v2/catalogue/web-service?group=astro",
        "GET, /orchestrator/v2/sites?group=astro",
        "POST, /orchestrator/v2/plans",
        "GET, /orchestrator/deployments",
        "POST, /orchestrator/deployments",
        "GET, /orchestrator/deployments/ID",
        "DELETE, /orchestrator/deployments/ID",
        "GET, /orchestrator/deployments/ID/template",
        "GET, /orchestrator/deployments/ID/log",
        "GET, /orchestrator/deployments/ID/resources"
    })
    void nothingIsToldWithoutAGoodToken(String method, String path) {
        assertThat(ask("nobody", method, path).statusCode()).isEqualTo(401);
        assertThat(ask("forger", method, path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orchestrator/v2/deployments/ID",
        "DELETE, /orchestrator/v2/deployments/ID",
        "GET, /orchestrator/v2/deployments/ID/template",
        "GET, /orchestrator/v2/deployments/ID/log",
        "GET, /orchestrator/v2/deployments/ID/events",
        "GET, /orchestrator/v2/deployments/ID/credentials",
        "GET, /orchestrator/deployments/ID",
        "DELETE, /orchestrator/deployments/ID",
        "GET, /orchestrator/deployments/ID/template",
        "GET, /orchestrator/deployments/ID/log",
        "GET, /orchestrator/deployments/ID/resources"
    })
    void strangersAreToldTheSameAsIfThereWereNoSuchDeployment(String method, String path) {
        for (String stranger : List.of("bruno", "namesake")) {
            HttpResponse<String> hidden = ask(stranger, method, path);
            HttpResponse<String> absent =
                    ask(
                            stranger,
                            method,
                            path.replace("ID", "01890000-0000-7000-8000-000000000000"));
            assertThat(hidden.statusCode()).as(stranger).isEqualTo(404);
            assertThat(absent.statusCode()).isEqualTo(404);
            assertThat(comparable(hidden, id))
                    .isEqualTo(comparable(absent, "01890000-0000-7000-8000-000000000000"));
        }
        assertThat(paas.detail(id).get("status").asString()).isEqualTo("CREATE_COMPLETE");
    }

    private static String comparable(HttpResponse<String> answer, String asked) {
        return answer.body().replace(asked, "ID").replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /orchestrator/v2/deployments",
        "POST, /orchestrator/v2/plans",
        "GET, /orchestrator/v2/deployments?scope=group&group=astro",
        "GET, /orchestrator/v2/deployments?scope=all",
        "GET, /orchestrator/v2/catalogue?group=astro",
        "GET, /orchestrator/v2/catalogue/web-service?group=astro",
        "GET, /orchestrator/v2/sites?group=astro",
        "POST, /orchestrator/deployments",
        "GET, /orchestrator/deployments?userGroup=astro",
        "GET, /orchestrator/deployments?createdBy=alice@https://issuer.example.org"
    })
    void whoIsNoMemberIsRefused(String method, String path) {
        assertThat(ask("bruno", method, path).statusCode()).isEqualTo(403);
    }

    @Test
    void membersOfTheGroupReadButNeitherDeleteNorSeeTheKey() {
        for (String read : List.of("", "/template", "/log", "/events")) {
            assertThat(ask("anna", "GET", NATIVE + "/ID" + read).statusCode())
                    .as(read)
                    .isEqualTo(200);
        }
        HttpResponse<String> refused = ask("anna", "DELETE", NATIVE + "/ID");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Only alice, who owns deployment");
        assertThat(ask("anna", "DELETE", COMPATIBLE + "/ID").statusCode()).isEqualTo(403);
        assertThat(ask("anna", "GET", NATIVE + "/ID/credentials").statusCode()).isEqualTo(403);
        HttpResponse<String> shown = ask("anna", "GET", NATIVE + "/ID");
        assertThat(JSON.readTree(shown.body()).get("actions").toString())
                .doesNotContain("delete")
                .doesNotContain("credentials");
        assertThat(ask("anna", "GET", COMPATIBLE + "/ID").body()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void administratorsReadEverythingButTheKey() {
        assertThat(ask("carla", "GET", NATIVE + "/ID").statusCode()).isEqualTo(200);
        assertThat(ask("carla", "GET", NATIVE + "?scope=all").body()).contains(id);
        assertThat(ask("carla", "GET", NATIVE + "/ID/credentials").statusCode()).isEqualTo(403);
        assertThat(ask("carla", "GET", COMPATIBLE + "/ID").body()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void theOwnerSeesTheKeyAndNobodyElsesListHasTheDeployment() {
        HttpResponse<String> key = paas.get(paas.alice(), NATIVE + "/" + id + "/credentials");
        assertThat(key.statusCode()).isEqualTo(200);
        assertThat(key.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(JSON.readTree(key.body()).get("privateKey").asString())
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(paas.get(paas.alice(), COMPATIBLE + "/" + id).body()).contains("PRIVATE KEY");
        assertThat(paas.get(paas.alice(), NATIVE).body()).contains(id);
        for (String other : List.of("bruno", "anna", "namesake")) {
            assertThat(ask(other, "GET", NATIVE).body()).doesNotContain(id);
            assertThat(ask(other, "GET", COMPATIBLE).body()).doesNotContain(id);
        }
        assertThat(ask("anna", "GET", NATIVE + "?scope=group&group=" + OTHERS).body()).contains(id);
        assertThat(ask("namesake", "GET", NATIVE + "?scope=group&group=" + OTHERS).body())
                .doesNotContain(id);
        assertThat(ask("namesake", "GET", COMPATIBLE + "?userGroup=" + OTHERS).body())
                .doesNotContain(id);
    }
}
