package io.arcipelago.identity.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OAuth client as a foreign program would be one, with a browser for the person.
 *
 * @param secret empty for a public client
 */
public record TestClient(
        Provider provider, Browser browser, String id, String secret, String redirectUri) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The dashboard, which is public. */
    public static TestClient dashboard(Provider provider) {
        return new TestClient(
                provider,
                new Browser(provider),
                "dashboard",
                "",
                provider.publicUrl() + "/ui/callback");
    }

    /** The orchestrator, which is confidential. */
    public static TestClient orchestrator(Provider provider) {
        return new TestClient(
                provider, new Browser(provider), "orchestrator", provider.orchestratorSecret(), "");
    }

    /** Registers a third party's confidential client and returns it. */
    public static TestClient thirdParty(Provider provider, String id, Set<String> grants) {
        String secret = Secrets.random();
        String redirectUri = "https://" + id + ".example/callback";
        provider.bean(Clients.class)
                .save(
                        new Client(
                                id,
                                "The <b>" + id + "</b>",
                                Optional.of(Secrets.digest(secret)),
                                Set.of(redirectUri),
                                Set.of(),
                                grants,
                                Set.of("openid", "profile", "email", "offline_access"),
                                Set.of("https://data.example"),
                                true,
                                false,
                                false,
                                Client.ExchangePolicy.none(),
                                Duration.ofHours(1),
                                Duration.ofDays(30),
                                true,
                                true),
                        provider.clock().instant());
        return new TestClient(provider, new Browser(provider), id, secret, redirectUri);
    }

    /** A good sign-in request with the challenge of this verifier. */
    public Map<String, String> signInRequest(String scope, String verifier) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", id);
        request.put("redirect_uri", redirectUri);
        request.put("scope", scope);
        request.put("state", "state-of-" + id);
        request.put("nonce", "nonce-of-" + id);
        request.put("code_challenge", Secrets.digest(verifier));
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** Sends the browser to the authorization endpoint. */
    public HttpResponse<String> authorize(Map<String, String> request) {
        return browser.get("/identity/authorize?" + Browser.encode(request));
    }

    /** Signs the person in and returns the code. */
    public String code(String username, String scope, String verifier) {
        HttpResponse<String> first = authorize(signInRequest(scope, verifier));
        if (Browser.location(first).endsWith("/login")) {
            HttpResponse<String> signedIn = browser.signIn(username, Provider.PASSWORD);
            first = browser.get(Browser.location(signedIn));
        }
        String code = Browser.query(Browser.location(first)).get("code");
        if (code == null) {
            throw new AssertionError("No code in " + first + " " + first.body());
        }
        return code;
    }

    /** Signs the person in and exchanges the code. */
    public JsonNode tokens(String username, String scope) {
        String verifier = Secrets.random();
        String code = code(username, scope, verifier);
        return json(exchangeCode(code, verifier));
    }

    /** Exchanges a code. */
    public HttpResponse<String> exchangeCode(String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        return call("/token", form);
    }

    /** Uses a refresh token; an empty scope asks for all. */
    public HttpResponse<String> refresh(String refreshToken, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        return call("/token", form);
    }

    /** Exchanges a person's token for one of this client's. */
    public HttpResponse<String> exchange(String subjectToken, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        form.put("scope", scope);
        return call("/token", form);
    }

    /** Sends a form to an endpoint below the issuer, authenticated as this client. */
    public HttpResponse<String> call(String endpoint, Map<String, String> form, String... headers) {
        if (secret.isEmpty()) {
            Map<String, String> named = new LinkedHashMap<>(form);
            named.put("client_id", id);
            return browser.post("/identity" + endpoint, named, headers);
        }
        String credentials =
                Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        List<String> all = new ArrayList<>(List.of("Authorization", "Basic " + credentials));
        all.addAll(List.of(headers));
        return browser.post("/identity" + endpoint, form, all.toArray(String[]::new));
    }

    /** Whether introspection by this client calls the token active. */
    public boolean seesActive(String token) {
        return json(call("/introspect", Map.of("token", token))).path("active").asBoolean();
    }

    /** The body of an answer. */
    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The claims of a token, without checking it. */
    public static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError("Not a JWT: " + token, e);
        }
    }
}
