package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.RecordedEvents;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInPageTest {

    private static final String REFUSED = "User name or password is not right";

    private final Provider provider = Provider.shared();
    private final Browser browser = new Browser(provider);

    @AfterEach
    void forgetFailures() {
        // The next test signs in from the same address.
        provider.clock().advance(Duration.ofHours(2));
    }

    @Test
    void pageHasLabelsAndNoScript() {
        HttpResponse<String> page = browser.get("/identity/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.body())
                .contains(
                        "<html lang=\"en\">",
                        "<label for=\"username\">",
                        "<label for=\"password\">")
                .doesNotContain("<script", "style=", "{{");
        assertThat(browser.get("/identity/pages/style.css").statusCode()).isEqualTo(200);
        HttpResponse<String> logo = browser.get("/identity/pages/logo");
        assertThat(logo.headers().firstValue("Content-Type").orElse(""))
                .startsWith("image/svg+xml");
    }

    @Test
    void cookieIsForThePagesOnlyAndHiddenFromScripts() {
        String cookie =
                browser.get("/identity/login").headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie)
                .startsWith("arcipelago-session=")
                .contains("Path=/identity", "HttpOnly", "SameSite=Lax");
    }

    @Test
    void sessionGetsANewNameAtSignIn() {
        browser.get("/identity/login");
        String before = browser.session();
        browser.signIn("alice", Provider.PASSWORD);
        assertThat(browser.session()).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void formWithoutItsHiddenFieldIsRefused() {
        browser.get("/identity/login");
        HttpResponse<String> response =
                browser.post(
                        "/identity/login",
                        Map.of("username", "alice", "password", Provider.PASSWORD));
        assertThat(Browser.location(response)).isEqualTo("/identity/login?notice=expired");
        TestClient dashboard =
                new TestClient(
                        provider, browser, "dashboard", "", provider.publicUrl() + "/ui/callback");
        assertThat(
                        Browser.location(
                                dashboard.authorize(
                                        dashboard.signInRequest("openid", Secrets.random()))))
                .isEqualTo("/identity/login");
    }

    @Test
    void wrongPasswordAndUnknownNameGetTheSameAnswer() {
        HttpResponse<String> wrong = browser.signIn("alice", "not it");
        HttpResponse<String> unknown = browser.signIn("nobody", "not it");
        HttpResponse<String> tooLong = browser.signIn("alice", "x".repeat(100));
        assertThat(List.of(wrong, unknown, tooLong))
                .extracting(Browser::location)
                .containsOnly("/identity/login?notice=refused");
        assertThat(browser.get(Browser.location(wrong)).body())
                .contains(REFUSED, "role=\"alert\"", "aria-invalid=\"true\"");
        RecordedEvents.Event event = provider.events().last();
        assertThat(event.topic()).isEqualTo("arcipelago.identity");
        assertThat(event.type()).isEqualTo("io.arcipelago.identity.login.failed.v1");
        assertThat(event.source()).isEqualTo("/identity");
        assertThat(event.data()).contains("credentials", "127.0.0.1");
        assertThat(provider.events().all().toString())
                .doesNotContain("not it", "nobody", Provider.PASSWORD);
    }

    @Test
    void guessingIsSlowedDownMoreAndMore() {
        for (int failure = 0; failure < 5; failure++) {
            assertRefused("alice", "guess");
        }
        assertRefused("alice", Provider.PASSWORD);
        // Other people at the same address are not held up.
        assertThat(Browser.location(new Browser(provider).signIn("bruno", Provider.PASSWORD)))
                .isEqualTo("/");
        provider.clock().advance(Duration.ofSeconds(1));
        assertRefused("alice", "guess");
        provider.clock().advance(Duration.ofSeconds(1));
        assertRefused("alice", Provider.PASSWORD);
        provider.clock().advance(Duration.ofSeconds(1));
        assertThat(Browser.location(browser.signIn("alice", Provider.PASSWORD))).isEqualTo("/");
        // A sign-in clears the count.
        assertRefused("alice", "guess");
        assertThat(Browser.location(browser.signIn("alice", Provider.PASSWORD))).isEqualTo("/");
    }

    @Test
    void waitNeverGrowsBeyondAQuarterOfAnHour() {
        for (int failure = 0; failure < 25; failure++) {
            assertRefused("carla", "guess");
            provider.clock().advance(Duration.ofMinutes(15));
        }
        assertThat(Browser.location(browser.signIn("carla", Provider.PASSWORD))).isEqualTo("/");
    }

    @Test
    void thirdPartyIsAskedForOnceAndMayBeRefused() {
        TestClient client =
                TestClient.thirdParty(
                        provider, "gallery", Set.of("authorization_code", "refresh_token"));
        String verifier = Secrets.random();
        client.authorize(client.signInRequest("openid profile", verifier));
        HttpResponse<String> signedIn = client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> asked = client.browser().get(Browser.location(signedIn));
        assertThat(Browser.location(asked)).startsWith(provider.issuer() + "/consent?");
        HttpResponse<String> page = client.browser().get(Browser.location(asked));
        assertThat(page.body())
                .contains("The &lt;b&gt;gallery&lt;/b&gt;", "see your name", "gallery.example")
                .doesNotContain("<b>gallery");

        Map<String, String> yes = Browser.hiddenFields(page.body());
        Map<String, String> no = Map.of("client_id", "gallery", "state", yes.get("state") + "");
        HttpResponse<String> denied = client.browser().post("/identity/authorize", no);
        assertThat(Browser.query(Browser.location(denied))).containsEntry("error", "access_denied");

        HttpResponse<String> askedAgain =
                client.authorize(client.signInRequest("openid profile", verifier));
        Browser stranger = new Browser(provider);
        stranger.signIn("bruno", Provider.PASSWORD);
        assertThat(stranger.get(Browser.location(askedAgain)).statusCode()).isEqualTo(404);
        Map<String, String> agreed =
                Browser.hiddenFields(client.browser().get(Browser.location(askedAgain)).body());
        HttpResponse<String> allowed = client.browser().post("/identity/authorize", agreed);
        String code = Browser.query(Browser.location(allowed)).getOrDefault("code", "");
        assertThat(client.exchangeCode(code, verifier).statusCode()).isEqualTo(200);

        HttpResponse<String> remembered =
                client.authorize(client.signInRequest("openid profile", verifier));
        assertThat(Browser.query(Browser.location(remembered))).containsKey("code");
        HttpResponse<String> more =
                client.authorize(client.signInRequest("openid email", verifier));
        assertThat(Browser.location(more)).contains("/consent?");
    }

    @Test
    void clientSignsThePersonOutWithTheIdToken() {
        TestClient dashboard = TestClient.dashboard(provider);
        String idToken = dashboard.tokens("alice", "openid").path("id_token").asString();
        String logout =
                "/identity/logout?"
                        + Browser.encode(
                                Map.of(
                                        "id_token_hint",
                                        idToken,
                                        "post_logout_redirect_uri",
                                        provider.publicUrl() + "/ui/",
                                        "state",
                                        "bye bye"));
        HttpResponse<String> response = dashboard.browser().get(logout);
        assertThat(Browser.location(response))
                .isEqualTo(provider.publicUrl() + "/ui/?state=bye%20bye");
        assertThat(
                        Browser.location(
                                dashboard.authorize(
                                        dashboard.signInRequest("openid", Secrets.random()))))
                .isEqualTo("/identity/login");
    }

    @Test
    void signOutWithoutHintAsksAndNeverLeadsElsewhere() {
        TestClient dashboard = TestClient.dashboard(provider);
        dashboard.tokens("alice", "openid");
        HttpResponse<String> page =
                dashboard
                        .browser()
                        .get(
                                "/identity/logout?client_id=dashboard&post_logout_redirect_uri="
                                        + "https%3A%2F%2Fevil.example%2F");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Sign out?", "alice");
        HttpResponse<String> out =
                dashboard.browser().post("/identity/logout", Browser.hiddenFields(page.body()));
        assertThat(Browser.location(out)).isEqualTo("/identity/login?notice=signed-out");
        assertThat(
                        Browser.location(
                                dashboard.authorize(
                                        dashboard.signInRequest("openid", Secrets.random()))))
                .isEqualTo("/identity/login");
    }

    private void assertRefused(String username, String password) {
        assertThat(Browser.location(browser.signIn(username, password)))
                .isEqualTo("/identity/login?notice=refused");
    }
}
