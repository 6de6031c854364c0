package io.arcipelago.identity.factor;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A person of one test, who may come to have an authenticator app. */
final class FactorUser {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Provider provider;
    private final String username;
    private final AccountId id;
    private final AtomicReference<String> key = new AtomicReference<>("");

    private FactorUser(Provider provider, String username, AccountId id) {
        this.provider = provider;
        this.username = username;
        this.id = id;
    }

    static FactorUser create(Provider provider) {
        String username = "person" + NUMBER.incrementAndGet();
        AccountId id =
                provider.bean(Accounts.class)
                        .create(
                                username,
                                "Person",
                                username + "@example.org",
                                provider.bean(PasswordHashes.class).hash(Provider.PASSWORD),
                                provider.clock().instant());
        return new FactorUser(provider, username, id);
    }

    String username() {
        return username;
    }

    AccountId id() {
        return id;
    }

    /** A caller with a token of a sign-in with the password alone. */
    TokenClient caller() {
        return TokenClient.of(provider, username, "openid");
    }

    /** Sets an app up through the API and returns the recovery codes. */
    List<String> enableApp() {
        TokenClient caller = caller();
        JsonNode setUp =
                TestClient.json(caller.send("PUT", "/iam/authenticator-app/add-secret", "", ""));
        key.set(setUp.path("secret").asString());
        HttpResponse<String> enabled = send(caller, "enable", code());
        if (enabled.statusCode() != 200) {
            throw new AssertionError(enabled + " " + enabled.body());
        }
        // The code is used up; what follows comes later than the set-up.
        provider.clock().advance(Duration.ofSeconds(60));
        return strings(TestClient.json(enabled).path("recoveryCodes"));
    }

    /** Posts a code as a form. */
    static HttpResponse<String> send(TokenClient caller, String what, String code) {
        return caller.send(
                "POST",
                "/iam/authenticator-app/" + what,
                "application/x-www-form-urlencoded",
                Browser.encode(Map.of("code", code)));
    }

    void useKey(String secret) {
        key.set(secret);
    }

    /** The code that the app shows now. */
    String code() {
        return Totp.code(key.get(), Totp.stepAt(provider.clock().instant()));
    }

    /** Passes the page of the second factor and returns its answer. */
    HttpResponse<String> showFactor(Browser browser, String code) {
        Map<String, String> form =
                new LinkedHashMap<>(
                        Map.of(
                                "_csrf",
                                Browser.hiddenFields(browser.get("/identity/factor").body())
                                        .getOrDefault("_csrf", "")));
        form.put("code", code);
        return browser.post("/identity/factor", form);
    }

    /** The tokens after a sign-in with password and app; the time goes on by one step. */
    JsonNode tokensWithApp(TestClient client, String scope) {
        String verifier = Secrets.random();
        client.authorize(client.signInRequest(scope, verifier));
        client.browser().signIn(username, Provider.PASSWORD);
        HttpResponse<String> shown = showFactor(client.browser(), code());
        HttpResponse<String> back = client.browser().get(Browser.location(shown));
        provider.clock().advance(Duration.ofSeconds(30));
        String code = Browser.query(Browser.location(back)).getOrDefault("code", "");
        return TestClient.json(client.exchangeCode(code, verifier));
    }

    static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
