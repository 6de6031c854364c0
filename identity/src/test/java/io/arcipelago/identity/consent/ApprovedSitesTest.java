package io.arcipelago.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApprovedSitesTest {

    private static final String APPROVED = "/iam/api/approved";

    private final Provider provider = Provider.shared();
    private final ApiClient alice = ApiClient.as(provider, "alice", "openid");
    private final ApiClient bruno = ApiClient.as(provider, "bruno", "openid");

    @Test
    void withdrawnConsentTakesEveryTokenAlongAndIsAskedForAgain() {
        TestClient client = client("withdrawn");
        String verifier = Secrets.random();
        JsonNode tokens = TestClient.json(client.exchangeCode(consent(client, verifier), verifier));
        TestClient watcher = TestClient.orchestrator(provider);
        String code = codeWithoutAsking(client, verifier);
        assertThat(watcher.seesActive(tokens.path("access_token").asString())).isTrue();

        JsonNode own = TestClient.json(alice.get(APPROVED));
        assertThat(own.findValuesAsString("clientId")).contains("withdrawn");
        assertThat(TestClient.json(bruno.get(APPROVED)).findValuesAsString("clientId"))
                .doesNotContain("withdrawn");
        assertThat(bruno.delete(APPROVED + "/withdrawn").statusCode()).isEqualTo(404);
        assertThat(watcher.seesActive(tokens.path("access_token").asString())).isTrue();

        assertThat(alice.delete(APPROVED + "/withdrawn").statusCode()).isEqualTo(204);
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.grant.revoked.v1");
        assertThat(watcher.seesActive(tokens.path("access_token").asString())).isFalse();
        assertThat(client.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
        assertThat(client.exchangeCode(code, verifier).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(TestClient.json(alice.get("/api/approved")).findValuesAsString("clientId"))
                .doesNotContain("withdrawn");
        assertThat(alice.delete(APPROVED + "/withdrawn").statusCode()).isEqualTo(404);
        assertThat(
                        Browser.location(
                                client.authorize(
                                        client.signInRequest("openid offline_access", verifier))))
                .contains("/consent");
    }

    @Test
    void consentsNeedAPersonsToken() {
        ApiClient nobody = ApiClient.anonymous(provider);
        assertThat(nobody.get(APPROVED).statusCode()).isEqualTo(401);
        assertThat(nobody.delete(APPROVED + "/dashboard").statusCode()).isEqualTo(401);
        HttpResponse<String> token =
                TestClient.orchestrator(provider)
                        .call("/token", Map.of("grant_type", "client_credentials"));
        ApiClient client = nobody.with(TestClient.json(token).path("access_token").asString());
        assertThat(client.get(APPROVED).statusCode()).isEqualTo(400);
    }

    private TestClient client(String id) {
        return TestClient.thirdParty(provider, id, Set.of("authorization_code", "refresh_token"));
    }

    private static String consent(TestClient client, String verifier) {
        client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> asked =
                client.authorize(client.signInRequest("openid offline_access", verifier));
        HttpResponse<String> page = client.browser().get(Browser.location(asked));
        Map<String, String> form = Browser.hiddenFields(page.body());
        form.put("scope", "offline_access");
        HttpResponse<String> consented = client.browser().post("/identity/authorize", form);
        return Browser.query(Browser.location(consented)).getOrDefault("code", "");
    }

    private static String codeWithoutAsking(TestClient client, String verifier) {
        HttpResponse<String> asked =
                client.authorize(client.signInRequest("openid offline_access", verifier));
        String code = Browser.query(Browser.location(asked)).getOrDefault("code", "");
        assertThat(code).isNotEmpty();
        return code;
    }
}
