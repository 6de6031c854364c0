package io.arcipelago.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.DrivenProvider;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class FactorSignInTest extends DrivenProvider {

    private static final String LOGIN = "/identity/login";
    private static final String FACTOR = "/identity/factor";

    @Test
    void codeOfTheAppCompletesTheSignInAndTheTokensSaySo() throws Exception {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode tokens = user.tokensWithApp(dashboard, "openid");
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("mfa", "otp", "pwd");
        assertThat(idToken.getStringClaim("acr")).isEqualTo(Proof.REFEDS_MFA);
        String accessToken = tokens.path("access_token").asString();
        assertThat(TestClient.claims(accessToken).getStringClaim("acr"))
                .isEqualTo(Proof.REFEDS_MFA);
        HttpResponse<String> introspected =
                TestClient.orchestrator(provider).call("/introspect", Map.of("token", accessToken));
        assertThat(TestClient.json(introspected).path("acr").asString())
                .isEqualTo(Proof.REFEDS_MFA);
    }

    @Test
    void passwordAloneSaysSoAndClaimsNoContext() throws Exception {
        FactorUser user = FactorUser.create(provider);
        JsonNode tokens = TestClient.dashboard(provider).tokens(user.username(), "openid");
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(idToken.getClaim("acr")).isNull();
    }

    @Test
    void refreshKeepsWhatTheSignInShowed() throws Exception {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode tokens = user.tokensWithApp(dashboard, "openid offline_access");
        JsonNode refreshed =
                TestClient.json(dashboard.refresh(tokens.path("refresh_token").asString(), ""));
        JWTClaimsSet idToken = TestClient.claims(refreshed.path("id_token").asString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("mfa", "otp", "pwd");
        assertThat(TestClient.claims(refreshed.path("access_token").asString()).getClaim("acr"))
                .isEqualTo(Proof.REFEDS_MFA);
    }

    @Test
    void betweenTheStepsNothingElseIsReachable() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient dashboard = TestClient.dashboard(provider);
        Browser browser = dashboard.browser();
        HttpResponse<String> first = browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(first)).isEqualTo(FACTOR);
        assertThat(
                        Browser.location(
                                dashboard.authorize(
                                        dashboard.signInRequest("openid", Secrets.random()))))
                .isEqualTo(LOGIN);
        for (String page :
                List.of(
                        "/identity/consent?state=x",
                        "/identity/device",
                        "/identity/aup",
                        "/identity/passkeys")) {
            assertThat(Browser.location(browser.get(page))).as(page).isEqualTo(LOGIN);
        }
        for (String route :
                List.of(
                        "/identity/scim/Me",
                        "/identity/iam/multi-factor-settings",
                        "/identity/v1/me",
                        "/identity/userinfo")) {
            assertThat(browser.get(route).statusCode()).as(route).isEqualTo(401);
        }
        assertThat(Browser.location(browser.get("/identity/factor/set-up"))).isEqualTo(FACTOR);
        Map<String, String> csrf = csrf(browser);
        assertThat(Browser.location(browser.post("/identity/factor/set-up/app", csrf)))
                .isEqualTo(FACTOR);
        assertThat(Browser.location(browser.post("/identity/factor/set-up/passkey", csrf)))
                .isEqualTo(FACTOR);
        assertThat(Browser.location(browser.post("/identity/device", csrf))).isEqualTo(LOGIN);
        assertThat(Browser.location(browser.get("/identity/logout")))
                .isEqualTo("/identity/login?notice=signed-out");
        assertThat(Browser.location(browser.get(FACTOR))).isEqualTo(LOGIN);
    }

    @Test
    void strippedFactorLeadsNowhere() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient dashboard = TestClient.dashboard(provider);
        Map<String, String> request = dashboard.signInRequest("openid", Secrets.random());
        dashboard.authorize(request);
        dashboard.browser().signIn(user.username(), Provider.PASSWORD);
        // On to where the factor would lead, without it.
        assertThat(Browser.location(dashboard.browser().get("/identity/factor/continue")))
                .startsWith("/identity/authorize?");
        assertThat(Browser.location(dashboard.authorize(request))).isEqualTo(LOGIN);
    }

    @Test
    void sessionGetsANewNameAtEachStep() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        Browser browser = new Browser(provider);
        browser.get(LOGIN);
        String before = browser.session();
        browser.signIn(user.username(), Provider.PASSWORD);
        String between = browser.session();
        user.showFactor(browser, user.code());
        String after = browser.session();
        assertThat(List.of(before, between, after)).doesNotHaveDuplicates().doesNotContain("");
        Browser stale = new Browser(provider);
        HttpResponse<String> response =
                stale.get(FACTOR, "Cookie", "arcipelago-session=" + between);
        assertThat(Browser.location(response)).isEqualTo(LOGIN);
    }

    @Test
    void codeWorksOnceWithinItsHalfMinute() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        String code = user.code();
        Browser first = new Browser(provider);
        first.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(user.showFactor(first, code))).isEqualTo("/");
        Browser second = new Browser(provider);
        second.signIn(user.username(), Provider.PASSWORD);
        HttpResponse<String> replayed = user.showFactor(second, code);
        assertThat(Browser.location(replayed)).isEqualTo("/identity/factor?notice=wrong");
        HttpResponse<String> page = second.get(Browser.location(replayed));
        assertThat(page.body()).contains("role=\"alert\"", "aria-invalid=\"true\"");
        assertThat(page.body()).contains("<label for=\"code\">").doesNotContain("{{", "style=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void anothersCodeIsWrong() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        FactorUser other = FactorUser.create(provider);
        List<String> othersRecoveryCodes = other.enableApp();
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(user.showFactor(browser, other.code())))
                .isEqualTo("/identity/factor?notice=wrong");
        assertThat(Browser.location(user.showFactor(browser, othersRecoveryCodes.getFirst())))
                .isEqualTo("/identity/factor?notice=wrong");
    }

    @Test
    void recoveryCodeWorksOnceHoweverItIsTyped() {
        FactorUser user = FactorUser.create(provider);
        String code = user.enableApp().get(3);
        Browser first = new Browser(provider);
        first.signIn(user.username(), Provider.PASSWORD);
        String typed = " " + code.toLowerCase(Locale.ROOT).replace('-', ' ');
        assertThat(Browser.location(user.showFactor(first, typed))).isEqualTo("/");
        Browser second = new Browser(provider);
        second.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(user.showFactor(second, code)))
                .isEqualTo("/identity/factor?notice=wrong");
        assertThat(provider.bean(SecondFactors.class).status(user.id()).recoveryCodes())
                .isEqualTo(9);
    }

    @Test
    void guessingIsSlowedDownAcrossSessions() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        for (int guess = 0; guess < 5; guess++) {
            Browser browser = new Browser(provider);
            browser.signIn(user.username(), Provider.PASSWORD);
            assertThat(Browser.location(user.showFactor(browser, "12345" + guess)))
                    .isEqualTo("/identity/factor?notice=wrong");
        }
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(user.showFactor(browser, user.code())))
                .isEqualTo("/identity/factor?notice=throttled");
        assertThat(provider.events().last().data()).contains("throttled");
        provider.clock().advance(Duration.ofMinutes(1));
        assertThat(Browser.location(user.showFactor(browser, user.code()))).isEqualTo("/");
    }

    @Test
    void oneAddressDoesNotGuessAtManyAccounts() {
        SecondFactors factors = provider.bean(SecondFactors.class);
        for (int person = 0; person < 5; person++) {
            assertThat(factors.check(new AccountId(UUID.randomUUID()), "123456", "192.0.2.6"))
                    .isEqualTo(SecondFactors.Check.WRONG);
        }
        AccountId next = new AccountId(UUID.randomUUID());
        assertThat(factors.check(next, "123456", "192.0.2.6"))
                .isEqualTo(SecondFactors.Check.THROTTLED);
        assertThat(factors.check(next, "123456", "192.0.2.7")).isEqualTo(SecondFactors.Check.WRONG);
    }

    @Test
    void firstFactorIsForgottenAfterAWhile() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        Map<String, String> form = csrf(browser);
        provider.clock().advance(Duration.ofMinutes(11));
        form.put("code", user.code());
        assertThat(Browser.location(browser.post(FACTOR, form))).isEqualTo(LOGIN);
    }

    @Test
    void accountThatIsLockedInBetweenStaysOut() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        provider.bean(Accounts.class).setActive(user.id(), false, provider.clock().instant());
        assertThat(Browser.location(user.showFactor(browser, user.code())))
                .isEqualTo("/identity/login?notice=refused");
        assertThat(Browser.location(browser.get("/identity/device"))).isEqualTo(LOGIN);
    }

    @Test
    void formWithoutItsHiddenFieldIsRefused() {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(browser.post(FACTOR, Map.of("code", user.code()))))
                .isEqualTo("/identity/factor?notice=expired");
        assertThat(Browser.location(browser.get("/identity/device"))).isEqualTo(LOGIN);
    }

    @Test
    void sessionFromBeforeTheSetUpMustShowTheFactorToo() {
        FactorUser user = FactorUser.create(provider);
        TestClient dashboard = TestClient.dashboard(provider);
        dashboard.tokens(user.username(), "openid");
        user.enableApp();
        Map<String, String> request = dashboard.signInRequest("openid", Secrets.random());
        assertThat(Browser.location(dashboard.authorize(request))).isEqualTo(FACTOR);
        assertThat(Browser.location(dashboard.browser().get("/identity/device"))).isEqualTo(FACTOR);
        dashboard.authorize(request);
        HttpResponse<String> shown = user.showFactor(dashboard.browser(), user.code());
        HttpResponse<String> back = dashboard.browser().get(Browser.location(shown));
        assertThat(Browser.query(Browser.location(back))).containsKey("code");
    }

    @Test
    void deviceIsApprovedWithTheFactorOnly() throws Exception {
        FactorUser user = FactorUser.create(provider);
        user.enableApp();
        TestClient client =
                TestClient.thirdParty(
                        provider,
                        "tool-of-" + user.username(),
                        Set.of("urn:ietf:params:oauth:grant-type:device_code"));
        JsonNode started =
                TestClient.json(client.call("/devicecode", Map.of("scope", "openid profile")));
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(browser.get("/identity/device"))).isEqualTo(LOGIN);
        user.showFactor(browser, user.code());
        Map<String, String> form = Browser.hiddenFields(browser.get("/identity/device").body());
        form.put("user_code", started.path("user_code").asString());
        Map<String, String> answer =
                Browser.hiddenFields(browser.post("/identity/device", form).body());
        answer.put("decision", "approve");
        answer.put("scope", "openid profile");
        browser.post("/identity/device/answer", answer);
        JsonNode tokens =
                TestClient.json(
                        client.call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:device_code",
                                        "device_code",
                                        started.path("device_code").asString())));
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("mfa", "otp", "pwd");
        assertThat(idToken.getStringClaim("acr")).isEqualTo(Proof.REFEDS_MFA);
    }

    @Test
    void codeFromBeforeTheFactorWasThereStillCountsButNotOneFromAfterIt() {
        FactorUser user = FactorUser.create(provider);
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode before = dashboard.tokens(user.username(), "openid offline_access");
        provider.clock().advance(Duration.ofSeconds(5));
        user.enableApp();
        assertThat(dashboard.refresh(before.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(200);
        // As if a way of signing in had forgotten to ask.
        provider.bean(JdbcClient.class)
                .sql(
                        """
                        update identity.token_grant set signed_in_at = :now
                         where account_id = :id
                        """)
                .param("id", user.id().value())
                .param("now", Columns.timestamp(provider.clock().instant()))
                .update();
        HttpResponse<String> refused =
                dashboard.refresh(before.path("refresh_token").asString(), "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_grant", "second factor");
    }

    @Test
    void pageHasNoPlaceForWhoIsNotSigningIn() {
        Browser browser = new Browser(provider);
        assertThat(Browser.location(browser.get(FACTOR))).isEqualTo(LOGIN);
        assertThat(Browser.location(browser.get("/identity/factor/set-up"))).isEqualTo(LOGIN);
        browser.get(LOGIN);
        Map<String, String> csrf = Browser.hiddenFields(browser.get(LOGIN).body());
        for (String path :
                List.of("", "/passkey", "/set-up/app", "/set-up/app/code", "/set-up/passkey")) {
            assertThat(Browser.location(browser.post(FACTOR + path, csrf)))
                    .as(path)
                    .isEqualTo(LOGIN);
        }
        assertThat(TokenClient.of(provider, "alice", "openid").get("/factor").statusCode())
                .isEqualTo(302);
    }

    private static Map<String, String> csrf(Browser browser) {
        return new LinkedHashMap<>(Browser.hiddenFields(browser.get(FACTOR).body()));
    }
}
