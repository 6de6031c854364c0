package io.arcipelago.identity.pushed;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PushedRequestTest {

    private static final Set<String> CODE = Set.of("authorization_code", "refresh_token");

    private final Provider provider = Provider.shared();

    @Test
    void pushedRequestLeadsThroughSignInAndConsentToTokens() {
        TestClient client = TestClient.thirdParty(provider, "pushes", CODE);
        String verifier = Secrets.random();
        String uri = push(client, verifier);

        HttpResponse<String> first = visit(client, uri, Map.of());
        assertThat(Browser.location(first)).endsWith("/login");
        provider.clock().advance(Duration.ofMinutes(5));
        String back = Browser.location(client.browser().signIn("alice", Provider.PASSWORD));
        assertThat(back)
                .as("what was pushed stays out of the browser")
                .contains("request_uri=")
                .doesNotContain("redirect_uri", "code_challenge");
        HttpResponse<String> asked = client.browser().get(back);
        String page = client.browser().get(Browser.location(asked)).body();
        Map<String, String> form = new HashMap<>(Browser.hiddenFields(page));
        form.put("scope", "profile");
        String answer = Browser.location(client.browser().post("/identity/authorize", form));
        assertThat(answer).startsWith(client.redirectUri());
        assertThat(Browser.query(answer)).containsEntry("state", "state-of-pushes");
        JsonNode tokens =
                TestClient.json(
                        client.exchangeCode(
                                Browser.query(answer).getOrDefault("code", ""), verifier));
        assertThat(TestClient.claims(tokens.path("id_token").asString()).getClaims())
                .containsEntry("nonce", "nonce-of-pushes");
    }

    @Test
    void requestIsTakenByOneBrowserOnce() {
        TestClient client = TestClient.thirdParty(provider, "pushes-once", CODE);
        String uri = push(client, Secrets.random());
        assertThat(Browser.location(visit(client, uri, Map.of()))).endsWith("/login");
        refused(
                new Browser(provider)
                        .get(
                                "/identity/authorize?"
                                        + Browser.encode(
                                                Map.of(
                                                        "client_id",
                                                        client.id(),
                                                        "request_uri",
                                                        uri))));
    }

    @Test
    void requestIsOfItsClientAndForAMinute() {
        TestClient client = TestClient.thirdParty(provider, "pushes-own", CODE);
        TestClient other = TestClient.thirdParty(provider, "pushes-not", CODE);
        String uri = push(client, Secrets.random());
        refused(visit(other, uri, Map.of()));
        provider.clock().advance(Duration.ofSeconds(61));
        refused(visit(client, uri, Map.of()));
        refused(visit(client, "https://evil.example/request", Map.of()));
        refused(visit(client, "urn:ietf:params:oauth:request_uri:x", Map.of()));
    }

    @Test
    void whatTheBrowserAddsDoesNotCount() {
        TestClient client = TestClient.thirdParty(provider, "pushes-all", CODE);
        String uri = push(client, Secrets.random());
        HttpResponse<String> answer =
                visit(
                        client,
                        uri,
                        Map.of("redirect_uri", "https://evil.example/", "prompt", "none"));
        assertThat(Browser.location(answer)).endsWith("/login");
    }

    @Test
    void badPushIsRefusedAtOnceAndNothingIsStored() {
        TestClient client = TestClient.thirdParty(provider, "pushes-bad", CODE);
        Map<String, String> request = client.signInRequest("openid", Secrets.random());
        request.put("redirect_uri", "https://evil.example/");
        assertThat(client.call("/par", request).statusCode()).isEqualTo(400);
        request = client.signInRequest("openid iam:admin.write", Secrets.random());
        assertThat(client.call("/par", request).body()).contains("invalid_scope");
        request = client.signInRequest("openid", Secrets.random());
        assertThat(new Browser(provider).post("/identity/par", request).statusCode())
                .as("nobody pushes in another's name")
                .isEqualTo(401);
        assertThat(
                        provider.bean(JdbcClient.class)
                                .sql(
                                        "select count(*) from identity.pushed_request where"
                                                + " client_id = 'pushes-bad'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void storedRequestHoldsNeitherSecretNorRequestUri() {
        TestClient client = TestClient.thirdParty(provider, "pushes-post", CODE);
        Map<String, String> request = client.signInRequest("openid", Secrets.random());
        request.put("client_secret", client.secret());
        HttpResponse<String> pushed = new Browser(provider).post("/identity/par", request);
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        String uri = TestClient.json(pushed).path("request_uri").asString();
        String row =
                provider.bean(JdbcClient.class)
                        .sql(
                                "select r::text from identity.pushed_request r where client_id ="
                                        + " 'pushes-post'")
                        .query((columns, number) -> String.valueOf(columns.getString(1)))
                        .single();
        assertThat(row)
                .contains("code_challenge")
                .doesNotContain(client.secret(), uri.substring(uri.lastIndexOf(':') + 1));
    }

    @Test
    void clientThatMustPushGetsNowhereWithout() {
        TestClient client = TestClient.thirdParty(provider, "pushes-only", CODE);
        ApiClient admin = ApiClient.as(provider, "carla", "openid iam:admin.read iam:admin.write");
        HttpResponse<String> set =
                admin.put(
                        "/iam/api/clients/" + client.id(),
                        "{\"require_pushed_authorization_requests\":true}");
        assertThat(TestClient.json(set).path("require_pushed_authorization_requests").asBoolean())
                .as(set.body())
                .isTrue();
        Map<String, String> request = client.signInRequest("openid", Secrets.random());
        refused(client.authorize(request));
        refused(client.browser().post("/identity/authorize", request));
        assertThat(Browser.location(visit(client, push(client, Secrets.random()), Map.of())))
                .endsWith("/login");
        assertThat(
                        admin.post(
                                        "/iam/api/clients",
                                        """
                                        {"redirect_uris":["https://a.example/"],
                                         "token_endpoint_auth_method":"none",
                                         "require_pushed_authorization_requests":true}
                                        """)
                                .body())
                .contains("needs a client that authenticates");
    }

    @Test
    void discoveryNamesTheEndpoint() {
        JsonNode metadata =
                TestClient.json(
                        ApiClient.anonymous(provider).get("/.well-known/openid-configuration"));
        assertThat(metadata.path("pushed_authorization_request_endpoint").asString())
                .isEqualTo(provider.issuer() + "/par");
    }

    private static String push(TestClient client, String verifier) {
        HttpResponse<String> pushed =
                client.call("/par", client.signInRequest("openid profile", verifier));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        JsonNode body = TestClient.json(pushed);
        assertThat(body.path("expires_in").asInt()).isEqualTo(60);
        return body.path("request_uri").asString();
    }

    private static HttpResponse<String> visit(
            TestClient client, String uri, Map<String, String> further) {
        Map<String, String> request = new HashMap<>(further);
        request.put("client_id", client.id());
        request.put("request_uri", uri);
        return client.browser().get("/identity/authorize?" + Browser.encode(request));
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_request");
    }
}
