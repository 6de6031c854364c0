package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EndpointsTest {

    private static final String SCOPE = "openid profile email offline_access";

    private final Provider provider = Provider.shared();
    private final Browser browser = new Browser(provider);

    @Test
    void discoveryNamesEndpointsBelowTheIssuer() {
        for (String name : Set.of("openid-configuration", "oauth-authorization-server")) {
            HttpResponse<String> response = browser.get("/identity/.well-known/" + name);
            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode metadata = TestClient.json(response);
            assertThat(metadata.path("issuer").asString()).isEqualTo(provider.issuer());
            Map<String, String> endpoints =
                    Map.of(
                            "authorization_endpoint", "/authorize",
                            "token_endpoint", "/token",
                            "jwks_uri", "/jwk",
                            "userinfo_endpoint", "/userinfo",
                            "introspection_endpoint", "/introspect",
                            "revocation_endpoint", "/revoke",
                            "end_session_endpoint", "/logout");
            endpoints.forEach((key, path) ->
                    assertThat(metadata.path(key).asString()).isEqualTo(provider.issuer() + path));
            assertThat(metadata.path("code_challenge_methods_supported").toString())
                    .isEqualTo("[\"S256\"]");
            assertThat(metadata.path("grant_types_supported").toString())
                    .contains("token-exchange")
                    .doesNotContain("password", "implicit");
            assertThat(metadata.path("scopes_supported").toString())
                    .contains("openid", "offline_access", "deployments:read")
                    .doesNotContain("iam:admin");
        }
    }

    @Test
    void clientThatDoesNotAuthenticateIsToldHow() {
        for (String endpoint : Set.of("/token", "/introspect", "/revoke", "/devicecode", "/par")) {
            HttpResponse<String> answer =
                    browser.post("/identity" + endpoint, Map.of("token", "x", "grant_type", "x"));
            assertThat(answer.statusCode()).as(endpoint).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(endpoint).isPresent();
            assertThat(answer.body()).as(endpoint).contains("invalid_client");
        }
    }

    @Test
    void keySetHoldsPublicHalvesAndMayBeCached() {
        HttpResponse<String> response = browser.get("/identity/jwk");
        assertThat(response.headers().firstValue("Cache-Control").orElse(""))
                .contains("max-age=3600");
        JsonNode key = TestClient.json(response).path("keys").path(0);
        assertThat(key.path("alg").asString()).isEqualTo("RS256");
        assertThat(key.path("kid").asString()).isNotBlank();
        for (String secret : Set.of("d", "p", "q", "dp", "dq", "qi")) {
            assertThat(key.has(secret)).as(secret).isFalse();
        }
    }

    @Test
    void userInfoFollowsTheScopesAndRevocationCountsAtOnce() {
        TestClient dashboard = TestClient.dashboard(provider);
        String token = dashboard.tokens("carla", SCOPE).path("access_token").asString();
        JsonNode claims = TestClient.json(userInfo(token));
        assertThat(claims.path("sub").asString()).isEqualTo(TestClient.claims(token).getSubject());
        assertThat(claims.path("preferred_username").asString()).isEqualTo("carla");
        assertThat(claims.path("email").asString()).isEqualTo("carla@arcipelago.example");
        assertThat(claims.path("groups").toString()).isEqualTo("[\"admins\",\"astro\",\"bio\"]");

        dashboard.call("/revoke", Map.of("token", token));
        assertThat(userInfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void userInfoNeedsAPersonsTokenWithOpenid() {
        TestClient orchestrator = TestClient.orchestrator(provider);
        String own =
                TestClient.json(
                                orchestrator.call(
                                        "/token", Map.of("grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        assertThat(userInfo(own).statusCode()).isEqualTo(403);
        assertThat(browser.get("/identity/userinfo").statusCode()).isEqualTo(401);
        assertThat(userInfo("nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void introspectionTellsTheRightClientOnly() {
        String token =
                TestClient.dashboard(provider)
                        .tokens("alice", SCOPE)
                        .path("access_token")
                        .asString();
        JsonNode answer =
                TestClient.json(
                        TestClient.orchestrator(provider)
                                .call("/introspect", Map.of("token", token)));
        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("client_id").asString()).isEqualTo("dashboard");
        assertThat(answer.path("username").asString()).isEqualTo("alice");
        assertThat(answer.path("iss").asString()).isEqualTo(provider.issuer());
        assertThat(answer.path("groups").toString()).isEqualTo("[\"astro\"]");
        assertThat(answer.path("aud").toString()).isEqualTo("[\"arcipelago\"]");
        assertThat(answer.path("exp").isNumber()).isTrue();

        TestClient curious =
                TestClient.thirdParty(provider, "curious", Set.of("client_credentials"));
        HttpResponse<String> hidden = curious.call("/introspect", Map.of("token", token));
        assertThat(hidden.body()).isEqualTo("{\"active\":false}");
        String own =
                TestClient.json(curious.call("/token", Map.of("grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        assertThat(curious.seesActive(own)).isTrue();

        assertThat(
                        TestClient.dashboard(provider)
                                .call("/introspect", Map.of("token", token))
                                .statusCode())
                .isEqualTo(401);
        assertThat(browser.post("/identity/introspect", Map.of("token", token)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void expiredTokenIsInactive() {
        TestClient orchestrator = TestClient.orchestrator(provider);
        String token =
                TestClient.dashboard(provider)
                        .tokens("alice", SCOPE)
                        .path("access_token")
                        .asString();
        provider.clock().advance(Duration.ofHours(1));
        assertThat(orchestrator.seesActive(token)).isFalse();
    }

    @Test
    void anotherClientCannotRevoke() {
        JsonNode tokens = TestClient.dashboard(provider).tokens("alice", SCOPE);
        TestClient other = TestClient.thirdParty(provider, "revoker", Set.of("client_credentials"));
        for (String kind : Set.of("access_token", "refresh_token")) {
            HttpResponse<String> response =
                    other.call("/revoke", Map.of("token", tokens.path(kind).asString()));
            assertThat(response.statusCode()).isEqualTo(400);
        }
        assertThat(
                        TestClient.orchestrator(provider)
                                .seesActive(tokens.path("access_token").asString()))
                .isTrue();
        assertThat(other.call("/revoke", Map.of("token", "unknown")).statusCode()).isEqualTo(200);
    }

    @Test
    void clientCredentialsGiveNeitherRefreshTokenNorUnregisteredScopes() {
        TestClient orchestrator = TestClient.orchestrator(provider);
        JsonNode tokens =
                TestClient.json(
                        orchestrator.call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "scope",
                                        "deployments:read")));
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(TestClient.claims(tokens.path("access_token").asString()).getSubject())
                .isEqualTo("orchestrator");
        HttpResponse<String> wider =
                orchestrator.call(
                        "/token",
                        Map.of("grant_type", "client_credentials", "scope", "iam:admin.write"));
        assertThat(TestClient.json(wider).path("error").asString()).isEqualTo("invalid_scope");
    }

    @Test
    void browserApplicationsOfOtherOriginsMayAskForTokensButNotWithCookies() {
        HttpResponse<String> response =
                browser.get(
                        "/identity/.well-known/openid-configuration",
                        "Origin",
                        "https://app.example");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void accountApiKnowsTheCallerAndAdministratorsOnly() {
        String alice = token("alice", "openid profile iam:admin.read");
        String carla = token("carla", "openid profile iam:admin.read");
        String carlaAsUser = token("carla", "openid profile");

        JsonNode me = TestClient.json(api("/identity/v1/me", alice));
        assertThat(me.path("username").asString()).isEqualTo("alice");
        assertThat(me.path("groups").toString()).isEqualTo("[\"astro\"]");
        assertThat(browser.get("/identity/v1/me").statusCode()).isEqualTo(401);

        for (String path : Set.of("/identity/v1/accounts", "/identity/v1/groups")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(api(path, alice).statusCode()).as(path).isEqualTo(403);
            assertThat(api(path, carlaAsUser).statusCode()).as(path).isEqualTo(403);
            assertThat(api(path, carla).statusCode()).as(path).isEqualTo(200);
        }
        HttpResponse<String> found = api("/identity/v1/accounts?search=BRUNO&size=1", carla);
        assertThat(found.body()).contains("bruno@arcipelago.example").doesNotContain("alice");
        assertThat(found.body()).doesNotContainIgnoringCase("hash").doesNotContain("bcrypt");
        JsonNode groups = TestClient.json(api("/identity/v1/groups?size=2", carla));
        assertThat(groups.findValuesAsString("name")).containsExactly("admins", "astro");
        assertThat(api("/identity/v1/groups?search=none-of-this", carla).body())
                .doesNotContain("astro");
    }

    private String token(String username, String scope) {
        return TestClient.dashboard(provider)
                .tokens(username, scope)
                .path("access_token")
                .asString();
    }

    private HttpResponse<String> api(String path, String token) {
        return browser.get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> userInfo(String token) {
        return api("/identity/userinfo", token);
    }
}
