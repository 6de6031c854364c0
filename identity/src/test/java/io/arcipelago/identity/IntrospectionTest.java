package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class IntrospectionTest {

    private static final String INACTIVE = "{\"active\":false}";

    private final Provider provider = Provider.shared();
    private final TestClient orchestrator = TestClient.orchestrator(provider);

    @Test
    void answerHasNumbersForTimesAndAListForTheAudience() {
        String token = token("alice", "openid profile email");
        JsonNode answer = TestClient.json(introspect(orchestrator, token));
        long now = provider.clock().instant().getEpochSecond();
        assertThat(answer.path("exp").isIntegralNumber()).isTrue();
        assertThat(answer.path("exp").asLong()).isBetween(now + 3598, now + 3600);
        assertThat(answer.path("iat").isIntegralNumber()).isTrue();
        assertThat(answer.path("aud").isArray()).isTrue();
        assertThat(answer.path("scope").asString().split(" "))
                .containsExactlyInAnyOrder("openid", "profile", "email");
        assertThat(answer.path("iss").asString()).isEqualTo(provider.issuer());
        assertThat(answer.path("iss").asString())
                .isEqualTo(
                        TestClient.json(
                                        new Browser(provider)
                                                .get("/identity/.well-known/openid-configuration"))
                                .path("issuer")
                                .asString())
                .isEqualTo(TestClient.claims(token).getIssuer());
        assertThat(answer.has("grant_id")).isFalse();
    }

    @Test
    void clientsOwnTokenIsDescribedWithoutAPerson() {
        String own =
                TestClient.json(
                                orchestrator.call(
                                        "/token", Map.of("grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        JsonNode answer = TestClient.json(introspect(orchestrator, own));
        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("sub").asString()).isEqualTo("orchestrator");
        assertThat(answer.has("username")).isFalse();
        assertThat(answer.has("groups")).isFalse();
    }

    @Test
    void suspendedPersonsTokenIsInactiveEverywhere() {
        String token = token("bruno", "openid");
        AccountId bruno = AccountId.parse(TestClient.claims(token).getSubject()).orElseThrow();
        Accounts accounts = provider.bean(Accounts.class);
        accounts.setActive(bruno, false, provider.clock().instant());
        try {
            assertThat(introspect(orchestrator, token).body()).isEqualTo(INACTIVE);
            assertThat(userInfo(token).statusCode()).isEqualTo(401);
            assertThat(orchestrator.exchange(token, "openid").statusCode()).isEqualTo(400);
        } finally {
            accounts.setActive(bruno, true, provider.clock().instant());
        }
        assertThat(orchestrator.seesActive(token)).isTrue();
    }

    @Test
    void suspendedClientsTokenIsInactiveAndItsRequestsAreRefused() {
        TestClient client =
                TestClient.thirdParty(provider, "suspended", Set.of("client_credentials"));
        Map<String, String> request = Map.of("grant_type", "client_credentials");
        String token =
                TestClient.json(client.call("/token", request)).path("access_token").asString();
        assertThat(orchestrator.seesActive(token)).isTrue();
        provider.bean(JdbcClient.class)
                .sql("update identity.client set active = false where id = 'suspended'")
                .update();
        assertThat(introspect(orchestrator, token).body()).isEqualTo(INACTIVE);
        assertThat(client.call("/token", request).statusCode()).isEqualTo(401);
        assertThat(introspect(client, token).statusCode()).isEqualTo(401);
    }

    @Test
    void revokedTokenIsInactiveWhileItsSiblingsLiveOn() {
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode first = dashboard.tokens("alice", "openid offline_access");
        JsonNode second =
                TestClient.json(dashboard.refresh(first.path("refresh_token").asString(), ""));
        String revoked = first.path("access_token").asString();
        dashboard.call("/revoke", Map.of("token", revoked, "token_type_hint", "refresh_token"));
        assertThat(introspect(orchestrator, revoked).body()).isEqualTo(INACTIVE);
        assertThat(userInfo(revoked).statusCode()).isEqualTo(401);
        assertThat(orchestrator.seesActive(second.path("access_token").asString())).isTrue();
        assertThat(dashboard.refresh(second.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void foreignClientLearnsNothingUnlessItMayIntrospect() {
        String token = token("alice", "openid");
        TestClient foreign =
                TestClient.thirdParty(provider, "foreigner", Set.of("client_credentials"));
        assertThat(introspect(foreign, token).body()).isEqualTo(INACTIVE);
        Clients clients = provider.bean(Clients.class);
        Client client = clients.find("foreigner").orElseThrow();
        clients.save(mayIntrospect(client), provider.clock().instant());
        assertThat(foreign.seesActive(token)).isTrue();
    }

    @Test
    void userInfoGivesEachScopeItsOwnClaims() {
        JsonNode email = TestClient.json(userInfo(token("alice", "openid email")));
        assertThat(email.path("email").asString()).isEqualTo("alice@arcipelago.example");
        assertThat(email.has("name")).isFalse();
        JsonNode profile = TestClient.json(userInfo(token("alice", "openid profile")));
        assertThat(profile.path("preferred_username").asString()).isEqualTo("alice");
        assertThat(profile.has("email")).isFalse();
        JsonNode bare = TestClient.json(userInfo(token("alice", "openid")));
        assertThat(List.of(bare.has("email"), bare.has("name"))).containsOnly(false);
        assertThat(userInfo(token("alice", "profile email")).statusCode()).isEqualTo(403);
    }

    private static Client mayIntrospect(Client client) {
        return new Client(
                client.id(),
                client.name(),
                client.secretHash(),
                client.redirectUris(),
                client.postLogoutRedirectUris(),
                client.grants(),
                client.scopes(),
                client.audiences(),
                client.requirePkce(),
                client.firstParty(),
                true,
                client.exchange(),
                client.accessTokenLife(),
                client.refreshTokenLife(),
                client.rotateRefreshTokens(),
                client.active());
    }

    private String token(String username, String scope) {
        return TestClient.dashboard(provider)
                .tokens(username, scope)
                .path("access_token")
                .asString();
    }

    private static HttpResponse<String> introspect(TestClient client, String token) {
        return client.call("/introspect", Map.of("token", token));
    }

    private HttpResponse<String> userInfo(String token) {
        return new Browser(provider).get("/identity/userinfo", "Authorization", "Bearer " + token);
    }
}
