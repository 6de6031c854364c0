package io.arcipelago.identity.testing;

import io.arcipelago.identity.Secrets;
import io.arcipelago.platform.testing.TestProofs;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client that proves with each request that it has its key (RFC 9449). */
public record KeyedClient(TestClient client, TestProofs key) {

    /** The client with a new key. */
    public static KeyedClient of(TestClient client) {
        return new KeyedClient(client, TestProofs.withNewKey(client.provider().clock()));
    }

    /** A good proof for an endpoint below the issuer that is asked for without a token. */
    public String proof(String endpoint) {
        return key.proof("POST", client.provider().issuer() + endpoint);
    }

    /** Asks the token endpoint with a good proof. */
    public HttpResponse<String> token(Map<String, String> form) {
        return client.call("/token", form, "DPoP", proof("/token"));
    }

    /** Exchanges a code with a good proof. */
    public HttpResponse<String> exchangeCode(String code, String verifier) {
        return token(codeForm(code, verifier));
    }

    /** The request that exchanges a code. */
    public Map<String, String> codeForm(String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirectUri());
        form.put("code_verifier", verifier);
        return form;
    }

    /** Uses a refresh token with a good proof. */
    public HttpResponse<String> refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Signs the person in and exchanges the code with a good proof. */
    public JsonNode tokens(String username, String scope) {
        String verifier = Secrets.random();
        HttpResponse<String> answer =
                exchangeCode(client.code(username, scope, verifier), verifier);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return TestClient.json(answer);
    }

    /** GETs a path below the issuer with the token and a good proof. */
    public HttpResponse<String> get(String path, String token) {
        String proof = key.proof("GET", client.provider().issuer() + path, token);
        return client.browser()
                .get("/identity" + path, "Authorization", "DPoP " + token, "DPoP", proof);
    }
}
