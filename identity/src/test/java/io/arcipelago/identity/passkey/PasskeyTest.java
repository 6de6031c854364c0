package io.arcipelago.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.DrivenProvider;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SoftAuthenticator;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

class PasskeyTest extends DrivenProvider {

    private static final String LOGIN = "/identity/login/passkey";
    private static final String FACTOR = "/identity/factor";
    private static final String PAGE = "/identity/passkeys";
    private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private record User(String username, AccountId id) {}

    @Test
    void passkeyIsAddedNamedAndRemovedOnItsPage() {
        User user = user();
        Browser browser = signedIn(user);
        SoftAuthenticator key = key();
        HttpResponse<String> added = add(browser, key, "Blue <key>");
        assertThat(added.body()).contains("Your recovery codes").contains("<code>");
        HttpResponse<String> page = browser.get(PAGE);
        assertThat(page.body()).contains("value=\"Blue &lt;key&gt;\"").doesNotContain("{{");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(browser.get("/identity/pages/passkey.js").statusCode()).isEqualTo(200);
        Passkey stored = only(user);
        assertThat(stored.name()).isEqualTo("Blue <key>");

        assertThat(post(browser, Map.of("rename", stored.id().toString(), "name", "Red")))
                .isEqualTo("/identity/passkeys?notice=renamed");
        assertThat(only(user).name()).isEqualTo("Red");
        assertThat(post(browser, Map.of("remove", stored.id().toString())))
                .isEqualTo("/identity/passkeys?notice=removed");
        assertThat(provider.bean(Passkeys.class).list(user.id())).isEmpty();
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.account.factor.disabled.v1");
    }

    @Test
    void othersPasskeysCannotBeRenamedOrRemoved() {
        User user = user();
        add(signedIn(user), key(), "Mine");
        String id = only(user).id().toString();
        Browser other = signedIn(user());
        assertThat(post(other, Map.of("rename", id, "name", "Yours"))).isEqualTo(PAGE);
        assertThat(post(other, Map.of("remove", id))).isEqualTo(PAGE);
        assertThat(only(user).name()).isEqualTo("Mine");
        assertThat(Browser.location(new Browser(provider).get(PAGE))).isEqualTo("/identity/login");
    }

    @Test
    void pageWantsAFreshSignIn() {
        User user = user();
        Browser browser = signedIn(user);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        provider.clock().advance(Duration.ofMinutes(16));
        assertThat(Browser.location(browser.get(PAGE))).isEqualTo("/identity/login");
        assertThat(Browser.location(browser.signIn(user.username(), Provider.PASSWORD)))
                .isEqualTo(PAGE);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void passkeyAloneSignsInAndCountsAsTwoFactors() throws Exception {
        User user = user();
        SoftAuthenticator key = key();
        add(signedIn(user), key, "Key");
        TestClient dashboard = TestClient.dashboard(provider);
        String verifier = Secrets.random();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        Browser browser = dashboard.browser();
        String before = browser.session();
        HttpResponse<String> signedIn = use(browser, LOGIN, LOGIN, key);
        assertThat(browser.session()).isNotEqualTo(before);
        HttpResponse<String> back = browser.get(Browser.location(signedIn));
        String code = Browser.query(Browser.location(back)).getOrDefault("code", "");
        JsonNode tokens = TestClient.json(dashboard.exchangeCode(code, verifier));
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getSubject()).isEqualTo(user.id().toString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("hwk", "mfa", "user");
        assertThat(idToken.getStringClaim("acr")).isEqualTo(Proof.REFEDS_MFA);
    }

    @Test
    void passkeyIsASecondFactorAfterThePassword() throws Exception {
        User user = user();
        SoftAuthenticator key = key();
        add(signedIn(user), key, "Key");
        // Not even a PIN is needed beside the password.
        key.setVerifiesUser(false);
        TestClient dashboard = TestClient.dashboard(provider);
        String verifier = Secrets.random();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        Browser browser = dashboard.browser();
        assertThat(Browser.location(browser.signIn(user.username(), Provider.PASSWORD)))
                .isEqualTo(FACTOR);
        HttpResponse<String> shown = use(browser, FACTOR, FACTOR + "/passkey", key);
        HttpResponse<String> back = browser.get(Browser.location(shown));
        String code = Browser.query(Browser.location(back)).getOrDefault("code", "");
        JWTClaimsSet idToken =
                TestClient.claims(
                        TestClient.json(dashboard.exchangeCode(code, verifier))
                                .path("id_token")
                                .asString());
        assertThat(idToken.getStringListClaim("amr")).containsExactly("hwk", "mfa", "pwd", "user");
    }

    @Test
    void firstFactorWithoutAPinOrFingerIsRefused() {
        SoftAuthenticator key = key();
        add(signedIn(user()), key, "Key");
        key.setVerifiesUser(false);
        assertRefused(use(new Browser(provider), LOGIN, LOGIN, key));
    }

    @Test
    void answerOfAnotherOriginIsRefused() {
        SoftAuthenticator key = key();
        Browser browser = signedIn(user());
        key.setOrigin("https://evil.example");
        assertThat(Browser.location(add(browser, key, "Key")))
                .isEqualTo("/identity/passkeys?notice=full");
        key.setOrigin(provider.publicUrl());
        add(browser, key, "Key");
        key.setOrigin("https://evil.example");
        assertRefused(use(new Browser(provider), LOGIN, LOGIN, key));
    }

    @Test
    void challengeWorksOnceAndInItsSessionAndForItsPurposeOnly() {
        SoftAuthenticator key = key();
        User user = user();
        add(signedIn(user), key, "Key");
        Browser browser = new Browser(provider);
        String options = options(browser.get(LOGIN));
        String answer = key.get(options);
        assertRefused(send(new Browser(provider), LOGIN, LOGIN, answer));
        Browser second = new Browser(provider);
        second.get(LOGIN);
        // A page of one's own replaces the challenge, so the answer is to an old one.
        assertRefused(send(second, LOGIN, LOGIN, answer));

        String good = key.get(options(browser.get(LOGIN)));
        Map<String, String> form = new LinkedHashMap<>(csrf(browser));
        // Reading the form began a new challenge.
        form.put("answer", good);
        assertRefused(browser.post(LOGIN, form));

        Browser pending = new Browser(provider);
        pending.signIn(user.username(), Provider.PASSWORD);
        HttpResponse<String> page = pending.get(LOGIN);
        Map<String, String> cross = Browser.hiddenFields(page.body());
        cross.put("answer", key.get(options(page)));
        assertThat(Browser.location(pending.post(FACTOR + "/passkey", cross)))
                .isEqualTo("/identity/factor?notice=passkey");
        HttpResponse<String> replayPage = pending.get(FACTOR);
        Map<String, String> once = Browser.hiddenFields(replayPage.body());
        once.put("answer", key.get(options(replayPage)));
        assertThat(Browser.location(pending.post(FACTOR + "/passkey", once))).isEqualTo("/");
        once.put("_csrf", csrf(pending).getOrDefault("_csrf", ""));
        assertThat(Browser.location(pending.post(FACTOR + "/passkey", once)))
                .isEqualTo("/identity/factor?notice=passkey");
    }

    @Test
    void challengeDoesNotLiveLong() {
        SoftAuthenticator key = key();
        add(signedIn(user()), key, "Key");
        Browser browser = new Browser(provider);
        HttpResponse<String> page = browser.get(LOGIN);
        Map<String, String> form = Browser.hiddenFields(page.body());
        form.put("answer", key.get(options(page)));
        provider.clock().advance(Duration.ofMinutes(6));
        assertRefused(browser.post(LOGIN, form));
    }

    @Test
    void copyOfAKeyIsFoundByItsCounter() {
        SoftAuthenticator key = key();
        add(signedIn(user()), key, "Key");
        key.setCount(10);
        assertThat(Browser.location(use(new Browser(provider), LOGIN, LOGIN, key))).isEqualTo("/");
        key.setCount(5);
        assertRefused(use(new Browser(provider), LOGIN, LOGIN, key));
        key.setCount(11);
        assertThat(Browser.location(use(new Browser(provider), LOGIN, LOGIN, key))).isEqualTo("/");
    }

    @Test
    void anothersPasskeyIsNoSecondFactor() {
        User user = user();
        add(signedIn(user), key(), "Key");
        SoftAuthenticator foreign = key();
        add(signedIn(user()), foreign, "Foreign");
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        assertThat(Browser.location(use(browser, FACTOR, FACTOR + "/passkey", foreign)))
                .isEqualTo("/identity/factor?notice=passkey");
    }

    @Test
    void handleOfAnotherAccountIsRefused() {
        SoftAuthenticator key = key();
        add(signedIn(user()), key, "Key");
        key.setUserHandle("AAAAAAAAAAAAAAAAAAAAAA");
        assertRefused(use(new Browser(provider), LOGIN, LOGIN, key));
    }

    @Test
    void knownCredentialIsNotRegisteredTwice() {
        SoftAuthenticator key = key();
        add(signedIn(user()), key, "Key");
        assertThat(Browser.location(add(signedIn(user()), key, "Key")))
                .isEqualTo("/identity/passkeys?notice=full");
    }

    @Test
    void rubbishIsRefusedWithoutAFault() {
        for (String answer : List.of("", "{}", "[1]", "null", "\"x\"", "x".repeat(40_000))) {
            assertRefused(send(new Browser(provider), LOGIN, LOGIN, answer));
        }
        Browser browser = signedIn(user());
        HttpResponse<String> page = browser.get(PAGE);
        Map<String, String> form = csrf(page);
        form.put("answer", "{}");
        form.put("name", "Key");
        assertThat(Browser.location(browser.post(PAGE, form)))
                .isEqualTo("/identity/passkeys?notice=full");
    }

    @Test
    void settingsListPasskeysAndAdministratorsRemoveThem() {
        User user = user();
        TokenClient caller = TokenClient.of(provider, user.username(), "openid");
        add(signedIn(user), key(), "Key");
        JsonNode settings = caller.read("/iam/multi-factor-settings");
        assertThat(settings.path("authenticatorAppActive").asBoolean()).isFalse();
        assertThat(settings.path("passkeys").get(0).path("name").asString()).isEqualTo("Key");
        TokenClient admin = TokenClient.administrator(provider);
        assertThat(admin.delete("/iam/passkeys/" + user.id()).statusCode()).isEqualTo(204);
        assertThat(provider.bean(Passkeys.class).list(user.id())).isEmpty();
        assertThat(admin.delete("/iam/passkeys/" + admin.subject()).statusCode()).isEqualTo(403);
    }

    private User user() {
        String username = "keeper" + NUMBER.incrementAndGet();
        AccountId id =
                provider.bean(Accounts.class)
                        .create(
                                username,
                                "Keeper",
                                username + "@example.org",
                                provider.bean(PasswordHashes.class).hash(Provider.PASSWORD),
                                provider.clock().instant());
        return new User(username, id);
    }

    private Browser signedIn(User user) {
        Browser browser = new Browser(provider);
        browser.signIn(user.username(), Provider.PASSWORD);
        return browser;
    }

    private SoftAuthenticator key() {
        return new SoftAuthenticator(provider.publicUrl());
    }

    private Passkey only(User user) {
        List<Passkey> passkeys = provider.bean(Passkeys.class).list(user.id());
        assertThat(passkeys).hasSize(1);
        return passkeys.getFirst();
    }

    private static HttpResponse<String> add(Browser browser, SoftAuthenticator key, String name) {
        HttpResponse<String> page = browser.get(PAGE);
        Map<String, String> form = csrf(page);
        form.put("answer", key.create(options(page)));
        form.put("name", name);
        return browser.post(PAGE, form);
    }

    private static String post(Browser browser, Map<String, String> fields) {
        Map<String, String> form = csrf(browser.get(PAGE));
        form.putAll(fields);
        return Browser.location(browser.post(PAGE, form));
    }

    private static HttpResponse<String> use(
            Browser browser, String page, String target, SoftAuthenticator key) {
        HttpResponse<String> shown = browser.get(page);
        Map<String, String> form = Browser.hiddenFields(shown.body());
        form.put("answer", key.get(options(shown)));
        return browser.post(target, form);
    }

    private static HttpResponse<String> send(
            Browser browser, String page, String target, String answer) {
        Map<String, String> form = Browser.hiddenFields(browser.get(page).body());
        form.put("answer", answer);
        return browser.post(target, form);
    }

    private static Map<String, String> csrf(Browser browser) {
        return csrf(browser.get(LOGIN));
    }

    private static Map<String, String> csrf(HttpResponse<String> page) {
        return new LinkedHashMap<>(
                Map.of("_csrf", Browser.hiddenFields(page.body()).getOrDefault("_csrf", "")));
    }

    private static String options(HttpResponse<String> page) {
        Matcher matcher = OPTIONS.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("No options in " + page + " " + page.body());
        }
        return HtmlUtils.htmlUnescape(matcher.group(1));
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(Browser.location(response)).isEqualTo("/identity/login/passkey?notice=passkey");
    }
}
