package io.arcipelago.identity.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.KeyedClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client gets that proves to have a key, grant by grant, and who can use it. */
class BoundTokensTest {

    private static final String SCOPE = "openid profile offline_access";
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final Provider provider = Provider.shared();
    private final KeyedClient dashboard = KeyedClient.of(TestClient.dashboard(provider));

    private static void bound(JsonNode answer, KeyedClient client) throws ParseException {
        assertThat(answer.path("token_type").asString()).isEqualTo("DPoP");
        JWTClaimsSet claims = TestClient.claims(answer.path("access_token").asString());
        assertThat(claims.getJSONObjectClaim("cnf"))
                .isEqualTo(Map.of("jkt", client.key().thumbprint()));
    }

    private static JsonNode good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestClient.json(answer);
    }

    private static void invalidGrant(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestClient.json(answer).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void codeAndRefreshTokenGiveTokensOfTheKey() throws Exception {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        bound(first, dashboard);
        assertThat(TestClient.claims(first.path("id_token").asString()).getClaims())
                .doesNotContainKey("cnf");
        bound(good(dashboard.refresh(first.path("refresh_token").asString())), dashboard);
    }

    @Test
    void withoutProofTokensStayBearerTokens() {
        JsonNode tokens = dashboard.client().tokens("alice", SCOPE);
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(TestClient.claims(tokens.path("access_token").asString()).getClaims())
                .doesNotContainKey("cnf");
    }

    @Test
    void clientsOwnTokenIsBound() throws Exception {
        KeyedClient service = KeyedClient.of(ScopedClient.ofTheProduct(provider, "keyed-service"));
        bound(
                good(service.token(Map.of("grant_type", "client_credentials", "scope", "profile"))),
                service);
    }

    @Test
    void devicesTokensAreBound() throws Exception {
        KeyedClient cli =
                KeyedClient.of(
                        new TestClient(
                                provider, new Browser(provider), "cli", "", "http://127.0.0.1/"));
        JsonNode codes = good(cli.client().call("/devicecode", Map.of("scope", SCOPE)));
        Browser alice = new Browser(provider);
        alice.get("/identity/device");
        alice.signIn("alice", Provider.PASSWORD);
        Map<String, String> form =
                new LinkedHashMap<>(Browser.hiddenFields(alice.get("/identity/device").body()));
        form.put("user_code", codes.path("user_code").asString());
        Map<String, String> answer =
                new LinkedHashMap<>(
                        Browser.hiddenFields(alice.post("/identity/device", form).body()));
        answer.put("decision", "approve");
        answer.put("scope", SCOPE);
        alice.post("/identity/device/answer", answer);
        JsonNode tokens =
                good(
                        cli.token(
                                Map.of(
                                        "grant_type",
                                        DEVICE,
                                        "device_code",
                                        codes.path("device_code").asString())));
        bound(tokens, cli);
        invalidGrant(cli.client().refresh(tokens.path("refresh_token").asString(), ""));
        bound(good(cli.refresh(tokens.path("refresh_token").asString())), cli);
    }

    @Test
    void exchangedTokenIsBoundToTheKeyOfWhoExchanges() throws Exception {
        KeyedClient orchestrator = KeyedClient.of(TestClient.orchestrator(provider));
        String subject = dashboard.tokens("alice", SCOPE).path("access_token").asString();
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", EXCHANGE);
        form.put("subject_token", subject);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        form.put("scope", "openid offline_access");
        JsonNode tokens = good(orchestrator.token(form));
        bound(tokens, orchestrator);
        assertThat(
                        orchestrator
                                .client()
                                .refresh(tokens.path("refresh_token").asString(), "")
                                .statusCode())
                .as("a confidential client's refresh token is bound to the client itself")
                .isEqualTo(200);
    }

    @Test
    void refreshTokenStolenFromAPublicClientIsUseless() {
        String stolen = dashboard.tokens("alice", SCOPE).path("refresh_token").asString();
        KeyedClient thief = KeyedClient.of(TestClient.dashboard(provider));
        invalidGrant(thief.client().refresh(stolen, ""));
        invalidGrant(thief.refresh(stolen));
        assertThat(dashboard.refresh(stolen).statusCode())
                .as("a refused use does not use it up")
                .isEqualTo(200);
    }

    @Test
    void refreshTokenIsBoundFromTheFirstProofOn() {
        JsonNode unbound = dashboard.client().tokens("alice", SCOPE);
        JsonNode next = good(dashboard.refresh(unbound.path("refresh_token").asString()));
        String refreshToken = next.path("refresh_token").asString();
        invalidGrant(dashboard.client().refresh(refreshToken, ""));
        assertThat(dashboard.refresh(refreshToken).statusCode()).isEqualTo(200);
    }

    @Test
    void introspectionTellsTheKey() {
        String token = dashboard.tokens("alice", SCOPE).path("access_token").asString();
        JsonNode told =
                good(TestClient.orchestrator(provider).call("/introspect", Map.of("token", token)));
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("token_type").asString()).isEqualTo("DPoP");
        assertThat(told.path("cnf").path("jkt").asString()).isEqualTo(dashboard.key().thumbprint());
    }

    @Test
    void discoveryTellsTheAlgorithms() {
        JsonNode metadata =
                good(new Browser(provider).get("/identity/.well-known/openid-configuration"));
        assertThat(metadata.path("dpop_signing_alg_values_supported").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("ES256", "ES384", "PS256", "RS256");
    }

    @Test
    void ownRoutesWantTheProofToo() {
        String token = dashboard.tokens("alice", SCOPE).path("access_token").asString();
        for (String path : new String[] {"/userinfo", "/scim/Me", "/iam/account/me/clients"}) {
            assertThat(dashboard.get(path, token).statusCode()).as(path).isEqualTo(200);
            HttpResponse<String> asBearer =
                    new Browser(provider)
                            .get("/identity" + path, "Authorization", "Bearer " + token);
            assertThat(asBearer.statusCode()).as(path).isEqualTo(401);
            assertThat(asBearer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .as(path)
                    .startsWith("DPoP error=\"invalid_token\"");
            String replayed = dashboard.key().proof("GET", provider.issuer() + path, token);
            String[] headers = {"Authorization", "DPoP " + token, "DPoP", replayed};
            new Browser(provider).get("/identity" + path, headers);
            assertThat(new Browser(provider).get("/identity" + path, headers).statusCode())
                    .as("a proof serves once at " + path)
                    .isEqualTo(401);
        }
    }

    @Test
    void registrationDoesNotTakeABoundTokenForABearers() {
        String token = dashboard.tokens("alice", SCOPE).path("access_token").asString();
        String path = "/iam/api/client-registration/no-such-client";
        assertThat(dashboard.get(path, token).statusCode()).isEqualTo(404);
        assertThat(
                        new Browser(provider)
                                .get("/identity" + path, "Authorization", "Bearer " + token)
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void bearerTokenIsRefusedAtUserInfoInTheOtherScheme() {
        String token = dashboard.client().tokens("alice", SCOPE).path("access_token").asString();
        assertThat(dashboard.get("/userinfo", token).statusCode()).isEqualTo(401);
    }

    @Test
    void boundTokenEndsAsAnyOther() {
        String token = dashboard.tokens("alice", SCOPE).path("access_token").asString();
        provider.clock().advance(Duration.ofHours(2));
        assertThat(dashboard.get("/userinfo", token).statusCode()).isEqualTo(401);
    }

    @Test
    void proofOfAStrangerToTheProviderIsNotLookedAt() {
        TestClient stranger =
                new TestClient(
                        provider, new Browser(provider), "orchestrator", Secrets.random(), "");
        assertThat(
                        KeyedClient.of(stranger)
                                .token(Map.of("grant_type", "client_credentials"))
                                .statusCode())
                .isEqualTo(401);
    }
}
