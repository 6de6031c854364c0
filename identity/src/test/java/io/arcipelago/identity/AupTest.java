package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.PeopleClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SmtpSink;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AupTest {

    private static final String AUP = "/identity/iam/aup";
    private static final String URL = "https://iam.example/policy";

    private static final SmtpSink sink = SmtpSink.start();
    private static final Provider provider = Provider.start(sink.settings());

    private final PeopleClient api = new PeopleClient(provider);

    @AfterAll
    static void stop() {
        provider.close();
        sink.close();
    }

    @AfterEach
    void noPolicy() {
        jdbc().sql("delete from identity.aup").update();
        provider.clock().advance(Duration.ofHours(2));
    }

    @Test
    void everyTokenPathAsksForTheSignature() {
        String admin = api.token("carla", "openid iam:admin.write");
        TestClient before = TestClient.dashboard(provider);
        JsonNode tokens = before.tokens("alice", "openid offline_access");
        String access = tokens.path("access_token").asString();
        TestClient pending = TestClient.dashboard(provider);
        String verifier = Secrets.random();
        String code = pending.code("alice", "openid", verifier);

        create(admin, 0, "");

        assertAsked(pending.exchangeCode(code, verifier));
        assertAsked(before.refresh(tokens.path("refresh_token").asString(), ""));
        assertAsked(TestClient.orchestrator(provider).exchange(access, "openid"));

        assertThat(api.post(AUP + "/signature", "", access).statusCode()).isEqualTo(201);
        assertThat(before.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .as("the refresh token was not used up by the refusal")
                .isEqualTo(200);
        assertThat(TestClient.orchestrator(provider).exchange(access, "openid").statusCode())
                .isEqualTo(200);
    }

    @Test
    void signInLeadsToThePageAndBackToTheClient() {
        create(api.token("carla", "openid iam:admin.write"), 0, "");
        TestClient client = TestClient.dashboard(provider);
        Map<String, String> request = client.signInRequest("openid", Secrets.random());
        client.authorize(request);
        HttpResponse<String> signedIn = client.browser().signIn("bruno", Provider.PASSWORD);
        HttpResponse<String> led = client.browser().get(Browser.location(signedIn));
        assertThat(Browser.location(led)).isEqualTo("/identity/aup");

        HttpResponse<String> page = client.browser().get("/identity/aup");
        assertThat(page.body()).contains(URL, "bruno", "Use it &lt;well&gt;");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        client.browser().post("/identity/aup", Map.of());
        assertThat(Browser.location(client.authorize(request)))
                .as("a form without its hidden field signs nothing")
                .isEqualTo("/identity/aup");

        HttpResponse<String> signed =
                client.browser().post("/identity/aup", Browser.hiddenFields(page.body()));
        assertThat(Browser.location(signed)).contains("/identity/authorize?");
        assertThat(Browser.location(client.browser().get(Browser.location(signed))))
                .contains("/ui/callback?code=");
    }

    @Test
    void devicePageLeadsToThePolicyFirstAndBack() {
        create(api.token("carla", "openid iam:admin.write"), 0, "");
        Browser bruno = new Browser(provider);
        bruno.signIn("bruno", Provider.PASSWORD);
        String device = "/identity/device?user_code=BCDF-GHJK";
        assertThat(Browser.location(bruno.get(device))).isEqualTo("/identity/aup");
        Map<String, String> form = Browser.hiddenFields(bruno.get("/identity/aup").body());
        form.put("user_code", "BCDF-GHJK");
        assertThat(Browser.location(bruno.post("/identity/device", form)))
                .isEqualTo("/identity/aup");
        assertThat(Browser.location(bruno.get(device))).isEqualTo("/identity/aup");
        HttpResponse<String> signed =
                bruno.post(
                        "/identity/aup", Browser.hiddenFields(bruno.get("/identity/aup").body()));
        assertThat(Browser.location(signed)).isEqualTo(device);
        assertThat(bruno.get(device).body()).contains("BCDF-GHJK");
    }

    @Test
    void pageNeedsASignIn() {
        create(api.token("carla", "openid iam:admin.write"), 0, "");
        assertThat(Browser.location(new Browser(provider).get("/identity/aup")))
                .isEqualTo("/identity/login");
    }

    @Test
    void changedPolicyAndExpiredSignatureMustBeSignedAgain() {
        String admin = api.token("carla", "openid iam:admin.write");
        TestClient client = TestClient.dashboard(provider);
        JsonNode tokens = client.tokens("alice", "openid offline_access");
        create(admin, 10, "5,1");
        api.post(AUP + "/signature", "", tokens.path("access_token").asString());
        HttpResponse<String> first = client.refresh(tokens.path("refresh_token").asString(), "");
        assertThat(first.statusCode()).isEqualTo(200);

        provider.clock().advance(Duration.ofSeconds(1));
        assertThat(api.post(AUP + "/touch", "", admin).statusCode()).isEqualTo(200);
        String next = TestClient.json(first).path("refresh_token").asString();
        assertAsked(client.refresh(next, ""));

        String access = TestClient.json(first).path("access_token").asString();
        assertThat(api.post(AUP + "/signature", "", access).statusCode()).isEqualTo(201);
        HttpResponse<String> second = client.refresh(next, "");
        assertThat(second.statusCode()).isEqualTo(200);
        provider.clock().advance(Duration.ofDays(11));
        assertAsked(client.refresh(TestClient.json(second).path("refresh_token").asString(), ""));
    }

    @Test
    void serviceAccountsSignNothing() {
        String admin = api.token("carla", "openid iam:admin.write iam:admin.read");
        jdbc().sql("update identity.account set service_account = true where username = 'bruno'")
                .update();
        try {
            create(admin, 0, "");
            assertThat(TestClient.dashboard(provider).tokens("bruno", "openid").has("access_token"))
                    .isTrue();
            assertThat(api.patch(AUP + "/signature/" + id("bruno"), "", admin).statusCode())
                    .isEqualTo(405);
        } finally {
            jdbc().sql("update identity.account set service_account = false").update();
        }
    }

    @Test
    void policyIsReadByAnybodyAndWrittenByScopeOnly() {
        assertThat(api.get(AUP, "").statusCode()).isEqualTo(404);
        String admin = api.token("carla", "openid iam:admin.write");
        String plainAdmin = api.token("carla", "openid");
        String alice = api.token("alice", "openid iam:admin.write");
        JsonNode created = create(admin, 0, "");
        assertThat(created.path("creationTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(created.path("signatureValidityInDays").asInt()).isZero();
        assertThat(TestClient.json(api.get(AUP, "")).path("url").asString()).isEqualTo(URL);
        assertThat(api.post(AUP, form(0, ""), admin).statusCode()).isEqualTo(409);
        assertThat(api.patch(AUP, form(30, "7"), admin).statusCode()).isEqualTo(200);
        for (String token : List.of(plainAdmin, alice, "")) {
            int refused = token.isEmpty() ? 401 : 403;
            assertThat(api.post(AUP, form(0, ""), token).statusCode()).isEqualTo(refused);
            assertThat(api.patch(AUP, form(0, ""), token).statusCode()).isEqualTo(refused);
            assertThat(api.post(AUP + "/touch", "", token).statusCode()).isEqualTo(refused);
            assertThat(api.delete(AUP, token).statusCode()).isEqualTo(refused);
        }
        assertThat(api.delete(AUP, admin).statusCode()).isEqualTo(204);
        assertThat(api.delete(AUP, admin).statusCode()).isEqualTo(404);
        assertThat(provider.events().all())
                .anyMatch(event -> event.type().endsWith("aup.deleted.v1"));
    }

    @Test
    void badPoliciesAreRefused() {
        String admin = api.token("carla", "openid iam:admin.write");
        Map<String, Object> noUrl = new LinkedHashMap<>(form(0, ""));
        for (String url :
                List.of("", "policy.html", "https://x.example/?a=b", "javascript:alert(1)")) {
            noUrl.put("url", url);
            assertThat(api.post(AUP, noUrl, admin).statusCode()).as(url).isEqualTo(400);
        }
        for (Map<String, Object> bad :
                List.of(
                        form(-1, ""),
                        form(0, "3"),
                        form(10, ""),
                        form(10, "10"),
                        form(10, "3,3"),
                        form(10, "0"),
                        form(10, "x"))) {
            HttpResponse<String> answer = api.post(AUP, bad, admin);
            assertThat(answer.statusCode()).as(bad.toString()).isEqualTo(400);
            assertThat(answer.body()).contains("{\"error\":\"Invalid AUP: ");
        }
    }

    @Test
    void signaturesOfOthersNeedTheScope() {
        String admin = api.token("carla", "openid iam:admin.read iam:admin.write");
        String plainAdmin = api.token("carla", "openid");
        String alice = api.token("alice", "openid iam:admin.read iam:admin.write");
        create(admin, 0, "");
        String ofBruno = AUP + "/signature/" + id("bruno");
        for (String token : List.of(plainAdmin, alice, "")) {
            int refused = token.isEmpty() ? 401 : 403;
            assertThat(api.get(ofBruno, token).statusCode()).isEqualTo(refused);
            assertThat(api.patch(ofBruno, "", token).statusCode()).isEqualTo(refused);
            assertThat(api.delete(ofBruno, token).statusCode()).isEqualTo(refused);
        }
        assertThat(api.post(AUP + "/signature", "", "").statusCode()).isEqualTo(401);
        assertThat(api.get(AUP + "/signature", "").statusCode()).isEqualTo(401);
        assertThat(api.get(ofBruno, admin).statusCode()).isEqualTo(404);
        JsonNode signed = TestClient.json(api.patch(ofBruno, "", admin));
        assertThat(signed.path("account").path("username").asString()).isEqualTo("bruno");
        assertThat(signed.path("account").has("email")).isFalse();
        assertThat(api.get(ofBruno, admin).statusCode()).isEqualTo(200);
        assertThat(api.delete(ofBruno, admin).statusCode()).isEqualTo(204);
        assertThat(sink.await("bruno@arcipelago.example", 1).link()).endsWith("/identity/aup");
        assertThat(api.get(AUP + "/signature", alice).statusCode()).isEqualTo(404);
        assertThat(api.post(AUP + "/signature", "", alice).statusCode()).isEqualTo(201);
        assertThat(api.get(AUP + "/signature/" + id("alice"), alice).statusCode()).isEqualTo(200);
    }

    private JsonNode create(String admin, int days, String reminders) {
        HttpResponse<String> answer = api.post(AUP, form(days, reminders), admin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    private static Map<String, Object> form(int days, String reminders) {
        return Map.of(
                "url", URL,
                "description", "Use it <well>",
                "signatureValidityInDays", days,
                "aupRemindersInDays", reminders);
    }

    private static void assertAsked(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(TestClient.json(answer).path("error_description").asString())
                .contains("User alice needs to sign");
    }

    private static String id(String username) {
        return jdbc().sql("select id::text from identity.account where username = :username")
                .param("username", username)
                .query(String.class)
                .single();
    }

    private static JdbcClient jdbc() {
        return provider.bean(JdbcClient.class);
    }
}
