package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.key.KeySettings;
import io.arcipelago.identity.key.SigningAlgorithm;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KeyRotationTest {

    private static final String SCOPE = "openid profile iam:admin.read iam:admin.write";

    @Test
    void scheduleRotatesWithoutARestartAndOldTokensLiveOn() throws Exception {
        try (Provider provider =
                Provider.start(
                        "arcipelago.identity.keys.period=10d",
                        "arcipelago.identity.keys.publish-ahead=2d",
                        "arcipelago.identity.keys.retire-for=1s",
                        "arcipelago.identity.keys.cache-for=6h",
                        "arcipelago.identity.keys.check-every=100ms",
                        "arcipelago.scheduling.poll-interval=100ms")) {
            Browser browser = new Browser(provider);
            HttpResponse<String> keySet = browser.get("/identity/jwk");
            assertThat(keySet.headers().firstValue("Cache-Control").orElse(""))
                    .contains("max-age=21600");
            List<String> first = kids(provider);
            assertThat(first).hasSize(2);

            provider.clock().advance(Duration.ofDays(8));
            awaitKeys(provider, 4);
            TestClient dashboard = TestClient.dashboard(provider);
            assertThat(kid(accessToken(dashboard.tokens("alice", "openid")))).isIn(first);

            provider.clock().advance(Duration.ofDays(2).minusSeconds(1));
            String old = accessToken(dashboard.tokens("alice", "openid"));
            assertThat(kid(old)).isIn(first);
            provider.clock().advance(Duration.ofSeconds(1));
            awaitEvent(provider, "key.retired");
            String young = accessToken(TestClient.dashboard(provider).tokens("alice", "openid"));
            assertThat(kid(young)).isNotIn(first).isIn(kids(provider));
            assertThat(kids(provider)).containsAll(first);
            assertVerifies(provider, old);
            assertVerifies(provider, young);
            assertThat(TestClient.orchestrator(provider).seesActive(old)).isTrue();

            // The key's own retirement is short, but no token of it may be orphaned.
            provider.clock().advance(Duration.ofHours(1).minusSeconds(2));
            assertThat(TestClient.orchestrator(provider).seesActive(old)).isTrue();
            provider.clock().advance(Duration.ofSeconds(2));
            awaitKeys(provider, 2);
            assertThat(kids(provider)).doesNotContainAnyElementsOf(first);
            awaitEvent(provider, "key.removed");
        }
    }

    @Test
    void administratorRotatesAtOnceOrInDueTime() throws Exception {
        try (Provider provider = Provider.start()) {
            TestClient dashboard = TestClient.dashboard(provider);
            String admin = accessToken(dashboard.tokens("carla", SCOPE));
            List<String> first = kids(provider);

            assertThat(rotate(provider, admin, "").statusCode()).isEqualTo(200);
            assertThat(kids(provider)).hasSize(4).containsAll(first);
            assertThat(kid(accessToken(TestClient.dashboard(provider).tokens("alice", "openid"))))
                    .isIn(first);

            HttpResponse<String> now = rotate(provider, admin, "?now=true");
            assertThat(now.statusCode()).isEqualTo(200);
            assertThat(TestClient.json(now).findValuesAsString("state"))
                    .containsExactlyInAnyOrder("retired", "retired", "active", "active");
            assertThat(now.body()).doesNotContain("\"d\"");
            String young = accessToken(TestClient.dashboard(provider).tokens("alice", "openid"));
            assertThat(kid(young)).isNotIn(first);
            assertVerifies(provider, admin);
            assertThat(TestClient.orchestrator(provider).seesActive(admin)).isTrue();
            // The platform's own check of tokens follows, too.
            assertThat(rotate(provider, admin, "?now=true").statusCode()).isEqualTo(200);
            assertThat(provider.events().all().toString()).contains("key.active", "key.retired");
            provider.restart();
            assertThat(TestClient.orchestrator(provider).seesActive(young)).isTrue();
        }
    }

    @Test
    void onlyAdministratorsWithTheScopeRotate() {
        Provider provider = Provider.shared();
        String alice = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
        String carla =
                accessToken(
                        TestClient.dashboard(provider)
                                .tokens("carla", "openid profile iam:admin.read"));
        List<String> before = kids(provider);
        assertThat(rotate(provider, "", "").statusCode()).isEqualTo(401);
        assertThat(rotate(provider, alice, "?now=true").statusCode()).isEqualTo(403);
        assertThat(rotate(provider, carla, "?now=true").statusCode()).isEqualTo(403);
        assertThat(kids(provider)).isEqualTo(before);
        Browser browser = new Browser(provider);
        assertThat(browser.get("/identity/v1/keys").statusCode()).isEqualTo(401);
        assertThat(get(browser, "/identity/v1/keys", alice).statusCode()).isEqualTo(403);
        assertThat(get(browser, "/identity/v1/keys", carla).statusCode()).isEqualTo(200);
    }

    @Test
    void clientChoosesEs256AndOthersKeepRs256() throws Exception {
        try (Provider provider = Provider.start()) {
            String admin = accessToken(TestClient.dashboard(provider).tokens("carla", SCOPE));
            String path = "/identity/v1/clients/dashboard/token-settings";
            String body = "{\"signingAlgorithm\":\"ES256\"}";
            String alice = accessToken(TestClient.dashboard(provider).tokens("alice", SCOPE));
            assertThat(send(provider, "PUT", path, alice, body).statusCode()).isEqualTo(403);
            assertThat(send(provider, "PUT", path, "", body).statusCode()).isEqualTo(401);
            assertThat(send(provider, "PUT", path, admin, "{\"profile\":\"none\"}").statusCode())
                    .isEqualTo(400);
            assertThat(
                            send(provider, "PUT", path.replace("dashboard", "nobody"), admin, body)
                                    .statusCode())
                    .isEqualTo(404);
            HttpResponse<String> changed = send(provider, "PUT", path, admin, body);
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);

            JsonNode tokens = TestClient.dashboard(provider).tokens("carla", SCOPE);
            for (String kind : Set.of("access_token", "id_token")) {
                SignedJWT jwt = SignedJWT.parse(tokens.path(kind).asString());
                assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
                assertVerifies(provider, tokens.path(kind).asString());
            }
            assertThat(TestClient.orchestrator(provider).seesActive(accessToken(tokens))).isTrue();
            HttpResponse<String> read = get(new Browser(provider), path, accessToken(tokens));
            assertThat(read.body()).contains("ES256");
            TestClient orchestrator = TestClient.orchestrator(provider);
            String own =
                    accessToken(
                            TestClient.json(
                                    orchestrator.call(
                                            "/token",
                                            java.util.Map.of("grant_type", "client_credentials"))));
            assertThat(SignedJWT.parse(own).getHeader().getAlgorithm().getName())
                    .isEqualTo("RS256");
        }
    }

    @Test
    void keySetMustNotBeKeptLongerThanANewKeyIsAnnounced() {
        assertThatThrownBy(() ->
                        new KeySettings(
                                SigningAlgorithm.RS256,
                                Duration.ofDays(100),
                                Duration.ofHours(6),
                                Duration.ofDays(4),
                                Duration.ofHours(6),
                                Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cache-for");
    }

    private static void awaitKeys(Provider provider, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(kids(provider)).hasSize(count));
    }

    private static void awaitEvent(Provider provider, String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(provider.events().all())
                                .anyMatch(event -> event.type().contains(name)));
    }

    private static void assertVerifies(Provider provider, String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = keySet(provider).getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(key).as("the key of the token").isNotNull();
        assertThat(key.isPrivate()).isFalse();
        assertThat(
                        jwt.verify(
                                new DefaultJWSVerifierFactory()
                                        .createJWSVerifier(
                                                jwt.getHeader(),
                                                ((AsymmetricJWK) key).toPublicKey())))
                .isTrue();
    }

    private static JWKSet keySet(Provider provider) throws Exception {
        return JWKSet.parse(new Browser(provider).get("/identity/jwk").body());
    }

    private static List<String> kids(Provider provider) {
        return TestClient.json(new Browser(provider).get("/identity/jwk"))
                .findValuesAsString("kid");
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static HttpResponse<String> rotate(Provider provider, String token, String query) {
        return send(provider, "POST", "/identity/v1/keys/rotate" + query, token, "");
    }

    private static HttpResponse<String> get(Browser browser, String path, String token) {
        return browser.get(path, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(
            Provider provider, String method, String path, String token, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(provider.publicUrl() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String accessToken(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }
}
