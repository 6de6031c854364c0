package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RefreshTest {

    private static final String SCOPE = "openid profile offline_access deployments:read";

    private final Provider provider = Provider.shared();
    private final TestClient dashboard = TestClient.dashboard(provider);

    @Test
    void refreshReplacesTheTokenAndKeepsTheGrant() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        HttpResponse<String> response = dashboard.refresh(refreshToken(first), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode second = TestClient.json(response);
        assertThat(refreshToken(second)).isNotEqualTo(refreshToken(first));
        assertThat(claim(second, "scope")).isEqualTo(claim(first, "scope"));
        assertThat(claim(second, "sub")).isEqualTo(claim(first, "sub"));
        assertThat(claim(second, "jti")).isNotEqualTo(claim(first, "jti"));
        assertThat(TestClient.claims(second.path("id_token").asString()).getClaim("nonce"))
                .isNull();
        assertThat(TestClient.json(dashboard.refresh(refreshToken(second), "")).has("access_token"))
                .isTrue();
    }

    @Test
    void replacedTokenStillWorksForAMoment() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        dashboard.refresh(refreshToken(first), "");
        provider.clock().advance(Duration.ofSeconds(20));
        assertThat(dashboard.refresh(refreshToken(first), "").statusCode()).isEqualTo(200);
    }

    @Test
    void replacedTokenThatComesBackLaterRevokesTheWholeFamily() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        JsonNode second = TestClient.json(dashboard.refresh(refreshToken(first), ""));
        TestClient orchestrator = TestClient.orchestrator(provider);
        provider.clock().advance(Duration.ofSeconds(31));
        assertThat(orchestrator.seesActive(second.path("access_token").asString())).isTrue();

        HttpResponse<String> stolen = dashboard.refresh(refreshToken(first), "");
        assertThat(stolen.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(stolen).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(dashboard.refresh(refreshToken(second), "").statusCode()).isEqualTo(400);
        assertThat(orchestrator.seesActive(second.path("access_token").asString())).isFalse();
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.grant.revoked.v1");
    }

    @Test
    void narrowedTokenCanBeWidenedAgainButNotBeyondTheGrant() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        JsonNode narrow = TestClient.json(dashboard.refresh(refreshToken(first), "openid"));
        assertThat(claim(narrow, "scope")).isEqualTo("openid");
        JsonNode wide = TestClient.json(dashboard.refresh(refreshToken(narrow), ""));
        assertThat(claim(wide, "scope")).isEqualTo(claim(first, "scope"));
        HttpResponse<String> wider =
                dashboard.refresh(refreshToken(wide), "openid deployments:write");
        assertThat(wider.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(wider).path("error").asString()).isEqualTo("invalid_scope");
        // The refused request did not use the token up.
        provider.clock().advance(Duration.ofMinutes(1));
        assertThat(dashboard.refresh(refreshToken(wide), "").statusCode()).isEqualTo(200);
    }

    @Test
    void expiredTokenIsRefused() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        provider.clock().advance(Duration.ofDays(30));
        assertThat(dashboard.refresh(refreshToken(first), "").statusCode()).isEqualTo(400);
    }

    @Test
    void tokenOfAnotherClientIsRefused() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        HttpResponse<String> response =
                TestClient.orchestrator(provider).refresh(refreshToken(first), "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(dashboard.refresh(refreshToken(first), "").statusCode()).isEqualTo(200);
    }

    @Test
    void revokedTokenIsRefusedWithItsAccessToken() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        HttpResponse<String> revoked =
                dashboard.call("/revoke", Map.of("token", refreshToken(first)));
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(dashboard.refresh(refreshToken(first), "").statusCode()).isEqualTo(400);
        assertThat(
                        TestClient.orchestrator(provider)
                                .seesActive(first.path("access_token").asString()))
                .isFalse();
    }

    @Test
    void lockedAccountGetsNothingAnyMore() {
        JsonNode first = dashboard.tokens("bruno", SCOPE);
        AccountId bruno = new AccountId(UUID.fromString(String.valueOf(claim(first, "sub"))));
        Accounts accounts = provider.bean(Accounts.class);
        accounts.setActive(bruno, false, provider.clock().instant());
        try {
            assertThat(dashboard.refresh(refreshToken(first), "").statusCode()).isEqualTo(400);
            assertThat(
                            TestClient.orchestrator(provider)
                                    .seesActive(first.path("access_token").asString()))
                    .isFalse();
        } finally {
            accounts.setActive(bruno, true, provider.clock().instant());
        }
    }

    @Test
    void tokensAndKeysSurviveARestart() {
        try (Provider own = Provider.start()) {
            TestClient client = TestClient.dashboard(own);
            JsonNode first = client.tokens("alice", SCOPE);
            String keys = client.browser().get("/identity/jwk").body();
            String secret = own.orchestratorSecret();

            own.restart();

            assertThat(client.browser().get("/identity/jwk").body()).isEqualTo(keys);
            assertThat(own.orchestratorSecret()).isEqualTo(secret);
            assertThat(
                            TestClient.orchestrator(own)
                                    .seesActive(first.path("access_token").asString()))
                    .isTrue();
            JsonNode second = TestClient.json(client.refresh(refreshToken(first), ""));
            assertThat(claim(second, "sub")).isEqualTo(claim(first, "sub"));
            assertThat(claim(second, "groups")).isEqualTo(List.of("astro"));
        }
    }

    private static String refreshToken(JsonNode tokens) {
        return tokens.path("refresh_token").asString();
    }

    private static Object claim(JsonNode tokens, String name) {
        return String.valueOf(
                        TestClient.claims(tokens.path("access_token").asString()).getClaim(name))
                .transform(text -> text.equals("[astro]") ? List.of("astro") : text);
    }
}
