package io.arcipelago.tests.road;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.ALERT;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What only a browser can show of the sign-in: an authenticator app whose codes {@code oathtool}
 * computes, a passkey of Chromium's own virtual authenticator, the question for consent, and a
 * device that waits.
 */
@Tag("product")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityInTheBrowserTest {

    private Product product;
    private Browser browser;

    @BeforeAll
    void startProduct() {
        product = Product.simulated();
    }

    @AfterAll
    void stopProduct() {
        product.close();
    }

    @BeforeEach
    void startBrowser() {
        browser = Browser.start();
    }

    @AfterEach
    void stopBrowser() {
        browser.close();
    }

    @Test
    void authenticatorAppIsSetUpInTheDashboardAndAskedForAtTheNextSignIn() {
        requireOathtool();
        Page alice = signedIn("/ui/account/security", "alice", "Sign-in");
        button(alice, "Set up").click();
        Locator dialog = alice.getByRole(DIALOG);
        String secret = dialog.locator("code").textContent();
        Browser.check(alice, "factor-set-up");
        dialog.getByLabel("2. Type the code that the app shows").fill(code(secret, "now"));
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Turn on")).click();
        String recoveryCode =
                alice.getByLabel("Recovery codes").getByRole(LISTITEM).first().textContent();
        alice.getByLabel("I have stored the codes").check();
        button(alice, "Done").click();
        assertThat(alice.getByText("10 recovery codes left")).isVisible();

        Page again = signedIn("/ui/catalogue", "alice", "Confirm that it is you");
        Browser.check(again, "factor");
        // With one of two factors nobody is signed in: whoever goes elsewhere begins again.
        again.navigate("/ui/catalogue");
        Browser.awaitHeading(again, "Sign in");
        Browser.signIn(again, product, "alice");
        Browser.awaitHeading(again, "Confirm that it is you");
        // The code of the set-up is used up; the app's next one is good already.
        confirm(again, code(secret, "now + 30 seconds"));
        Browser.awaitHeading(again, "Catalogue");

        Page without = signedIn("/ui/catalogue", "alice", "Confirm that it is you");
        confirm(without, recoveryCode);
        Browser.awaitHeading(without, "Catalogue");

        Page twice = signedIn("/ui/catalogue", "alice", "Confirm that it is you");
        confirm(twice, recoveryCode);
        assertThat(twice.getByRole(ALERT)).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void passkeyIsAddedAndSignsInWithoutAPassword() {
        Page bruno = browser.window(product.url());
        addAuthenticator(bruno);
        bruno.navigate("/identity/passkeys");
        Browser.awaitHeading(bruno, "Sign in");
        Browser.check(bruno, "login-with-all-ways");
        Browser.signIn(bruno, product, "bruno");
        Browser.awaitHeading(bruno, "Your passkeys");
        bruno.getByLabel("Name of the new passkey").fill("Key on the chain");
        button(bruno, "Add a passkey").click();
        Browser.awaitHeading(bruno, "Your recovery codes");
        Browser.check(bruno, "recovery-codes");
        bruno.getByRole(LINK, new Page.GetByRoleOptions().setName("I have kept them, continue"))
                .click();
        Browser.awaitHeading(bruno, "Your passkeys");
        assertThat(bruno.locator("input[value='Key on the chain']")).isVisible();
        Browser.check(bruno, "passkeys");

        bruno.context().clearCookies();
        bruno.navigate("/ui/catalogue");
        bruno.getByRole(LINK, new Page.GetByRoleOptions().setName("Sign in with a passkey"))
                .click();
        Browser.awaitHeading(bruno, "Sign in with a passkey");
        Browser.check(bruno, "login-passkey");
        button(bruno, "Use a passkey").click();
        Browser.awaitHeading(bruno, "Catalogue");
        assertThat(bruno.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Bruno")))
                .isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void strangersClientIsAllowedOnTheConsentPage() throws IOException, InterruptedException {
        JsonNode client =
                send(
                        "/iam/api/client-registration",
                        "application/json",
                        """
                        {"client_name": "Sky viewer", "redirect_uris": ["http://localhost:7777/back"],
                         "grant_types": ["authorization_code"], "scope": "openid profile",
                         "token_endpoint_auth_method": "none"}
                        """);
        Page carla = browser.window(product.url());
        carla.route(
                "http://localhost:7777/**",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setStatus(200)
                                        .setBody("<h1>Back</h1>")
                                        .setContentType("text/html")));
        carla.navigate(
                "/identity/authorize?response_type=code&scope=openid%20profile&state=s"
                        + "&redirect_uri=http://localhost:7777/back"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                        + "&code_challenge_method=S256&client_id="
                        + client.path("client_id").asString(""));
        Browser.signIn(carla, product, "carla");
        Browser.awaitHeading(carla, "Allow access?");
        assertThat(carla.getByText("Sky viewer")).isVisible();
        Browser.check(carla, "consent");
        button(carla, "Allow").click();
        Browser.awaitHeading(carla, "Back");
        assertThat(URI.create(carla.url()).getQuery()).contains("code=", "state=s");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void deviceThatWaitsIsAllowedByItsCode() throws IOException, InterruptedException {
        JsonNode question =
                send(
                        "/devicecode",
                        "application/x-www-form-urlencoded",
                        "client_id=cli&scope=openid%20profile");
        Page carla = browser.window(product.url());
        carla.navigate(question.path("verification_uri_complete").asString(""));
        Browser.signIn(carla, product, "carla");
        Browser.awaitHeading(carla, "Connect a device");
        Browser.check(carla, "device");
        button(carla, "Continue").click();
        Browser.awaitHeading(carla, "Connect this device?");
        Browser.check(carla, "device-answer");
        button(carla, "Allow").click();
        carla.getByText("The device is connected").waitFor();

        JsonNode tokens =
                send(
                        "/token",
                        "application/x-www-form-urlencoded",
                        "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=cli"
                                + "&device_code="
                                + question.path("device_code").asString(""));
        assertThat(tokens.path("id_token").asString("")).isNotEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private Page signedIn(String path, String user, String heading) {
        Page page = browser.window(product.url());
        page.navigate(path);
        Browser.awaitHeading(page, "Sign in");
        Browser.signIn(page, product, user);
        Browser.awaitHeading(page, heading);
        return page;
    }

    private static void confirm(Page page, String code) {
        page.getByLabel("Code").fill(code);
        button(page, "Continue").click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A device of the browser's own that holds passkeys and asks for a finger that is there. */
    private static void addAuthenticator(Page page) {
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject kind = new JsonObject();
        kind.addProperty("protocol", "ctap2");
        kind.addProperty("transport", "internal");
        kind.addProperty("hasResidentKey", true);
        kind.addProperty("hasUserVerification", true);
        kind.addProperty("isUserVerified", true);
        kind.addProperty("automaticPresenceSimulation", true);
        JsonObject options = new JsonObject();
        options.add("options", kind);
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
    }

    private static void requireOathtool() {
        boolean there = Commands.run("sh", "-c", "command -v oathtool").status() == 0;
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(there, "oathtool is missing (Debian: apt-get install oathtool)");
        }
    }

    /** What another program than ours takes for the code of this secret (RFC 6238). */
    private static String code(String secret, String when) {
        return Commands.run("oathtool", "--totp", "--base32", "--now", when, secret)
                .expectSuccess()
                .strip();
    }

    private JsonNode send(String path, String type, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(product.url() + "/identity" + path))
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode() / 100).as("%s", answer.body()).isEqualTo(2);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
