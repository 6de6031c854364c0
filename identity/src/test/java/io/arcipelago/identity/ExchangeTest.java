package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExchangeTest {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String SCOPE = "openid profile deployments:read";

    private final Provider provider = Provider.shared();
    private final TestClient orchestrator = TestClient.orchestrator(provider);

    @Test
    void orchestratorGetsADelegationThatOutlivesTheSession() throws Exception {
        TestClient dashboard = TestClient.dashboard(provider);
        String subject = accessToken(dashboard.tokens("alice", SCOPE));
        HttpResponse<String> response =
                orchestrator.exchange(subject, "openid profile offline_access deployments:read");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode tokens = TestClient.json(response);
        assertThat(tokens.path("issued_token_type").asString())
                .isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(tokens.has("id_token")).isFalse();
        JWTClaimsSet claims = TestClient.claims(accessToken(tokens));
        assertThat(claims.getSubject()).isEqualTo(TestClient.claims(subject).getSubject());
        assertThat(claims.getStringClaim("client_id")).isEqualTo("orchestrator");
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "orchestrator"));
        assertThat(claims.getStringListClaim("groups")).containsExactly("astro");

        provider.clock().advance(Duration.ofDays(20));
        String refreshToken = tokens.path("refresh_token").asString();
        for (int use = 0; use < 3; use++) {
            provider.clock().advance(Duration.ofDays(5));
            JsonNode again = TestClient.json(orchestrator.refresh(refreshToken, ""));
            assertThat(again.path("refresh_token").asString()).isEqualTo(refreshToken);
            assertThat(TestClient.claims(accessToken(again)).getJSONObjectClaim("act"))
                    .isEqualTo(Map.of("sub", "orchestrator"));
        }

        orchestrator.call("/revoke", Map.of("token", refreshToken));
        assertThat(orchestrator.refresh(refreshToken, "").statusCode()).isEqualTo(400);
    }

    @Test
    void exchangeWithoutOfflineAccessGivesNoRefreshToken() {
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        JsonNode tokens = TestClient.json(orchestrator.exchange(subject, "deployments:read"));
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(TestClient.claims(accessToken(tokens)).getClaim("scope"))
                .isEqualTo("deployments:read");
    }

    @Test
    void scopeThatThePersonDidNotGiveIsRefused() {
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        assertRefused(orchestrator.exchange(subject, "deployments:write"), "invalid_scope");
    }

    @Test
    void clientWithoutTheGrantMayNotExchange() {
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        TestClient other =
                TestClient.thirdParty(provider, "no-exchange", Set.of("client_credentials"));
        assertRefused(other.exchange(subject, "openid"), "unauthorized_client");
    }

    @Test
    void clientWithTheGrantButWithoutThisOriginMayNotExchange() {
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        TestClient other = TestClient.thirdParty(provider, "no-origin", Set.of(EXCHANGE));
        assertRefused(other.exchange(subject, "openid"), "access_denied");
    }

    @Test
    void publicClientMayNotExchange() {
        TestClient dashboard = TestClient.dashboard(provider);
        String subject = accessToken(dashboard.tokens("alice", SCOPE));
        HttpResponse<String> response = dashboard.exchange(subject, "openid");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(TestClient.json(response).path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void wrongSecretIsRefused() {
        TestClient impostor =
                new TestClient(
                        provider, orchestrator.browser(), "orchestrator", Secrets.random(), "");
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        assertThat(impostor.exchange(subject, "openid").statusCode()).isEqualTo(401);
    }

    @Test
    void exchangedTokenCannotBeExchangedAgain() {
        String subject = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        String exchanged = accessToken(TestClient.json(orchestrator.exchange(subject, "openid")));
        assertRefused(orchestrator.exchange(exchanged, "openid"), "access_denied");
    }

    @Test
    void clientsOwnTokenIsNoPersonsToken() {
        String own =
                accessToken(
                        TestClient.json(
                                orchestrator.call(
                                        "/token", Map.of("grant_type", "client_credentials"))));
        assertRefused(orchestrator.exchange(own, "openid"), "invalid_request");
    }

    @Test
    void tokenForAnotherAudienceIsRefused() {
        TestClient thirdParty =
                TestClient.thirdParty(provider, "elsewhere", Set.of("authorization_code"));
        String verifier = Secrets.random();
        Map<String, String> request = new HashMap<>(thirdParty.signInRequest("openid", verifier));
        request.put("resource", "https://data.example");
        thirdParty.authorize(request);
        HttpResponse<String> signedIn = thirdParty.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> authorized = thirdParty.browser().get(Browser.location(signedIn));
        String code = Browser.query(Browser.location(authorized)).getOrDefault("code", "");
        String subject = accessToken(TestClient.json(thirdParty.exchangeCode(code, verifier)));
        assertThat(TestClient.claims(subject).getAudience())
                .isEqualTo(List.of("https://data.example"));
        assertRefused(orchestrator.exchange(subject, "openid"), "invalid_request");
    }

    @Test
    void expiredForgedAndRevokedTokensAreRefused() {
        TestClient dashboard = TestClient.dashboard(provider);
        String revoked = accessToken(dashboard.tokens("alice", SCOPE));
        dashboard.call("/revoke", Map.of("token", revoked));
        assertRefused(orchestrator.exchange(revoked, "openid"), "invalid_request");

        String good = accessToken(dashboard.tokens("alice", SCOPE));
        String forged = good.substring(0, good.lastIndexOf('.')) + ".AAAA";
        assertRefused(orchestrator.exchange(forged, "openid"), "invalid_request");

        provider.clock().advance(Duration.ofHours(1));
        assertRefused(orchestrator.exchange(good, "openid"), "invalid_request");
    }

    @Test
    void idTokenIsNoAccessToken() {
        String idToken =
                TestClient.dashboard(provider).tokens("alice", SCOPE).path("id_token").asString();
        assertRefused(orchestrator.exchange(idToken, "openid"), "invalid_request");
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(TestClient.json(response).path("error").asString()).isEqualTo(error);
    }

    private static String accessToken(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }
}
