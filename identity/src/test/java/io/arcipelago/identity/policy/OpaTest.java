package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpaTest {

    private static final String ALL =
            "{\"result\":[\"profile\",\"email\",\"offline_access\",\"storage.read:/a\"]}";

    private final PolicyAgent agent = new PolicyAgent();

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void policyServiceDecidesAndNobodyGetsATokenWithoutIt() throws Exception {
        try (Provider provider = start("closed")) {
            TestClient client = ScopedClient.ofTheProduct(provider, "grid", "storage.read:/");
            agent.answers(ALL);
            JsonNode first =
                    client.tokens("alice", "openid offline_access profile storage.read:/a");
            assertThat(scope(first)).isEqualTo("offline_access openid profile storage.read:/a");
            assertThat(agent.lastBody()).contains("\"astro\"", "\"grid\"");

            provider.clock().advance(OpaClient.FRESH);
            agent.answers("{\"result\":[\"profile\"]}");
            JsonNode second = refreshed(client, first);
            assertThat(scope(second)).isEqualTo("openid profile");

            provider.clock().advance(OpaClient.FRESH);
            agent.status(503);
            HttpResponse<String> refused =
                    client.refresh(second.path("refresh_token").asString(), "");
            assertThat(TestClient.json(refused).path("error").asString())
                    .isEqualTo("temporarily_unavailable");
            HttpResponse<String> atTheDoor =
                    client.authorize(client.signInRequest("openid profile", "verifier"));
            assertThat(Browser.query(Browser.location(atTheDoor)))
                    .containsEntry("error", "temporarily_unavailable");
            // A client's own token does not wait for the service.
            HttpResponse<String> own =
                    client.call(
                            "/token",
                            Map.of(
                                    "grant_type", "client_credentials",
                                    "scope", "storage.read:/b"));
            assertThat(own.statusCode()).isEqualTo(200);

            // The refused request used nothing up, however long the failure lasts.
            provider.clock().advance(Duration.ofHours(1));
            agent.status(200);
            agent.answers(ALL);
            assertThat(scope(refreshed(client, second)))
                    .isEqualTo("offline_access openid profile storage.read:/a");
        }
    }

    @Test
    void policiesDecideMeanwhileIfTheSettingsSaySo() throws Exception {
        try (Provider provider = start("policies")) {
            TestClient client = ScopedClient.ofTheProduct(provider, "grid", "storage.read:/");
            agent.status(500);
            assertThat(scope(client.tokens("alice", "openid profile storage.read:/a")))
                    .isEqualTo("openid profile");
            agent.status(200);
            agent.answers(ALL);
            provider.clock().advance(Circuit.PAUSE);
            assertThat(scope(client.tokens("alice", "openid profile storage.read:/a")))
                    .isEqualTo("openid profile storage.read:/a");
        }
    }

    private Provider start(String fail) {
        return Provider.start(
                "arcipelago.identity.opa.url=" + agent.document(),
                "arcipelago.identity.opa.timeout=20s",
                "arcipelago.identity.opa.fail=" + fail);
    }

    private static JsonNode refreshed(TestClient client, JsonNode tokens) {
        HttpResponse<String> response = client.refresh(tokens.path("refresh_token").asString(), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    private static String scope(JsonNode tokens) throws Exception {
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return TestClient.claims(tokens.path("access_token").asString()).getStringClaim("scope");
    }
}
