package io.arcipelago.identity.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.OidcIdentity;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class UpstreamSignInTest {

    private final UpstreamScene scene = UpstreamScene.shared();
    private final Provider local = scene.local;

    @BeforeEach
    void forgetCounts() {
        scene.forgetCounts();
    }

    @AfterEach
    void unlinkAll() {
        jdbc().sql("delete from identity.oidc_identity").update();
    }

    @Test
    void signInPageOffersTheProviders() {
        String page = new Browser(local).get("/identity/login").body();
        assertThat(page)
                .contains("Sign in with Home &lt;b&gt;University&lt;/b&gt;")
                .contains("name=\"iss\" value=\"" + scene.home.issuer() + "\"");
        JsonNode providers =
                TestClient.json(new Browser(local).get("/identity/iam/config/oidc/providers"));
        assertThat(providers).hasSize(3);
        assertThat(providers.toString()).contains(scene.home.issuer()).doesNotContain("secret");
    }

    @Test
    void linkedPersonSignsInAndTokensTellHow() {
        Browser alice = signedIn("alice");
        assertThat(Browser.location(scene.link(alice, "bruno"))).endsWith("notice=linked");
        assertThat(alice.get("/identity/linking").body()).contains(scene.home.issuer());

        TestClient dashboard = dashboard();
        String verifier = Secrets.random();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        HttpResponse<String> back = scene.signInAtHome(dashboard.browser(), "bruno");
        assertThat(Browser.location(back)).contains("/identity/authorize?");
        String code =
                Browser.query(Browser.location(dashboard.browser().get(Browser.location(back))))
                        .get("code");
        JsonNode tokens = TestClient.json(dashboard.exchangeCode(String.valueOf(code), verifier));
        var claims = TestClient.claims(tokens.path("id_token").asString());
        assertThat(claims.getSubject()).isEqualTo(id("alice").toString());
        assertThat(claims.getClaim("amr")).isEqualTo(List.of("oidc"));
        assertThat(local.events().all())
                .anyMatch(event -> event.type().contains("account.oidc-identity.linked"));
    }

    @Test
    void sessionGetsANewNameAtTheSignIn() {
        link("alice", "bruno");
        Browser browser = new Browser(local);
        String request = scene.begin(browser, scene.home.issuer());
        String before = browser.session();
        scene.comeBack(browser, request, "bruno");
        assertThat(browser.session()).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void unknownPersonIsNotSignedInAndMayAskForAnAccount() {
        Browser browser = new Browser(local);
        assertThat(browser.get("/identity/iam/authn-info").statusCode()).isEqualTo(403);
        HttpResponse<String> back = scene.signInAtHome(browser, "carla");
        assertThat(Browser.location(back)).isEqualTo("/identity/external");
        assertThat(signedIn(browser)).isFalse();
        JsonNode info = TestClient.json(browser.get("/identity/iam/authn-info"));
        assertThat(info.path("type").asString()).isEqualTo("OIDC");
        assertThat(info.path("issuer").asString()).isEqualTo(scene.home.issuer());
        assertThat(info.path("email").asString()).isEqualTo("carla@arcipelago.example");
        assertThat(info.path("suggestedUsername").asString()).isEqualTo("carla");

        // The mail address is read-only by the settings, so what is typed does not count.
        String body =
                """
                {"username":"carlotta","givenname":"Carla","familyname":"Conti",
                 "email":"somebody.else@iam.example","notes":"please"}
                """;
        jdbc().sql("update identity.account set email = 'c@old.example' where username = 'carla'")
                .update();
        HttpResponse<String> created = browser.json("POST", "/identity/registration/create", body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        assertThat(TestClient.json(created).path("email").asString())
                .isEqualTo("carla@arcipelago.example");
        assertThat(browser.get("/identity/iam/authn-info").statusCode())
                .as("the state is used up")
                .isEqualTo(403);
        assertThat(Browser.location(scene.signInAtHome(new Browser(local), "carla")))
                .as("a request is no account")
                .isEqualTo("/identity/external");

        approve(TestClient.json(created).path("uuid").asString());
        Browser later = new Browser(local);
        scene.signInAtHome(later, "carla");
        assertThat(signedIn(later)).isTrue();
        HttpResponse<String> removed =
                later.post(
                        "/identity/linking/remove",
                        Browser.hiddenFields(later.get("/identity/linking").body()));
        assertThat(removed.statusCode()).isEqualTo(409);
        assertThat(removed.body()).contains("the last way to sign in");
        assertThat(signedInAgain("carla")).isTrue();
    }

    @Test
    void oneIdentityHasOneOpenRequest() {
        Browser browser = new Browser(local);
        scene.signInAtHome(browser, "alice");
        Map<String, String> form = registration(browser, "alicia");
        form.put("email", "alice@arcipelago.example");
        jdbc().sql("update identity.account set email = 'a@old.example' where username = 'alice'")
                .update();
        assertThat(browser.post("/identity/external/register", form).body())
                .contains("Request sent");
        Browser again = new Browser(local);
        scene.signInAtHome(again, "alice");
        HttpResponse<String> second =
                again.post("/identity/external/register", registration(again, "alicetta"));
        assertThat(second.body()).contains("has an account or an open request already");
        assertThat(
                        jdbc().sql(
                                        "select count(*) from identity.registration_request where"
                                                + " username = 'alicetta'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void pageOfTheUnknownNeedsTheirState() {
        Browser browser = new Browser(local);
        assertThat(browser.get("/identity/external").statusCode()).isEqualTo(403);
        scene.signInAtHome(browser, "bruno");
        assertThat(browser.get("/identity/external").body())
                .contains("Home &lt;b&gt;University&lt;/b&gt;", "value=\"bruno\"", " readonly")
                .doesNotContain("<script", "{{");
        assertThat(Browser.location(browser.post("/identity/external/register", Map.of())))
                .as("without its hidden field the form is refused")
                .endsWith("notice=expired");
        local.clock().advance(java.time.Duration.ofMinutes(31));
        assertThat(browser.get("/identity/external").statusCode()).isEqualTo(403);
    }

    @Test
    void unknownPersonSignsInToTheirAccountAndLinksAfterAQuestion() {
        TestClient dashboard = dashboard();
        String verifier = Secrets.random();
        Browser browser = dashboard.browser();
        dashboard.authorize(dashboard.signInRequest("openid", verifier));
        scene.signInAtHome(browser, "alice");
        Map<String, String> form = Browser.hiddenFields(browser.get("/identity/external").body());
        HttpResponse<String> first = browser.post("/identity/external/existing", form);
        HttpResponse<String> login = browser.get(Browser.location(first));
        assertThat(Browser.location(login)).isEqualTo("/identity/login");
        HttpResponse<String> signedIn = browser.signIn("bruno", Provider.PASSWORD);
        HttpResponse<String> question = browser.get(Browser.location(signedIn));
        assertThat(question.body()).contains("Link this identity?", "<strong>bruno</strong>");
        assertThat(identities().oidcIds(id("bruno"))).as("a sign-in alone links nothing").isEmpty();

        Map<String, String> yes = Browser.hiddenFields(question.body());
        yes.put("answer", "yes");
        HttpResponse<String> linked = browser.post("/identity/external/link", yes);
        assertThat(identities().oidcIds(id("bruno"))).hasSize(1);
        assertThat(Browser.location(linked)).contains("/identity/authorize?");
        assertThat(Browser.query(Browser.location(browser.get(Browser.location(linked)))))
                .containsKey("code");
    }

    @Test
    void suspendedAccountGetsAClearPage() {
        link("bruno", "bruno");
        jdbc().sql("update identity.account set active = false where username = 'bruno'").update();
        try {
            Browser browser = new Browser(local);
            HttpResponse<String> back = scene.signInAtHome(browser, "bruno");
            assertThat(back.statusCode()).isEqualTo(403);
            assertThat(back.body()).contains("Your account is suspended");
            assertThat(signedIn(browser)).isFalse();
        } finally {
            jdbc().sql("update identity.account set active = true where username = 'bruno'")
                    .update();
        }
    }

    @Test
    void secondFactorIsAskedForAfterTheProvider() {
        link("bruno", "bruno");
        scene.app(id("bruno"), true);
        try {
            Browser browser = new Browser(local);
            assertThat(Browser.location(scene.signInAtHome(browser, "bruno")))
                    .isEqualTo("/identity/factor");
            assertThat(signedIn(browser)).isFalse();
            assertThat(Browser.location(browser.get("/identity/linking")))
                    .isEqualTo("/identity/login");
            assertThat(Browser.location(browser.get("/identity/external/link")))
                    .isEqualTo("/identity/login");
        } finally {
            scene.app(id("bruno"), false);
        }
    }

    @Test
    void delegatedTokenRemovesNothing() {
        link("alice", "bruno");
        String own = TokenClient.of(local, "alice", "openid deployments:read").token();
        String delegated =
                TestClient.json(TestClient.orchestrator(local).exchange(own, "deployments:read"))
                        .path("access_token")
                        .asString();
        String route =
                "/iam/account-linking/OIDC?iss="
                        + URLEncoder.encode(scene.home.issuer(), StandardCharsets.UTF_8)
                        + "&sub="
                        + home("bruno").subject();
        HttpResponse<String> refused = new TokenClient(local, delegated).delete(route);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(identities().account(home("bruno"))).contains(id("alice"));
    }

    @Test
    void nobodyTakesAnotherOnesIdentity() {
        link("alice", "bruno");
        HttpResponse<String> taken = scene.link(signedIn("carla"), "bruno");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("linked to another account");
        assertThat(identities().account(home("bruno"))).contains(id("alice"));
    }

    @Test
    void linkingNeedsTheSessionItsTokenAndThePersonWhoBegan() {
        String link = "/identity/iam/account-linking/OIDC";
        HttpResponse<String> nobody = new Browser(local).json("DELETE", link + "?iss=a&sub=b", "");
        assertThat(nobody.statusCode()).isIn(401, 403);
        Browser alice = signedIn("alice");
        HttpResponse<String> forged = alice.post(link, Map.of("iss", scene.home.issuer()));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("\"error\"");
        assertThat(alice.json("DELETE", link + "?iss=a&sub=b", "").statusCode()).isEqualTo(403);

        // Begun as alice, finished as carla: nothing may happen.
        String request =
                Browser.location(
                        alice.post(
                                link,
                                Map.of(
                                        "iss",
                                        scene.home.issuer(),
                                        "_csrf",
                                        UpstreamScene.csrf(
                                                alice.get("/identity/linking").body()))));
        String answer = scene.answerOfHome(request, "bruno");
        alice.signIn("carla", Provider.PASSWORD);
        assertThat(alice.get(answer).statusCode()).isEqualTo(400);
        assertThat(identities().account(home("bruno"))).isEmpty();
    }

    @Test
    void tokenOfThePersonRemovesTheirOwnLinkAlone() {
        link("alice", "bruno");
        String route =
                "/iam/account-linking/OIDC?iss="
                        + URLEncoder.encode(scene.home.issuer(), StandardCharsets.UTF_8)
                        + "&sub="
                        + home("bruno").subject();
        assertThat(TokenClient.anonymous(local).delete(route).statusCode()).isIn(401, 403);
        assertThat(TokenClient.administrator(local).delete(route).statusCode())
                .as("an administrator's own account has no such link")
                .isEqualTo(404);
        assertThat(identities().account(home("bruno"))).contains(id("alice"));
        TokenClient alice = TokenClient.of(local, "alice", "openid");
        assertThat(alice.delete("/iam/account-linking/OIDC").statusCode()).isEqualTo(400);
        String form = route.substring(route.indexOf('?') + 1);
        assertThat(
                        alice.send(
                                        "DELETE",
                                        "/iam/account-linking/OIDC",
                                        "application/x-www-form-urlencoded",
                                        form)
                                .statusCode())
                .as("the parameters come as a form too")
                .isEqualTo(204);
        assertThat(identities().account(home("bruno"))).isEmpty();
        assertThat(alice.post("/iam/account-linking/OIDC", "{}").body())
                .contains("/identity/linking");
    }

    @Test
    void registrationCanBeForThoseWhomAProviderKnows() {
        TokenClient nobody = TokenClient.anonymous(scene.home);
        assertThat(nobody.read("/registration/config").path("requireExternalAuthentication"))
                .hasToString("true");
        HttpResponse<String> refused =
                nobody.post(
                        "/registration/create",
                        "{\"username\":\"newone\",\"email\":\"n@iam.example\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("external providers first");
        assertThat(
                        TokenClient.anonymous(local)
                                .read("/registration/config")
                                .path("fields")
                                .path("email")
                                .path("readOnly")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void linkingCanBeSwitchedOff() {
        TokenClient alice = TokenClient.of(scene.home, "alice", "openid");
        for (String kind : List.of("OIDC?iss=a&sub=b", "X509?certificateSubject=CN%3Da")) {
            HttpResponse<String> refused = alice.delete("/iam/account-linking/" + kind);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("Account linking is disabled");
        }
        assertThat(alice.post("/iam/account-linking/OIDC", "{}").statusCode()).isEqualTo(403);
        assertThat(alice.post("/iam/account-linking/X509", "{}").statusCode()).isEqualTo(403);
    }

    private Map<String, String> registration(Browser browser, String username) {
        Map<String, String> form =
                new LinkedHashMap<>(
                        Map.of("givenname", "Alice", "familyname", "Moretti", "email", "x"));
        form.put("username", username);
        form.put("_csrf", UpstreamScene.csrf(browser.get("/identity/external").body()));
        return form;
    }

    private void approve(String request) {
        TokenClient carla = TokenClient.of(local, "carla", "openid registration:write");
        HttpResponse<String> approved = carla.post("/registration/approve/" + request, "");
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    }

    private boolean signedInAgain(String usernameAtHome) {
        Browser browser = new Browser(local);
        scene.signInAtHome(browser, usernameAtHome);
        return signedIn(browser);
    }

    /** Whether the authorization endpoint takes the session for somebody's. */
    private boolean signedIn(Browser browser) {
        TestClient client =
                new TestClient(local, browser, "dashboard", "", local.publicUrl() + "/ui/callback");
        HttpResponse<String> answer =
                client.authorize(client.signInRequest("openid", Secrets.random()));
        return Browser.query(Browser.location(answer)).containsKey("code");
    }

    private Browser signedIn(String username) {
        Browser browser = new Browser(local);
        browser.signIn(username, Provider.PASSWORD);
        return browser;
    }

    private void link(String username, String usernameAtHome) {
        identities().link(id(username), home(usernameAtHome), "test");
    }

    private OidcIdentity home(String username) {
        return new OidcIdentity(
                scene.home.issuer(),
                scene.home
                        .bean(Accounts.class)
                        .credentials(username)
                        .orElseThrow()
                        .id()
                        .toString());
    }

    private AccountId id(String username) {
        return local.bean(Accounts.class).credentials(username).orElseThrow().id();
    }

    private LinkedIdentities identities() {
        return local.bean(LinkedIdentities.class);
    }

    private JdbcClient jdbc() {
        return local.bean(JdbcClient.class);
    }

    private TestClient dashboard() {
        return TestClient.dashboard(local);
    }
}
