package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a program tries that wants more than its share; curl sends it. */
@Tag("product")
class HostileProgramTest {

    @RegisterExtension
    static final SharedProduct shared = new SharedProduct(SharedProduct.Kind.HOSTILE);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REDIRECT = "https://application.example/callback";
    private static final String SCOPE = "openid profile offline_access";

    private static SecureProduct product;
    private static SecureProduct.Registered site;
    private static CodeFlow flow;

    private Curl program;

    @BeforeAll
    static void register() {
        Apache.require(Path.of("/usr/bin/curl"), "curl");
        product = shared.product();
        SecureProduct.Registered application =
                product.register(
                        """
                        {"client_name": "An application", "redirect_uris": ["%s"],
                         "grant_types": ["authorization_code", "refresh_token"],
                         "token_endpoint_auth_method": "none", "scope": "%s"}
                        """
                                .formatted(REDIRECT, SCOPE));
        site =
                product.register(
                        """
                        {"client_name": "A site", "grant_types": ["client_credentials"],
                         "scope": "openid", "allow_introspection": true}
                        """);
        flow = new CodeFlow(product, application, REDIRECT, SCOPE);
    }

    @BeforeEach
    void comeIn() {
        program = Curl.fresh(product);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://thief.example/callback",
                "https://application.example.thief.example/callback",
                "https://application.example@thief.example/callback",
                "https://application.example/callback/../thief",
                "https://application.example/callback/",
                "https://application.example/callback?more=1",
                "https://application.example/callback#part",
                "https://application.example/CALLBACK",
                "http://application.example/callback",
                "//thief.example/callback",
                "javascript:alert(1)",
                "https://application.example/callback\r\nSet-Cookie: a=b"
            })
    void aRedirectUriThatIsNotRegisteredIsNotFollowed(String uri) {
        Map<String, String> request = flow.request();
        request.put("redirect_uri", uri);

        Curl.Answer stranger = program.get(flow.url(request));
        flow.code(program, "alice");
        Curl.Answer signedIn = program.get(flow.url(request));

        assertThat(signedIn.status()).isEqualTo(400);
        assertThat(signedIn.header("Location")).isEmpty();
        assertThat(signedIn.header("Set-Cookie").orElse("")).doesNotContain("a=b");
        // Who is not signed in is at most led to the sign-in page.
        assertThat(stranger.header("Location").orElse(product.issuer()))
                .doesNotContain("thief")
                .doesNotContain("javascript");
    }

    @Test
    void aCodeThatComesTwiceTakesBackWhatItGave() {
        String code = flow.code(program, "alice");
        Curl.Answer first = flow.exchange(program, code);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(active(access(first))).isTrue();

        Curl.Answer second = flow.exchange(program, code);

        assertError(second, 400, "invalid_grant");
        assertThat(active(access(first))).isFalse();
        assertError(flow.refresh(program, refreshToken(first)), 400, "invalid_grant");
    }

    @Test
    void aCodeIsWorthNothingWithoutItsVerifier() {
        String code = flow.code(program, "alice");

        Map<String, String> fields = new HashMap<>(flow.request());
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("code_verifier", "x".repeat(43));
        Curl.Answer answer = program.form(product.issuer() + "/token", fields);

        assertThat(answer.status()).isBetween(400, 401);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    @Test
    void aRefreshTokenThatWasStolenEndsTheWholeFamily() {
        Curl.Answer given = flow.exchange(program, flow.code(program, "bruno"));
        String stolen = refreshToken(given);
        Curl.Answer owners = flow.refresh(program, stolen);
        assertThat(owners.status()).as(owners.body()).isEqualTo(200);

        // For half a minute a client that lost an answer may ask again.
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(
                        () -> assertError(flow.refresh(program, stolen), 400, "invalid_grant"));

        assertError(flow.refresh(program, refreshToken(owners)), 400, "invalid_grant");
        assertThat(active(access(owners))).isFalse();
        assertThat(active(access(given))).isFalse();
    }

    @Test
    void aForgedTokenOpensNothing() throws IOException {
        String good = access(flow.exchange(program, flow.code(program, "alice")));
        Path directory = Files.createTempDirectory(product.directory(), "forged");
        Map<String, String> forgeries =
                new ForgedTokens(directory, good, program.get(product.issuer() + "/jwk").body())
                        .all();
        assertThat(userinfo(good).status()).isEqualTo(200);
        assertThat(active(good)).isTrue();
        assertThat(me(good).status()).isEqualTo(200);

        assertThat(forgeries).hasSizeGreaterThan(15);
        forgeries.forEach((name, forged) -> {
            assertThat(userinfo(forged).status()).as("userinfo: " + name).isEqualTo(401);
            assertThat(active(forged)).as("introspection: " + name).isFalse();
            assertThat(me(forged).status()).as("interface: " + name).isEqualTo(401);
        });
        assertThat(active(good)).as("the good one stays good").isTrue();
    }

    @Test
    void whoDoesNotAuthenticateLearnsNothingAboutTokens() {
        String good = access(flow.exchange(program, flow.code(program, "alice")));

        Curl.Answer answer = program.form(product.issuer() + "/introspect", Map.of("token", good));
        Curl.Answer guessed =
                program.form(
                        product.issuer() + "/introspect",
                        Map.of("token", good),
                        "Authorization: "
                                + new SecureProduct.Registered(site.id(), "guessed").basic());

        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(401);
        assertThat(guessed.status()).as(guessed.head() + guessed.body()).isEqualTo(401);
        assertThat(answer.body() + guessed.body()).doesNotContain("active");
    }

    @ParameterizedTest
    @CsvSource({"/token", "/introspect", "/revoke", "/devicecode"})
    void anotherContentTypeIsNotTakenForAForm(String path) {
        String token = access(flow.exchange(program, flow.code(program, "alice")));
        String json =
                """
                {"grant_type": "client_credentials", "token": "%s", "client_id": "cli"}
                """
                        .formatted(token);

        for (String type : new String[] {"application/json", "text/plain", "nonsense"}) {
            Curl.Answer answer =
                    program.post(
                            product.issuer() + path,
                            json,
                            "Content-Type: " + type,
                            "Authorization: " + site.basic());
            assertThat(answer.status()).as(type).isBetween(400, 499);
            assertThat(answer.body())
                    .doesNotContain("access_token")
                    .doesNotContain("\"active\":true")
                    .doesNotContain("\"device_code\"");
        }
        assertThat(active(token)).as("nothing was revoked").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/>", "{", "null", "[]", "\"text\"", "{\"client_name\": 1e999}"})
    void aBodyThatIsNoRegistrationIsTheCallersFault(String body) {
        Curl.Answer answer =
                program.post(
                        product.issuer() + "/iam/api/client-registration",
                        body,
                        "Content-Type: application/json");

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void aHugeHeaderIsRefusedAndTheServiceGoesOn() {
        Curl.Answer answer =
                program.get(
                        product.issuer() + "/userinfo",
                        "Authorization: Bearer " + "a".repeat(40_000));

        assertThat(answer.status()).isBetween(400, 499);
        stillAnswers();
    }

    @Test
    void aHugeBodyIsRefusedAndTheServiceGoesOn() {
        Curl.Answer form =
                program.form(
                        product.issuer() + "/token",
                        "grant_type=client_credentials&filler=" + "a".repeat(8_000_000),
                        "Authorization: " + site.basic());
        Curl.Answer json =
                program.post(
                        product.issuer() + "/registration/create",
                        "{\"notes\": \"" + "a".repeat(8_000_000) + "\"}",
                        "Content-Type: application/json");

        assertThat(form.body()).doesNotContain("access_token");
        assertThat(form.status()).isBetween(400, 502);
        // The server hangs up on what is far too long, which the proxy calls a bad gateway.
        assertThat(json.status()).isBetween(400, 502);
        stillAnswers();
    }

    @Test
    void tooManyOrTooLongParametersAreRefusedAndTheServiceGoesOn() {
        StringBuilder many = new StringBuilder("grant_type=client_credentials");
        for (int i = 0; i < 20_000; i++) {
            many.append("&p").append(i).append("=1");
        }
        Map<String, String> longState = flow.request();
        longState.put("state", "s".repeat(7_000));

        Curl.Answer flooded =
                program.form(
                        product.issuer() + "/token",
                        many.toString(),
                        "Authorization: " + site.basic());
        Curl.Answer twice =
                program.form(
                        product.issuer() + "/token",
                        "grant_type=client_credentials&grant_type=client_credentials",
                        "Authorization: " + site.basic());
        Curl.Answer longOne = program.get(flow.url(longState));

        assertThat(flooded.body()).doesNotContain("access_token");
        assertThat(flooded.status()).isBetween(400, 499);
        assertError(twice, 400, "invalid_request");
        assertThat(longOne.status()).isBetween(300, 499);
        stillAnswers();
    }

    private void stillAnswers() {
        assertThat(program.get(product.issuer() + "/jwk").status()).isEqualTo(200);
    }

    private Curl.Answer userinfo(String token) {
        return program.get(product.issuer() + "/userinfo", "Authorization: Bearer " + token);
    }

    private Curl.Answer me(String token) {
        return program.get(product.issuer() + "/v1/me", "Authorization: Bearer " + token);
    }

    private boolean active(String token) {
        Curl.Answer answer =
                program.form(
                        product.issuer() + "/introspect",
                        Map.of("token", token),
                        "Authorization: " + site.basic());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("active").asBoolean();
    }

    private static String access(Curl.Answer answer) {
        return member(answer, "access_token");
    }

    private static String refreshToken(Curl.Answer answer) {
        return member(answer, "refresh_token");
    }

    private static String member(Curl.Answer answer, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path(name).asString();
    }

    private static void assertError(Curl.Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("error").asString("")).isEqualTo(error);
    }
}
