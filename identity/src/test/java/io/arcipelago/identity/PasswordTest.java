package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.PeopleClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.SmtpSink;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PasswordTest {

    private static final String NEW = "violet tram over the bridge";

    private static final SmtpSink sink = SmtpSink.start();
    private static final Provider provider = Provider.start(sink.settings());

    private final PeopleClient api = new PeopleClient(provider);
    private final Browser browser = new Browser(provider);

    @AfterAll
    static void stop() {
        provider.close();
        sink.close();
    }

    @BeforeEach
    void forgetCounts() {
        provider.clock().advance(Duration.ofHours(2));
    }

    @Test
    void forgottenPasswordIsReplacedThroughTheMailOnce() {
        person("rosa");
        HttpResponse<String> login = browser.get("/identity/login");
        assertThat(login.body()).contains("Forgot your password?", "href=\"/identity/password\"");
        assertThat(browser.get("/identity/password").body()).contains("name=\"email\"");
        HttpResponse<String> sent =
                browser.post("/identity/password/forgotten", Map.of("email", "ROSA@iam.example"));
        assertThat(sent.body()).contains("If there is an account");

        SmtpSink.Mail mail = sink.await("rosa@iam.example", 1);
        String link = mail.link().substring(provider.publicUrl().length());
        HttpResponse<String> page = browser.get(link);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(choose(mail.token(), "short", "short").body()).contains("too short");
        assertThat(choose(mail.token(), NEW, NEW + "!").body()).contains("differ");
        assertThat(choose(mail.token(), NEW, NEW).body()).contains("Your password is set");
        assertThat(choose(mail.token(), NEW, NEW).statusCode()).as("one use").isEqualTo(404);
        assertThat(Browser.location(browser.signIn("rosa", Provider.PASSWORD)))
                .endsWith("notice=refused");
        assertThat(Browser.location(browser.signIn("rosa", NEW))).isEqualTo("/");
    }

    @Test
    void programsResetWithTheTokenOfTheMail() {
        person("luca");
        assertThat(ask("luca@iam.example").statusCode()).isEqualTo(200);
        String token = sink.await("luca@iam.example", 1).token();
        String look = "/identity/iam/password-reset/token/";
        assertThat(api.get(look + token, "").statusCode()).isEqualTo(200);
        assertThat(api.head(look + token).statusCode()).isEqualTo(200);
        assertThat(api.head(look + Secrets.random()).statusCode()).isEqualTo(404);
        assertThat(reset(token, "12345678").body()).contains("\"error\"", "too short");
        assertThat(reset(token, NEW).statusCode()).isEqualTo(201);
        assertThat(reset(token, NEW + NEW).statusCode()).isEqualTo(404);
        assertThat(Browser.location(browser.signIn("luca", NEW))).isEqualTo("/");
    }

    @Test
    void resetAnswersTheSameForEveryAddressAndLockedPeopleGetNoMail() {
        AccountId locked = person("locked");
        provider.bean(Accounts.class).setActive(locked, false, provider.clock().instant());
        person("present");
        Set<String> answers = new HashSet<>();
        for (String address :
                List.of("nobody@iam.example", "locked@iam.example", "present@iam.example")) {
            HttpResponse<String> answer = ask(address);
            answers.add(answer.statusCode() + answer.body());
        }
        assertThat(answers).containsExactly("200");
        sink.await("present@iam.example", 1);
        assertThat(sink.to("nobody@iam.example")).isEmpty();
        assertThat(sink.to("locked@iam.example")).isEmpty();
        assertThat(ask("no address").statusCode()).isEqualTo(400);
    }

    @Test
    void linkExpiresAndIsStoredAsADigest() {
        person("lenta");
        ask("lenta@iam.example");
        String token = sink.await("lenta@iam.example", 1).token();
        String rows =
                provider.bean(JdbcClient.class)
                        .sql("select string_agg(t::text, ',') from identity.password_ticket t")
                        .query(String.class)
                        .single();
        assertThat(rows).contains(Secrets.digest(token)).doesNotContain(token);
        provider.clock().advance(Duration.ofMinutes(61));
        assertThat(reset(token, NEW).statusCode()).isEqualTo(404);
        assertThat(browser.get("/identity/password?token=" + token).statusCode()).isEqualTo(404);
    }

    @Test
    void linksAreBoundedPerMailboxAndPerNetworkAddress() {
        person("pestered");
        for (int i = 0; i < 10; i++) {
            assertThat(ask("pestered@iam.example").statusCode()).isEqualTo(200);
        }
        assertThat(ask("pestered@iam.example").statusCode()).isEqualTo(429);
        sink.await("pestered@iam.example", 3);
        assertThat(sink.to("pestered@iam.example")).hasSize(3);
    }

    @Test
    void changeEndsEverySessionAndGrantFromBefore() {
        person("vera");
        TestClient client = TestClient.dashboard(provider);
        JsonNode tokens = client.tokens("vera", "openid offline_access");
        String access = tokens.path("access_token").asString();
        assertThat(update(access, "wrong one", NEW).statusCode()).isEqualTo(400);
        assertThat(update(access, Provider.PASSWORD, "vera-password-1").body())
                .contains("user name");
        provider.clock().advance(Duration.ofSeconds(2));
        assertThat(update(access, Provider.PASSWORD, NEW).statusCode()).isEqualTo(200);

        assertThat(client.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
        assertThat(TestClient.orchestrator(provider).seesActive(access)).isFalse();
        HttpResponse<String> authorize =
                client.authorize(client.signInRequest("openid", Secrets.random()));
        assertThat(Browser.location(authorize)).as("the old browser").endsWith("/login");
        assertThat(Browser.location(client.browser().signIn("vera", NEW))).contains("/authorize");
        assertThat(provider.events().all().toString())
                .contains("password.updated.v1")
                .doesNotContain(NEW);
    }

    @Test
    void codeFromBeforeTheChangeIsWorthNothing() {
        AccountId id = person("olga");
        TestClient client = TestClient.dashboard(provider);
        String verifier = Secrets.random();
        String code = client.code("olga", "openid", verifier);
        String access = api.token("olga", "openid");
        provider.clock().advance(Duration.ofSeconds(2));
        assertThat(update(access, Provider.PASSWORD, NEW).statusCode()).isEqualTo(200);
        HttpResponse<String> exchanged = client.exchangeCode(code, verifier);
        assertThat(exchanged.statusCode()).isEqualTo(400);
        assertThat(exchanged.body()).contains("invalid_grant", "password was changed");
        assertThat(id).isNotNull();
    }

    @Test
    void guessesAtTheCurrentPasswordAreBoundedPerAccount() {
        person("guessed");
        String access = api.token("guessed", "openid");
        for (int i = 0; i < 10; i++) {
            assertThat(update(access, "guess " + i, NEW).statusCode()).isEqualTo(400);
        }
        assertThat(update(access, Provider.PASSWORD, NEW).statusCode()).isEqualTo(429);
    }

    @Test
    void changeNeedsAPersonsToken() {
        assertThat(update("", Provider.PASSWORD, NEW).statusCode()).isEqualTo(401);
        TestClient orchestrator = TestClient.orchestrator(provider);
        String client =
                TestClient.json(
                                orchestrator.call(
                                        "/token", Map.of("grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        assertThat(update(client, Provider.PASSWORD, NEW).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> ask(String email) {
        return browser.post("/identity/iam/password-reset/token", Map.of("email", email));
    }

    private HttpResponse<String> reset(String token, String password) {
        return api.post(
                "/identity/iam/password-reset",
                Map.of("updatedPassword", password, "token", token),
                "");
    }

    private HttpResponse<String> choose(String token, String password, String repeated) {
        return browser.post(
                "/identity/password",
                Map.of("token", token, "password", password, "repeated", repeated));
    }

    private HttpResponse<String> update(String token, String current, String updated) {
        Map<String, String> form = Map.of("currentPassword", current, "updatedPassword", updated);
        return token.isEmpty()
                ? browser.post("/identity/iam/password-update", form)
                : browser.post(
                        "/identity/iam/password-update", form, "Authorization", "Bearer " + token);
    }

    private static AccountId person(String username) {
        return provider.bean(Accounts.class)
                .create(
                        username,
                        username,
                        username + "@iam.example",
                        provider.bean(PasswordHashes.class).hash(Provider.PASSWORD),
                        provider.clock().instant());
    }
}
