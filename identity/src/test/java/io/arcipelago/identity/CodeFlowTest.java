package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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

class CodeFlowTest {

    private static final String SCOPE = "openid profile email offline_access deployments:read";

    private final Provider provider = Provider.shared();
    private final TestClient dashboard = TestClient.dashboard(provider);

    @Test
    void signInGivesAccessIdAndRefreshToken() throws Exception {
        String verifier = Secrets.random();
        HttpResponse<String> first = dashboard.authorize(dashboard.signInRequest(SCOPE, verifier));
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(Browser.location(first)).isEqualTo("/identity/login");

        HttpResponse<String> signedIn = dashboard.browser().signIn("alice", Provider.PASSWORD);
        assertThat(Browser.location(signedIn)).startsWith("/identity/authorize?");
        HttpResponse<String> authorized = dashboard.browser().get(Browser.location(signedIn));
        assertThat(Browser.location(authorized)).startsWith(dashboard.redirectUri() + "?");
        Map<String, String> answer = Browser.query(Browser.location(authorized));
        assertThat(answer).containsEntry("state", "state-of-dashboard").containsKey("code");

        HttpResponse<String> response =
                dashboard.exchangeCode(answer.getOrDefault("code", ""), verifier);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        JsonNode tokens = TestClient.json(response);
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(tokens.path("refresh_token").asString()).hasSize(43);

        String accessToken = tokens.path("access_token").asString();
        SignedJWT jwt = SignedJWT.parse(accessToken);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        JWKSet keys = JWKSet.parse(dashboard.browser().get("/identity/jwk").body());
        assertThat(
                        jwt.verify(
                                new RSASSAVerifier(
                                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(provider.issuer());
        assertThat(claims.getAudience()).containsExactly("arcipelago");
        assertThat(claims.getSubject()).matches("[0-9a-f-]{36}");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("dashboard");
        assertThat(Set.of(claims.getStringClaim("scope").split(" ")))
                .isEqualTo(Set.of(SCOPE.split(" ")));
        assertThat(claims.getStringListClaim("groups")).containsExactly("astro");
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo("alice");
        assertThat(claims.getStringClaim("email")).isEqualTo("alice@arcipelago.example");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofHours(1)));
        assertThat(claims.getNotBeforeTime()).isEqualTo(claims.getIssueTime());
        assertThat(claims.getJWTID()).isNotBlank();

        JWTClaimsSet id = TestClient.claims(tokens.path("id_token").asString());
        assertThat(id.getAudience()).containsExactly("dashboard");
        assertThat(id.getSubject()).isEqualTo(claims.getSubject());
        assertThat(id.getStringClaim("nonce")).isEqualTo("nonce-of-dashboard");
        assertThat(id.getLongClaim("auth_time"))
                .isEqualTo(provider.clock().instant().getEpochSecond());
        assertThat(id.getStringListClaim("groups")).containsExactly("astro");
    }

    @Test
    void secondVisitNeedsNoPassword() {
        dashboard.tokens("alice", SCOPE);
        HttpResponse<String> again =
                dashboard.authorize(dashboard.signInRequest(SCOPE, Secrets.random()));
        assertThat(Browser.query(Browser.location(again))).containsKey("code");
    }

    @Test
    void codeWithoutOfflineAccessGivesNoRefreshToken() {
        JsonNode tokens = dashboard.tokens("alice", "openid");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(TestClient.claims(tokens.path("access_token").asString()).getClaims())
                .doesNotContainKeys("name", "preferred_username", "email");
    }

    @Test
    void signInRequestWithoutChallengeIsRefused() {
        Map<String, String> request = dashboard.signInRequest(SCOPE, Secrets.random());
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        assertRefusedAtClient(dashboard, request, "invalid_request");
    }

    @Test
    void plainChallengeIsRefused() {
        Map<String, String> request = dashboard.signInRequest(SCOPE, Secrets.random());
        request.put("code_challenge_method", "plain");
        assertRefusedAtClient(dashboard, request, "invalid_request");
    }

    @Test
    void unregisteredScopeIsRefused() {
        Map<String, String> request =
                dashboard.signInRequest("openid everything", Secrets.random());
        assertRefusedAtClient(dashboard, request, "invalid_scope");
    }

    @Test
    void codeWithoutVerifierIsRefused() {
        String code = dashboard.code("alice", SCOPE, Secrets.random());
        HttpResponse<String> response =
                dashboard.call(
                        "/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                dashboard.redirectUri()));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo("invalid_grant");
    }

    @Test
    void codeWithWrongVerifierIsRefusedAndCodeStaysGood() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        HttpResponse<String> wrong = dashboard.exchangeCode(code, Secrets.random());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(error(wrong)).isEqualTo("invalid_grant");
        assertThat(dashboard.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
    }

    @Test
    void codeUsedTwiceRevokesWhatItGave() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        JsonNode tokens = TestClient.json(dashboard.exchangeCode(code, verifier));
        String accessToken = tokens.path("access_token").asString();
        TestClient orchestrator = TestClient.orchestrator(provider);
        assertThat(orchestrator.seesActive(accessToken)).isTrue();

        HttpResponse<String> replay = dashboard.exchangeCode(code, verifier);
        assertThat(replay.statusCode()).isEqualTo(400);
        assertThat(error(replay)).isEqualTo("invalid_grant");
        assertThat(orchestrator.seesActive(accessToken)).isFalse();
        assertThat(dashboard.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void expiredCodeIsRefused() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        provider.clock().advance(Duration.ofMinutes(3));
        assertThat(error(dashboard.exchangeCode(code, verifier))).isEqualTo("invalid_grant");
    }

    @Test
    void codeOfAnotherClientIsRefused() {
        TestClient other =
                TestClient.thirdParty(provider, "code-thief", Set.of("authorization_code"));
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        HttpResponse<String> response = other.exchangeCode(code, verifier);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo("invalid_grant");
    }

    @Test
    void redirectUriIsComparedToTheLetter() {
        for (String uri :
                List.of(
                        provider.publicUrl() + "/ui/callback/",
                        provider.publicUrl() + "/ui/callback?x=1",
                        "http://localhost:1/ui/callback",
                        "https://evil.example/ui/callback")) {
            Map<String, String> request = dashboard.signInRequest(SCOPE, Secrets.random());
            request.put("redirect_uri", uri);
            HttpResponse<String> response = dashboard.authorize(request);
            assertThat(response.statusCode()).as(uri).isEqualTo(400);
            assertThat(Browser.location(response)).as(uri).isEmpty();
        }
    }

    @Test
    void codeIsGoodForItsOwnRedirectUriOnly() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        TestClient elsewhere =
                new TestClient(
                        provider,
                        dashboard.browser(),
                        "dashboard",
                        "",
                        provider.publicUrl() + "/ui/");
        assertThat(error(elsewhere.exchangeCode(code, verifier))).isEqualTo("invalid_grant");
    }

    @Test
    void commandLineMayListenOnAnyPortOfTheLoopbackAddress() {
        for (String uri : List.of("http://127.0.0.1:49213/callback", "http://[::1]:5/callback")) {
            TestClient cli = new TestClient(provider, new Browser(provider), "cli", "", uri);
            JsonNode tokens = cli.tokens("bruno", SCOPE);
            assertThat(TestClient.claims(tokens.path("access_token").asString()).getClaim("groups"))
                    .isEqualTo(List.of("bio"));
        }
        TestClient elsewhere =
                new TestClient(
                        provider, new Browser(provider), "cli", "", "http://127.0.0.1:1/other");
        assertThat(
                        elsewhere
                                .authorize(elsewhere.signInRequest(SCOPE, Secrets.random()))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void forgedHostChangesNeitherIssuerNorRedirect() {
        Browser browser = new Browser(provider);
        String address = "http://127.0.0.1:" + provider.port();
        JsonNode metadata =
                TestClient.json(
                        browser.get(address + "/identity/.well-known/openid-configuration"));
        assertThat(metadata.path("issuer").asString()).isEqualTo(provider.issuer());
        assertThat(metadata.path("token_endpoint").asString())
                .isEqualTo(provider.issuer() + "/token");

        HttpResponse<String> response =
                browser.get(
                        address
                                + "/identity/authorize?"
                                + Browser.encode(dashboard.signInRequest(SCOPE, Secrets.random())));
        assertThat(Browser.location(response)).isEqualTo("/identity/login");

        HttpResponse<String> token =
                browser.post(
                        address + "/identity/token",
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "orchestrator",
                                "client_secret", provider.orchestratorSecret()));
        assertThat(
                        TestClient.claims(TestClient.json(token).path("access_token").asString())
                                .getIssuer())
                .isEqualTo(provider.issuer());
    }

    @Test
    void administratorsScopesAreForAdministratorsOnly() {
        String scope = "openid iam:admin.read";
        JsonNode alice = TestClient.dashboard(provider).tokens("alice", scope);
        assertThat(TestClient.claims(alice.path("access_token").asString()).getClaim("scope"))
                .isEqualTo("openid");
        assertThat(alice.path("scope").asString()).isEqualTo("openid");
        JsonNode carla = TestClient.dashboard(provider).tokens("carla", scope);
        assertThat(TestClient.claims(carla.path("access_token").asString()).getClaim("scope"))
                .isEqualTo("iam:admin.read openid");
    }

    @Test
    void audienceOutsideTheRegistrationIsRefused() {
        TestClient client =
                TestClient.thirdParty(provider, "audience-client", Set.of("client_credentials"));
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials"));
        form.put("resource", "https://data.example");
        JsonNode granted = TestClient.json(client.call("/token", form));
        assertThat(TestClient.claims(granted.path("access_token").asString()).getAudience())
                .containsExactly("https://data.example");
        form.put("resource", "https://elsewhere.example");
        HttpResponse<String> refused = client.call("/token", form);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_target");
    }

    private static void assertRefusedAtClient(
            TestClient client, Map<String, String> request, String error) {
        HttpResponse<String> response = client.authorize(request);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(Browser.location(response)).startsWith(client.redirectUri() + "?");
        assertThat(Browser.query(Browser.location(response)))
                .containsEntry("error", error)
                .doesNotContainKey("code");
    }

    private static String error(HttpResponse<String> response) {
        return TestClient.json(response).path("error").asString();
    }
}
