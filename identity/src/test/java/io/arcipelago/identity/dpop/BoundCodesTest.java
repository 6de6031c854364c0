package io.arcipelago.identity.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.KeyedClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Codes that are good only together with a key of the client that asked for them. */
class BoundCodesTest {

    private final Provider provider = Provider.shared();
    private final KeyedClient dashboard = KeyedClient.of(TestClient.dashboard(provider));

    /** Sends the browser with the request and returns the code, signing alice in on the way. */
    private static String code(TestClient client, Map<String, String> request) {
        HttpResponse<String> answer = client.authorize(request);
        if (Browser.location(answer).endsWith("/login")) {
            answer =
                    client.browser()
                            .get(
                                    Browser.location(
                                            client.browser().signIn("alice", Provider.PASSWORD)));
        }
        String code = Browser.query(Browser.location(answer)).get("code");
        assertThat(code).as(answer + " " + answer.body()).isNotNull();
        return String.valueOf(code);
    }

    private static void invalidGrant(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestClient.json(answer).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void codeIsBoundToTheKeyThatTheRequestNames() {
        String verifier = Secrets.random();
        Map<String, String> request = dashboard.client().signInRequest("openid", verifier);
        request.put("dpop_jkt", dashboard.key().thumbprint());
        String code = code(dashboard.client(), request);
        KeyedClient thief = KeyedClient.of(TestClient.dashboard(provider));
        invalidGrant(thief.exchangeCode(code, verifier));
        invalidGrant(thief.client().exchangeCode(code, verifier));
        assertThat(dashboard.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
    }

    @Test
    void nameOfNoKeyIsRefused() {
        Map<String, String> request = dashboard.client().signInRequest("openid", Secrets.random());
        dashboard.client().tokens("alice", "openid");
        request.put("dpop_jkt", "x");
        assertThat(Browser.query(Browser.location(dashboard.client().authorize(request))))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
        HttpResponse<String> twice =
                dashboard
                        .client()
                        .browser()
                        .get(
                                "/identity/authorize?"
                                        + Browser.encode(request)
                                        + "&dpop_jkt="
                                        + dashboard.key().thumbprint());
        assertThat(Browser.query(Browser.location(twice))).doesNotContainKey("code");
    }

    @Test
    void proofAtThePushBindsTheCode() {
        KeyedClient service =
                KeyedClient.of(ScopedClient.ofTheProduct(provider, "pushes-with-key"));
        String verifier = Secrets.random();
        String code = pushedCode(service, verifier, Map.of(), "DPoP", service.proof("/par"));
        KeyedClient otherKey = KeyedClient.of(service.client());
        invalidGrant(otherKey.exchangeCode(code, verifier));
        invalidGrant(service.client().exchangeCode(code, verifier));
        assertThat(service.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
    }

    @Test
    void pushedNameOfAKeyBindsTheCode() {
        KeyedClient service =
                KeyedClient.of(ScopedClient.ofTheProduct(provider, "pushes-thumbprint"));
        Map<String, String> named = Map.of("dpop_jkt", service.key().thumbprint());
        String verifier = Secrets.random();
        String code = pushedCode(service, verifier, named);
        invalidGrant(KeyedClient.of(service.client()).exchangeCode(code, verifier));
        assertThat(service.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
        verifier = Secrets.random();
        code = pushedCode(service, verifier, named, "DPoP", service.proof("/par"));
        assertThat(service.exchangeCode(code, verifier).statusCode()).isEqualTo(200);
    }

    private static String pushedCode(
            KeyedClient service, String verifier, Map<String, String> further, String... headers) {
        TestClient client = service.client();
        Map<String, String> request = client.signInRequest("openid", verifier);
        request.putAll(further);
        HttpResponse<String> pushed = client.call("/par", request, headers);
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        return code(
                client,
                Map.of(
                        "client_id",
                        client.id(),
                        "request_uri",
                        TestClient.json(pushed).path("request_uri").asString()));
    }

    @Test
    void badPushesAreRefused() {
        KeyedClient service = KeyedClient.of(ScopedClient.ofTheProduct(provider, "pushes-badly"));
        Map<String, String> request = service.client().signInRequest("openid", Secrets.random());
        HttpResponse<String> wrongPlace =
                service.client().call("/par", request, "DPoP", service.proof("/token"));
        assertThat(wrongPlace.statusCode()).isEqualTo(400);
        assertThat(wrongPlace.body()).contains("invalid_dpop_proof");
        request.put("dpop_jkt", KeyedClient.of(service.client()).key().thumbprint());
        HttpResponse<String> twoKeys =
                service.client().call("/par", request, "DPoP", service.proof("/par"));
        assertThat(twoKeys.statusCode()).isEqualTo(400);
        assertThat(twoKeys.body()).contains("invalid_dpop_proof");
        request.put("dpop_jkt", "x");
        HttpResponse<String> noKey = service.client().call("/par", request);
        assertThat(noKey.statusCode()).isEqualTo(400);
        assertThat(noKey.body()).contains("invalid_request");
    }
}
