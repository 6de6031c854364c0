package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DeviceGrantTest {

    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String SCOPE = "openid profile offline_access deployments:read";

    private final Provider provider = Provider.shared();
    private final TestClient cli =
            new TestClient(provider, new Browser(provider), "cli", "", "http://127.0.0.1/");

    @AfterEach
    void forgetFailures() {
        // The next test enters codes from the same address.
        provider.clock().advance(Duration.ofHours(2));
    }

    @Test
    void approvedDeviceOfAPublicClientGetsTokensOnce() throws Exception {
        JsonNode codes = start(cli, SCOPE);
        assertThat(codes.path("user_code").asString())
                .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[A-Z]{4}");
        assertThat(codes.path("verification_uri").asString())
                .isEqualTo(provider.issuer() + "/device");
        assertThat(codes.path("verification_uri_complete").asString())
                .isEqualTo(
                        provider.issuer()
                                + "/device?user_code="
                                + codes.path("user_code").asString());
        assertThat(codes.path("expires_in").asInt()).isEqualTo(600);
        assertThat(codes.path("interval").asInt()).isEqualTo(5);
        assertError(poll(cli, codes), "authorization_pending");

        Browser alice = signedIn("alice");
        HttpResponse<String> question = enter(alice, codes.path("user_code").asString());
        assertThat(question.body()).contains("Arcipelago command line", "see your deployments");
        assertThat(Browser.location(answer(alice, question, "approve", SCOPE.split(" "))))
                .isEqualTo("/identity/device?notice=approved");
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.device.approved.v1");

        HttpResponse<String> response = poll(cli, codes);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode tokens = TestClient.json(response);
        String accessToken = tokens.path("access_token").asString();
        assertThat(TestClient.claims(accessToken).getStringClaim("scope").split(" "))
                .containsExactlyInAnyOrder(SCOPE.split(" "));
        assertThat(TestClient.claims(tokens.path("id_token").asString()).getSubject())
                .isEqualTo(TestClient.claims(accessToken).getSubject());
        assertThat(cli.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(200);
        assertError(poll(cli, codes), "invalid_grant");
    }

    @Test
    void confidentialClientProvesItselfAndScopesComeFromThePage() throws Exception {
        TestClient printer = TestClient.thirdParty(provider, "printer", Set.of(DEVICE));
        JsonNode codes = start(printer, "openid profile email");
        TestClient impostor =
                new TestClient(provider, new Browser(provider), "printer", Secrets.random(), "");
        assertThat(poll(impostor, codes).statusCode()).isEqualTo(401);
        assertThat(impostor.call("/devicecode", Map.of("scope", "openid")).statusCode())
                .isEqualTo(401);

        Browser alice = signedIn("alice");
        HttpResponse<String> question = enter(alice, codes.path("user_code").asString());
        assertThat(question.body()).contains("The &lt;b&gt;printer&lt;/b&gt;");
        answer(alice, question, "approve", "openid", "deployments:write");
        JsonNode tokens = TestClient.json(poll(printer, codes));
        assertThat(
                        TestClient.claims(tokens.path("access_token").asString())
                                .getStringClaim("scope"))
                .isEqualTo("openid");
        assertThat(tokens.has("refresh_token")).isFalse();
    }

    @Test
    void deviceThatAsksTooOftenIsSlowedDownByFiveSecondsEachTime() {
        JsonNode codes = start(cli, "openid");
        assertError(poll(cli, codes), "authorization_pending");
        assertError(poll(cli, codes), "slow_down");
        provider.clock().advance(Duration.ofSeconds(9));
        assertError(poll(cli, codes), "slow_down");
        provider.clock().advance(Duration.ofSeconds(15));
        assertError(poll(cli, codes), "authorization_pending");
        provider.clock().advance(Duration.ofSeconds(15));
        assertError(poll(cli, codes), "authorization_pending");
    }

    @Test
    void deniedAndExpiredRequestsSaySo() {
        JsonNode denied = start(cli, "openid");
        Browser alice = signedIn("alice");
        answer(alice, enter(alice, denied.path("user_code").asString()), "deny", "openid");
        assertError(poll(cli, denied), "access_denied");

        JsonNode nothingAllowed = start(cli, "openid");
        answer(alice, enter(alice, nothingAllowed.path("user_code").asString()), "approve");
        assertError(poll(cli, nothingAllowed), "access_denied");

        JsonNode expired = start(cli, "openid");
        provider.clock().advance(Duration.ofMinutes(10));
        assertError(poll(cli, expired), "expired_token");
        assertThat(Browser.location(enter(alice, expired.path("user_code").asString())))
                .endsWith("notice=unknown");
    }

    @Test
    void codeIsBoundToItsClientAndToWhoEnteredItFirst() {
        TestClient scanner = TestClient.thirdParty(provider, "scanner", Set.of(DEVICE));
        JsonNode codes = start(cli, "openid");
        assertError(poll(scanner, codes), "invalid_grant");

        Browser alice = signedIn("alice");
        Browser bruno = signedIn("bruno");
        HttpResponse<String> question = enter(alice, codes.path("user_code").asString());
        assertThat(Browser.location(enter(bruno, codes.path("user_code").asString())))
                .endsWith("notice=unknown");
        // What bruno sends holds his own hidden field, but alice's question.
        Map<String, String> form = hidden(bruno.get("/identity/device"));
        form.put("request", Browser.hiddenFields(question.body()).get("request"));
        form.put("scope", "openid");
        form.put("decision", "approve");
        assertThat(Browser.location(bruno.post("/identity/device/answer", form)))
                .endsWith("notice=unknown");
        assertError(poll(cli, codes), "authorization_pending");

        answer(alice, question, "approve", "openid");
        assertThat(Browser.location(answer(alice, question, "deny", "openid")))
                .endsWith("notice=unknown");
        assertThat(poll(cli, codes).statusCode()).isEqualTo(200);
    }

    @Test
    void personSuspendedAfterTheAnswerGetsNoTokens() {
        JsonNode codes = start(cli, "openid");
        Browser bruno = signedIn("bruno");
        answer(bruno, enter(bruno, codes.path("user_code").asString()), "approve", "openid");
        Accounts accounts = provider.bean(Accounts.class);
        AccountId id = accounts.credentials("bruno").orElseThrow().id();
        accounts.setActive(id, false, provider.clock().instant());
        try {
            assertError(poll(cli, codes), "invalid_grant");
        } finally {
            accounts.setActive(id, true, provider.clock().instant());
        }
        assertError(poll(cli, codes), "invalid_grant");
    }

    @Test
    void pageNeedsASignInAndItsHiddenField() {
        Browser nobody = new Browser(provider);
        HttpResponse<String> page = nobody.get("/identity/device?user_code=BCDF-GHJK");
        assertThat(Browser.location(page)).isEqualTo("/identity/login");
        HttpResponse<String> back = nobody.signIn("alice", Provider.PASSWORD);
        HttpResponse<String> form = nobody.get(Browser.location(back));
        assertThat(form.body()).contains("value=\"BCDF-GHJK\"").doesNotContain("<script", "{{");
        assertThat(form.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(form.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        JsonNode codes = start(cli, "openid");
        HttpResponse<String> forged =
                nobody.post(
                        "/identity/device",
                        Map.of("user_code", codes.path("user_code").asString()));
        assertThat(Browser.location(forged)).isEqualTo("/identity/device?notice=expired");
        assertThat(nobody.get("/identity/device?user_code=%22%3E%3Cb%3E").body())
                .contains("&quot;&gt;&lt;b&gt;");
    }

    @Test
    void guessesAreThrottledForTheAccountAndSuccessDoesNotClearThem() {
        Browser alice = signedIn("alice");
        for (int guess = 0; guess < 4; guess++) {
            assertThat(Browser.location(enter(alice, "BBBB-BBBB"))).endsWith("notice=unknown");
        }
        JsonNode codes = start(cli, "openid");
        assertThat(enter(alice, codes.path("user_code").asString()).statusCode()).isEqualTo(200);
        assertThat(Browser.location(enter(alice, "BBBB-BBBC"))).endsWith("notice=unknown");
        assertThat(Browser.location(enter(alice, codes.path("user_code").asString())))
                .endsWith("notice=throttled");
        // The address is held up too, whoever signs in there.
        assertThat(Browser.location(enter(signedIn("bruno"), "BBBB-BBBD")))
                .endsWith("notice=throttled");
        provider.clock().advance(Duration.ofSeconds(1));
        assertThat(
                        enter(alice, codes.path("user_code").asString().toLowerCase(Locale.ROOT))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsAreRefusedThatTheClientMayNotMake() {
        assertError(
                TestClient.dashboard(provider).call("/devicecode", Map.of("scope", "openid")),
                "unauthorized_client");
        assertError(cli.call("/devicecode", Map.of("scope", "storage.read:/")), "invalid_scope");
        assertError(
                cli.call("/devicecode", Map.of("audience", "https://elsewhere.example")),
                "invalid_target");
        TestClient unknown =
                new TestClient(provider, new Browser(provider), "no-such-client", "", "");
        assertThat(unknown.call("/devicecode", Map.of()).statusCode()).isEqualTo(401);
        assertThat(start(cli, "").has("device_code")).isTrue();
    }

    @Test
    void onlySoManyRequestsWaitForOneAddress() {
        try (Provider own = Provider.start("arcipelago.identity.device.max-waiting=2")) {
            TestClient client =
                    new TestClient(own, new Browser(own), "cli", "", "http://127.0.0.1/");
            start(client, "openid");
            start(client, "openid");
            assertError(
                    client.call("/devicecode", Map.of("scope", "openid")),
                    "temporarily_unavailable");
            own.clock().advance(Duration.ofMinutes(10));
            assertThat(start(client, "openid").has("user_code")).isTrue();
        }
    }

    @Test
    void neitherCodeIsStoredAndExpiredRowsGo() {
        JsonNode codes = start(cli, "openid");
        String row = rows();
        assertThat(row)
                .isNotEmpty()
                .doesNotContain(
                        codes.path("device_code").asString(), codes.path("user_code").asString());
        provider.clock().advance(Duration.ofHours(2));
        start(cli, "openid");
        assertThat(rows().lines()).hasSize(1);
    }

    @Test
    void discoveryAnnouncesTheGrant() {
        JsonNode metadata =
                TestClient.json(cli.browser().get("/identity/.well-known/openid-configuration"));
        assertThat(metadata.path("device_authorization_endpoint").asString())
                .isEqualTo(provider.issuer() + "/devicecode");
        assertThat(metadata.path("grant_types_supported").toString()).contains(DEVICE);
    }

    private String rows() {
        List<String> rows =
                provider.bean(JdbcClient.class)
                        .sql("select r::text from identity.device_request r")
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list();
        return String.join("\n", rows);
    }

    private JsonNode start(TestClient client, String scope) {
        HttpResponse<String> response =
                client.call("/devicecode", scope.isEmpty() ? Map.of() : Map.of("scope", scope));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    private HttpResponse<String> poll(TestClient client, JsonNode codes) {
        return client.call(
                "/token",
                Map.of("grant_type", DEVICE, "device_code", codes.path("device_code").asString()));
    }

    private Browser signedIn(String username) {
        Browser browser = new Browser(provider);
        browser.signIn(username, Provider.PASSWORD);
        return browser;
    }

    private HttpResponse<String> enter(Browser browser, String userCode) {
        Map<String, String> form = hidden(browser.get("/identity/device"));
        form.put("user_code", userCode);
        return browser.post("/identity/device", form);
    }

    private HttpResponse<String> answer(
            Browser browser, HttpResponse<String> question, String decision, String... scopes) {
        Map<String, String> form = hidden(question);
        form.put("decision", decision);
        form.put("scope", String.join(" ", scopes));
        return browser.post("/identity/device/answer", form);
    }

    private static Map<String, String> hidden(HttpResponse<String> page) {
        return new LinkedHashMap<>(Browser.hiddenFields(page.body()));
    }

    private static void assertError(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(TestClient.json(response).path("error").asString()).isEqualTo(error);
    }
}
