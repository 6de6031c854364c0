package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What somebody tries at the pages: with another's session, another's name, or somebody's luck. */
@Tag("product")
class HostileVisitorTest {

    @RegisterExtension
    static final SharedProduct shared = new SharedProduct(SharedProduct.Kind.HOSTILE);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REDIRECT = "https://other.example/callback";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static SecureProduct product;
    private static CodeFlow flow;
    private static SecureProduct.Registered application;
    private static String people;

    private Curl visitor;

    @BeforeAll
    static void register() {
        Apache.require(Path.of("/usr/bin/curl"), "curl");
        product = shared.product();
        application =
                product.register(
                        """
                        {"client_name": "Another application", "redirect_uris": ["%s"],
                         "grant_types": ["authorization_code"],
                         "token_endpoint_auth_method": "none", "scope": "openid profile"}
                        """
                                .formatted(REDIRECT));
        flow = new CodeFlow(product, application, REDIRECT, "openid profile");
        people = product.tokens("carla", "scim:write").access();
    }

    @BeforeEach
    void comeIn() {
        visitor = Curl.fresh(product);
    }

    @Test
    void theSessionIsForThisServiceAndNotForScripts() {
        String cookie = visitor.get(page("/login")).header("Set-Cookie").orElse("");

        assertThat(cookie)
                .contains("Path=/identity", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
        signIn(visitor, "alice", product.password("alice"));
        assertThat(visitor.get(page("/device")).header("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
    }

    @Test
    void aSignInThatAnotherPageSendsIsNotTaken() {
        Map<String, String> right =
                Map.of("username", "alice", "password", product.password("alice"));
        Curl other = Curl.fresh(product);
        String foreign = other.get(page("/login")).form().filled(right);

        Curl.Answer bare = visitor.form(page("/login"), right);
        visitor.get(page("/login"));
        Curl.Answer withForeignField = visitor.form(page("/login"), foreign);

        assertThat(List.of(bare, withForeignField))
                .allMatch(answer -> answer.redirect().endsWith("/login?notice=expired"));
        assertThat(isSignedIn(visitor)).isFalse();
        visitor.submit(visitor.get(page("/login")), right);
        assertThat(isSignedIn(visitor)).as("after the page's own form").isTrue();
    }

    @Test
    void anAnswerToAnotherPersonsQuestionGivesNoCode() {
        Curl bruno = Curl.fresh(product);
        Curl.Answer brunosPage = flow.upToConsent(bruno, "bruno", product.password("bruno"));
        Curl.Answer alicesPage = flow.upToConsent(visitor, "alice", product.password("alice"));
        assertThat(alicesPage.body()).contains("Allow");

        List<Curl.Answer> forged =
                List.of(
                        consent(Map.of()),
                        consent(Map.of("state", "guessed")),
                        visitor.form(page("/authorize"), brunosPage.form().filled(Map.of())));

        assertThat(forged)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isNotEqualTo(200);
                    assertThat(answer.redirect()).doesNotContain("code=");
                });
        // The same form from the page itself works.
        assertThat(visitor.submit(alicesPage, Map.of()).redirect())
                .startsWith(REDIRECT + "?")
                .contains("code=");
    }

    @Test
    void anAnswerForADeviceThatAnotherPageSendsConnectsNothing() {
        Codes codes = device();
        signIn(visitor, "alice", product.password("alice"));
        Curl.Answer question =
                visitor.submit(visitor.get(page("/device")), Map.of("user_code", codes.user()));
        String request =
                question.form().fields().stream()
                        .filter(field -> field.startsWith("request="))
                        .findFirst()
                        .orElseThrow();

        visitor.form(page("/device/answer"), request + "&decision=approve&scope=openid");
        Curl bruno = Curl.fresh(product);
        signIn(bruno, "bruno", product.password("bruno"));
        String brunosField = bruno.get(page("/device")).form().fields().getFirst();
        bruno.form(
                page("/device/answer"), request + "&decision=approve&scope=openid&" + brunosField);

        assertThat(poll(codes).body()).contains("authorization_pending");
        // The same answer from the page itself counts.
        assertThat(visitor.submit(question, Map.of("decision", "approve")).redirect())
                .endsWith("notice=approved");
    }

    @Test
    void aSignOutThatAnotherPageSendsSignsNobodyOut() {
        signIn(visitor, "alice", product.password("alice"));

        visitor.form(page("/logout"), Map.of());
        Curl.Answer question = visitor.get(page("/logout"));

        assertThat(isSignedIn(visitor)).isTrue();
        visitor.submit(question, Map.of());
        assertThat(isSignedIn(visitor)).as("after the page's own form").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?continue=https://thief.example/",
                "/login?redirect_uri=https://thief.example/&next=//thief.example",
                "/logout?post_logout_redirect_uri=https://thief.example/",
                "/logout?client_id=dashboard&post_logout_redirect_uri=https://thief.example/",
                "/device?user_code=https://thief.example/",
                "//thief.example/",
                "/%2F%2Fthief.example/",
                "/authorize?client_id=dashboard&redirect_uri=https://thief.example/",
                "/consent?state=//thief.example"
            })
    void noAddressLeadsToAnotherOrigin(String path) {
        for (String header : List.of("Accept: text/html", "X-Forwarded-Host: thief.example")) {
            Curl.Answer stranger = visitor.get(page(path), header);
            assertThat(stranger.redirect()).doesNotContain("//thief.example");
        }
        Curl.Answer hosted = visitor.get(page(path), "Host: thief.example");
        assertThat(hosted.header("Location").orElse("")).doesNotContain("thief.example");

        signIn(visitor, "alice", product.password("alice"));
        assertThat(visitor.get(page(path)).redirect()).doesNotContain("//thief.example");
    }

    @Test
    void guessingAPasswordSoonHasToWaitAlsoWhenItIsRight() {
        String name = "guessed" + UUID.randomUUID().toString().substring(0, 8);
        String password = "correct-Horse-7-battery";
        person(name, password);

        // A guess takes this machine some time; for no length of it are all three numbers of wrong
        // guesses such that a wait has just ended.
        boolean refused =
                IntStream.of(8, 6, 7)
                        .anyMatch(wrong -> {
                            for (int i = 0; i < wrong; i++) {
                                assertThat(isSignedInAs(name, "wrong-" + i)).isFalse();
                            }
                            return !isSignedInAs(name, password);
                        });

        assertThat(refused).as("the right password, too early").isTrue();
        assertThat(isSignedInAs("alice", product.password("alice")))
                .as("other people from the same address")
                .isTrue();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> isSignedInAs(name, password));
    }

    @Test
    void guessingDeviceCodesSoonHasToWaitAlsoWhenOneIsRight() {
        Codes codes = device();
        signIn(visitor, "bruno", product.password("bruno"));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(enter("BBBB-BBBB").redirect());
        }

        assertThat(answers).first().asString().endsWith("notice=unknown");
        assertThat(answers).anyMatch(answer -> answer.endsWith("notice=throttled"));
        // In time the right one works.
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> enter(codes.user()).status() == 200);
    }

    @Test
    void theSignInDoesNotTellWhoHasAnAccount() {
        String name = "disabled" + UUID.randomUUID().toString().substring(0, 8);
        person(name, "correct-Horse-7-battery");

        List<String> answers =
                List.of(
                        whole(attempt(name, "wrong")),
                        whole(attempt("nobody-of-this-name", "wrong")),
                        whole(attempt("nobody' or '1'='1", "wrong")),
                        whole(attempt("", "")));

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("User name or password is not right");
    }

    @Test
    void thePasswordResetDoesNotTellWhoHasAnAccount() {
        String known = "alice@arcipelago.example";
        String unknown = "nobody@arcipelago.example";

        assertThat(whole(visitor.form(page("/iam/password-reset/token"), Map.of("email", known))))
                .isEqualTo(
                        whole(
                                visitor.form(
                                        page("/iam/password-reset/token"),
                                        Map.of("email", unknown))));
        assertThat(whole(visitor.form(page("/password/forgotten"), Map.of("email", known))))
                .isEqualTo(
                        whole(visitor.form(page("/password/forgotten"), Map.of("email", unknown))));
    }

    @Test
    void theRegistrationDoesNotTellWhoHasAnAccount() {
        assertThat(registration("carlo1", "alice@arcipelago.example"))
                .isEqualTo(registration("carlo2", "aline@arcipelago.example"));
        assertThat(
                        whole(
                                visitor.get(
                                        page(
                                                "/registration/email-available/"
                                                        + "alice@arcipelago.example"))))
                .isEqualTo(
                        whole(
                                visitor.get(
                                        page(
                                                "/registration/email-available/"
                                                        + "aline@arcipelago.example"))));
    }

    /** The answer to a request, without what has to differ: its name, its number and its time. */
    private String registration(String username, String email) {
        Curl.Answer answer =
                visitor.post(
                        page("/registration/create"),
                        """
                        {"username": "%s", "givenname": "Carlo", "familyname": "Verdi",
                         "email": "%s", "notes": "for the telescope"}
                        """
                                .formatted(username, email),
                        "Content-Type: application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return whole(answer)
                .replace(username, "USERNAME")
                .replace(email, "EMAIL")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID")
                .replaceAll("Time\":[0-9]+", "Time\":TIME");
    }

    /** All of an answer that does not differ from one request to the next by its nature. */
    private static String whole(Curl.Answer answer) {
        String head =
                answer.head()
                        .lines()
                        .filter(line -> !line.matches("(?i)(date|x-request-id|set-cookie):.*"))
                        .collect(Collectors.joining("\n"));
        String body = answer.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "CSRF");
        return head + "\n" + body;
    }

    /** The page that somebody comes to who tries to sign in. */
    private static Curl.Answer attempt(String username, String password) {
        Curl browser = Curl.fresh(product);
        Curl.Answer answer =
                browser.submit(
                        browser.get(page("/login")),
                        Map.of("username", username, "password", password));
        assertThat(answer.status()).isEqualTo(302);
        return browser.follow(answer, product.origin());
    }

    private Curl.Answer consent(Map<String, String> fields) {
        return visitor.form(
                page("/authorize"),
                PageForm.encode(Map.of("client_id", application.id(), "scope", "openid"))
                        + "&"
                        + PageForm.encode(fields));
    }

    private Curl.Answer enter(String code) {
        return visitor.submit(visitor.get(page("/device")), Map.of("user_code", code));
    }

    /** The codes that a person types and that the device keeps. */
    private record Codes(String user, String device) {}

    private Codes device() {
        Curl.Answer answer =
                visitor.form(page("/devicecode"), Map.of("client_id", "cli", "scope", "openid"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Codes(
                JSON.readTree(answer.body()).path("user_code").asString(),
                JSON.readTree(answer.body()).path("device_code").asString());
    }

    private Curl.Answer poll(Codes codes) {
        return visitor.form(
                page("/token"),
                Map.of(
                        "client_id",
                        "cli",
                        "grant_type",
                        DEVICE_GRANT,
                        "device_code",
                        codes.device()));
    }

    private static void person(String username, String password) {
        Curl.Answer answer =
                Curl.fresh(product)
                        .post(
                                page("/scim/Users"),
                                """
                                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                                 "userName": "%1$s", "password": "%2$s", "active": true,
                                 "name": {"givenName": "Dario", "familyName": "Riva"},
                                 "emails": [{"value": "%1$s@arcipelago.example"}]}
                                """
                                        .formatted(username, password),
                                "Content-Type: application/scim+json",
                                "Authorization: Bearer " + people);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static Curl.Answer signIn(Curl browser, String username, String password) {
        return browser.submit(
                browser.get(page("/login")), Map.of("username", username, "password", password));
    }

    private static boolean isSignedInAs(String username, String password) {
        Curl browser = Curl.fresh(product);
        signIn(browser, username, password);
        return isSignedIn(browser);
    }

    private static boolean isSignedIn(Curl browser) {
        return browser.get(page("/device")).status() == 200;
    }

    private static String page(String path) {
        return product.issuer() + path;
    }
}
