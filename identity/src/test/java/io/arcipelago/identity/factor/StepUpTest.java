package io.arcipelago.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.DrivenProvider;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StepUpTest extends DrivenProvider {

    private static final String LOGIN = "/identity/login";
    private static final String FACTOR = "/identity/factor";
    private static final String SET_UP = "/identity/factor/set-up";

    @Test
    void clientThatWantsTwoFactorsGetsThemFromWhoHasNoneYet() throws Exception {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        Instant signedInAt = provider.clock().instant();
        client.tokens(user.username(), "openid");
        provider.clock().advance(Duration.ofMinutes(5));
        String verifier = Secrets.random();
        HttpResponse<String> asked =
                client.authorize(with(client, verifier, "acr_values", Proof.REFEDS_MFA));
        assertThat(Browser.location(asked)).isEqualTo(SET_UP);
        Browser browser = client.browser();
        HttpResponse<String> app =
                browser.post(SET_UP + "/app", Browser.hiddenFields(browser.get(SET_UP).body()));
        assertThat(app.body()).contains("data:image/png;base64,").doesNotContain("{{");
        String secret = app.body().replaceAll("(?s).*class=\"secret\">([A-Z2-7]+)<.*", "$1");
        user.useKey(secret);
        Map<String, String> wrong = Browser.hiddenFields(app.body());
        wrong.put("code", "000000");
        HttpResponse<String> again = browser.post(SET_UP + "/app/code", wrong);
        assertThat(again.body()).contains("role=\"alert\"", secret);
        Map<String, String> right = Browser.hiddenFields(again.body());
        right.put("code", user.code());
        HttpResponse<String> codes = browser.post(SET_UP + "/app/code", right);
        assertThat(codes.body()).contains("Your recovery codes", "/identity/factor/continue");
        HttpResponse<String> on = browser.get("/identity/factor/continue");
        HttpResponse<String> back = browser.get(Browser.location(on));
        JsonNode tokens =
                TestClient.json(
                        client.exchangeCode(
                                Browser.query(Browser.location(back)).getOrDefault("code", ""),
                                verifier));
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getStringClaim("acr")).isEqualTo(Proof.REFEDS_MFA);
        // A second factor is no new sign-in.
        assertThat(idToken.getLongClaim("auth_time")).isEqualTo(signedInAt.getEpochSecond());
        assertThat(Browser.location(browser.get(SET_UP))).isEqualTo(FACTOR);
    }

    @Test
    void essentialClaimLeadsToTheFactorToo() {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        String claims =
                "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\""
                        + Proof.REFEDS_MFA
                        + "\"]}}}";
        assertThat(
                        Browser.location(
                                client.authorize(with(client, "v".repeat(43), "claims", claims))))
                .isEqualTo(SET_UP);
        String unknown = claims.replace(Proof.REFEDS_MFA, "urn:example:iris-scan");
        assertThat(error(client.authorize(with(client, "v".repeat(43), "claims", unknown))))
                .isEqualTo("unmet_authentication_requirements");
        assertThat(error(client.authorize(with(client, "v".repeat(43), "claims", "{"))))
                .isEqualTo("invalid_request");
    }

    @Test
    void whoShowedBothFactorsIsNotAskedAgain() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient client = TestClient.dashboard(provider);
        user.tokensWithApp(client, "openid");
        HttpResponse<String> response =
                client.authorize(with(client, Secrets.random(), "acr_values", Proof.REFEDS_MFA));
        assertThat(Browser.query(Browser.location(response))).containsKey("code");
    }

    @Test
    void contextsThatAreOnlyWishedForDoNotStopTheSignIn() {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        HttpResponse<String> response =
                client.authorize(with(client, Secrets.random(), "acr_values", "urn:example:any"));
        assertThat(Browser.query(Browser.location(response))).containsKey("code");
    }

    @Test
    void promptLoginAsksAgainOnceAndTellsTheNewTime() throws Exception {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        provider.clock().advance(Duration.ofMinutes(2));
        assertAskedAgain(user, client, "prompt", "login");
        // Each request asks anew.
        assertThat(
                        Browser.location(
                                client.authorize(
                                        with(client, Secrets.random(), "prompt", "login"))))
                .isEqualTo(LOGIN);
    }

    @Test
    void maxAgeAsksAgainOnlyWhenTheSignInIsTooOld() throws Exception {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        provider.clock().advance(Duration.ofSeconds(60));
        HttpResponse<String> young =
                client.authorize(with(client, Secrets.random(), "max_age", "60"));
        assertThat(Browser.query(Browser.location(young))).containsKey("code");
        provider.clock().advance(Duration.ofSeconds(1));
        assertAskedAgain(user, client, "max_age", "60");
        assertAskedAgain(user, client, "max_age", "0");
        for (String bad : List.of("-1", "soon", "99999999999999999999")) {
            assertThat(error(client.authorize(with(client, Secrets.random(), "max_age", bad))))
                    .as(bad)
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void secondFactorAloneIsNoNewSignIn() {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        user.enableApp();
        Map<String, String> request = with(client, Secrets.random(), "prompt", "login");
        assertThat(Browser.location(client.authorize(request))).isEqualTo(LOGIN);
        // Instead of the password, only the code.
        user.showFactor(client.browser(), user.code());
        assertThat(Browser.location(client.authorize(request))).isEqualTo(LOGIN);
    }

    @Test
    void newSignInNeedsTheSecondFactorToo() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient client = TestClient.dashboard(provider);
        user.tokensWithApp(client, "openid");
        Map<String, String> request = with(client, Secrets.random(), "prompt", "login");
        assertThat(Browser.location(client.authorize(request))).isEqualTo(LOGIN);
        assertThat(Browser.location(client.browser().signIn(user.username(), Provider.PASSWORD)))
                .isEqualTo(FACTOR);
        assertThat(Browser.location(client.authorize(request))).isEqualTo(LOGIN);
    }

    @Test
    void promptNoneAnswersTheClientInsteadOfAPage() {
        TestClient client = TestClient.dashboard(provider);
        Map<String, String> silent = with(client, Secrets.random(), "prompt", "none");
        assertThat(error(client.authorize(silent))).isEqualTo("login_required");
        FactorUser user = FactorUser.create(provider);
        client.tokens(user.username(), "openid");
        assertThat(Browser.query(Browser.location(client.authorize(silent)))).containsKey("code");

        Map<String, String> strong = new LinkedHashMap<>(silent);
        strong.put("acr_values", Proof.REFEDS_MFA);
        assertThat(error(client.authorize(strong))).isEqualTo("interaction_required");
        Map<String, String> fresh = new LinkedHashMap<>(silent);
        fresh.put("max_age", "30");
        provider.clock().advance(Duration.ofSeconds(31));
        assertThat(error(client.authorize(fresh))).isEqualTo("login_required");
        user.enableApp();
        assertThat(error(client.authorize(silent))).isEqualTo("interaction_required");
    }

    @Test
    void contradictingOrRepeatedWishesAreRefused() {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        Map<String, String> request = with(client, Secrets.random(), "prompt", "none login");
        assertThat(error(client.authorize(request))).isEqualTo("invalid_request");
        request.put("prompt", "none");
        String twice = "/identity/authorize?" + Browser.encode(request) + "&prompt=consent";
        assertThat(client.browser().get(twice).statusCode()).isEqualTo(400);
        user.enableApp();
        // Neither does it go around the factor that the account has by now.
        assertThat(client.browser().get(twice).statusCode()).isEqualTo(400);
        request.put("prompt", "consent");
        request.put("max_age", "soon");
        assertThat(Browser.location(client.authorize(request))).isEqualTo(FACTOR);
    }

    @Test
    void errorsNeverGoToAnAddressThatIsNotTheClients() {
        FactorUser user = FactorUser.create(provider);
        TestClient client = TestClient.dashboard(provider);
        client.tokens(user.username(), "openid");
        Map<String, String> request = with(client, Secrets.random(), "prompt", "none");
        request.put("acr_values", Proof.REFEDS_MFA);
        request.put("redirect_uri", "https://evil.example/");
        HttpResponse<String> response = client.authorize(request);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Browser.location(response)).isEmpty();
    }

    @Test
    void discoveryAnnouncesTheContext() {
        JsonNode metadata =
                TestClient.json(
                        new Browser(provider).get("/identity/.well-known/openid-configuration"));
        assertThat(FactorUser.strings(metadata.path("acr_values_supported")))
                .containsExactly(Proof.REFEDS_MFA);
        assertThat(FactorUser.strings(metadata.path("prompt_values_supported")))
                .containsExactly("none", "login");
    }

    private void assertAskedAgain(
            FactorUser user, TestClient client, String parameter, String value) throws Exception {
        String verifier = Secrets.random();
        HttpResponse<String> asked = client.authorize(with(client, verifier, parameter, value));
        assertThat(Browser.location(asked)).isEqualTo(LOGIN);
        HttpResponse<String> signedIn = client.browser().signIn(user.username(), Provider.PASSWORD);
        HttpResponse<String> back = client.browser().get(Browser.location(signedIn));
        String code = Browser.query(Browser.location(back)).get("code");
        assertThat(code).as(Browser.location(back)).isNotNull();
        JsonNode tokens = TestClient.json(client.exchangeCode(String.valueOf(code), verifier));
        assertThat(TestClient.claims(tokens.path("id_token").asString()).getLongClaim("auth_time"))
                .isEqualTo(provider.clock().instant().getEpochSecond());
    }

    private static Map<String, String> with(
            TestClient client, String verifier, String parameter, String value) {
        Map<String, String> request = client.signInRequest("openid", verifier);
        request.put(parameter, value);
        return request;
    }

    private static String error(HttpResponse<String> response) {
        return Browser.query(Browser.location(response)).getOrDefault("error", response.toString());
    }
}
