package io.arcipelago.identity.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangePoliciesTest {

    private static final String POLICIES = "/iam/api/exchange/policies";
    private static final String ANYBODY =
            """
            {"rule":"PERMIT","originClient":{"type":"ANY"},"destinationClient":{"type":"ANY"}}
            """;

    private final Provider provider = Provider.start();
    private final TokenClient admin = TokenClient.administrator(provider);

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void onlyAnAdministratorsTokenWithTheScopeOpensThePolicies() {
        for (TokenClient stranger :
                List.of(
                        TokenClient.of(provider, "carla", "openid"),
                        TokenClient.ambitious(provider, "alice"),
                        TokenClient.anonymous(provider))) {
            int refused = stranger.token().isEmpty() ? 401 : 403;
            assertThat(stranger.get(POLICIES).statusCode()).isEqualTo(refused);
            assertThat(stranger.get(POLICIES + "/1").statusCode()).isEqualTo(refused);
            assertThat(stranger.post(POLICIES, ANYBODY).statusCode()).isEqualTo(refused);
            assertThat(stranger.delete(POLICIES + "/1").statusCode()).isEqualTo(refused);
        }
        TokenClient reader = TokenClient.of(provider, "carla", "openid iam:admin.read");
        assertThat(reader.get(POLICIES).statusCode()).isEqualTo(200);
        assertThat(reader.post(POLICIES, ANYBODY).statusCode()).isEqualTo(403);
        assertThat(reader.delete(POLICIES + "/1").statusCode()).isEqualTo(403);
    }

    @Test
    void orchestratorsRuleIsAPolicyThatStaysDeleted() {
        try (Provider own = Provider.start()) {
            TokenClient chief = TokenClient.administrator(own);
            JsonNode seeded = chief.read(POLICIES);
            assertThat(seeded.findValuesAsString("matchParam"))
                    .containsExactlyInAnyOrder("dashboard", "orchestrator", "cli", "orchestrator");
            TestClient orchestrator = TestClient.orchestrator(own);
            String subject = token(TestClient.dashboard(own).tokens("alice", "openid profile"));
            assertThat(orchestrator.exchange(subject, "openid offline_access").statusCode())
                    .isEqualTo(200);
            for (JsonNode policy : seeded) {
                assertThat(chief.delete(POLICIES + "/" + policy.path("id").asLong()).statusCode())
                        .isEqualTo(204);
            }
            assertRefused(
                    orchestrator.exchange(subject, "openid"),
                    "access_denied",
                    "No policy found authorizing this exchange");
            own.restart();
            assertThat(TokenClient.administrator(own).read(POLICIES).isEmpty()).isTrue();
        }
    }

    @Test
    void policyIsCreatedReadAndDeletedAndDecidesAtOnce() throws Exception {
        TestClient portal = ScopedClient.ofTheProduct(provider, "portal", "archive.read");
        TestClient worker = ScopedClient.ofTheProduct(provider, "worker", "archive.read");
        TestClient helper = ScopedClient.ofTheProduct(provider, "helper", "archive.read");
        String subject = token(portal.tokens("alice", "openid profile archive.read"));
        assertRefused(
                worker.exchange(subject, "openid"),
                "access_denied",
                "No policy found authorizing this exchange");

        long first =
                create(
                        """
                        {"description":"by the scope","rule":"PERMIT",
                         "originClient":{"type":"BY_SCOPE","matchParam":"archive.read"},
                         "destinationClient":{"type":"BY_ID","matchParam":"worker"},
                         "scopePolicies":[{"rule":"DENY","type":"EQ","matchParam":"profile"}]}
                        """);
        JsonNode read = admin.read(POLICIES + "/" + first);
        assertThat(read.path("description").asString()).isEqualTo("by the scope");
        assertThat(read.path("originClient").path("type").asString()).isEqualTo("BY_SCOPE");
        assertThat(read.path("scopePolicies").get(0).path("matchParam").asString())
                .isEqualTo("profile");
        assertThat(read.path("creationTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");

        JsonNode tokens =
                TestClient.json(worker.exchange(subject, "openid archive.read offline_access"));
        JWTClaimsSet claims = TestClient.claims(token(tokens));
        assertThat(claims.getStringClaim("scope")).isEqualTo("archive.read offline_access openid");
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "worker"));
        assertThat(tokens.has("refresh_token")).isTrue();
        assertRefused(worker.exchange(subject, "openid profile"), "invalid_scope", "profile");
        // Not in the subject token, although both clients are registered for it.
        assertRefused(worker.exchange(subject, "openid email"), "invalid_scope", "email");
        assertRefused(
                helper.exchange(token(tokens), "openid"),
                "access_denied",
                "No policy found authorizing this exchange");

        long second =
                create(
                        """
                        {"rule":"PERMIT",
                         "originClient":{"type":"BY_ID","matchParam":"worker"},
                         "destinationClient":{"type":"ANY"}}
                        """);
        JsonNode further = TestClient.json(helper.exchange(token(tokens), "openid"));
        assertThat(TestClient.claims(token(further)).getJSONObjectClaim("act"))
                .isEqualTo(Map.of("sub", "helper", "act", Map.of("sub", "worker")));
        assertRefused(
                worker.exchange(token(tokens), "openid offline_access"),
                "access_denied",
                "its own token");

        long denial =
                create(
                        """
                        {"rule":"DENY","originClient":{"type":"BY_ID","matchParam":"portal"},
                         "destinationClient":{"type":"BY_ID","matchParam":"worker"}}
                        """);
        assertRefused(worker.exchange(subject, "openid"), "access_denied", "policy " + denial);
        for (long policy : List.of(first, second, denial)) {
            assertThat(admin.delete(POLICIES + "/" + policy).statusCode()).isEqualTo(204);
            assertThat(admin.delete(POLICIES + "/" + policy).statusCode()).isEqualTo(404);
            assertThat(admin.get(POLICIES + "/" + policy).statusCode()).isEqualTo(404);
        }
        assertThat(provider.events().all().toString())
                .contains("policy.exchange.created", "policy.exchange.deleted");
    }

    @Test
    void scopePoliciesHoldForExchangedTokens() throws Exception {
        TestClient portal = ScopedClient.ofTheProduct(provider, "portal2", "archive.read");
        TestClient worker = ScopedClient.ofTheProduct(provider, "worker2", "archive.read");
        long exchange =
                create(
                        """
                        {"rule":"PERMIT","originClient":{"type":"BY_ID","matchParam":"portal2"},
                         "destinationClient":{"type":"BY_ID","matchParam":"worker2"}}
                        """);
        String subject = token(portal.tokens("bruno", "openid archive.read"));
        HttpResponse<String> denial =
                admin.post(
                        "/iam/scope_policies",
                        """
                        {"rule":"DENY","account":{"uuid":"%s"},
                         "scopes":["archive.read","offline_access"]}
                        """
                                .formatted(TestClient.claims(subject).getSubject()));
        assertThat(denial.statusCode()).as(denial.body()).isEqualTo(201);
        JsonNode tokens =
                TestClient.json(worker.exchange(subject, "openid archive.read offline_access"));
        assertThat(TestClient.claims(token(tokens)).getStringClaim("scope")).isEqualTo("openid");
        assertThat(tokens.path("scope").asString()).isEqualTo("openid");
        assertThat(tokens.has("refresh_token")).isFalse();
        admin.delete("/iam/scope_policies/" + TestClient.json(denial).path("id").asLong());
        admin.delete(POLICIES + "/" + exchange);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rule\":\"PERMIT\"}",
                "{\"rule\":\"PERMIT\",\"originClient\":{\"type\":\"ANY\"}}",
                "{\"rule\":\"MAYBE\",\"originClient\":{\"type\":\"ANY\"},"
                        + "\"destinationClient\":{\"type\":\"ANY\"}}",
                "{\"rule\":\"DENY\",\"originClient\":{\"type\":\"BY_ID\"},"
                        + "\"destinationClient\":{\"type\":\"ANY\"}}",
                "{\"rule\":\"DENY\",\"originClient\":{\"type\":\"ALL\"},"
                        + "\"destinationClient\":{\"type\":\"ANY\"}}",
                "{\"rule\":\"DENY\",\"originClient\":{\"type\":\"ANY\"},"
                        + "\"destinationClient\":{\"type\":\"ANY\"},\"scopePolicies\":[null]}",
                "{\"rule\":\"DENY\",\"originClient\":{\"type\":\"ANY\"},"
                        + "\"destinationClient\":{\"type\":\"ANY\"},\"scopePolicies\":"
                        + "[{\"rule\":\"DENY\",\"type\":\"REGEXP\",\"matchParam\":\"(\"}]}",
            })
    void badPolicyIsRefused(String body) {
        HttpResponse<String> refused = admin.post(POLICIES, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(TestClient.json(refused).path("error").asString()).isNotBlank();
    }

    private long create(String body) {
        HttpResponse<String> created = admin.post(POLICIES, body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return TestClient.json(created).path("id").asLong();
    }

    private static void assertRefused(HttpResponse<String> response, String error, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode body = TestClient.json(response);
        assertThat(body.path("error").asString()).isEqualTo(error);
        assertThat(body.path("error_description").asString()).contains(text);
    }

    private static String token(JsonNode tokens) {
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return tokens.path("access_token").asString();
    }
}
