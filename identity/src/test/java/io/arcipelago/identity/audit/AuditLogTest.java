package io.arcipelago.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OLD = Provider.PASSWORD;
    private static final String NEW = "a password after 88 Zw";

    private static final Provider provider =
            Provider.start(
                    "arcipelago.identity.audit.lookups=file,table",
                    "arcipelago.identity.audit.refusals-per-minute=5",
                    "arcipelago.identity.client-registration.anonymous-per-hour=100");

    private final List<String> secrets = new ArrayList<>(List.of(OLD, NEW, Provider.PASSWORD));

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void fullScenarioIsToldWithoutAnySecret() {
        TokenClient carla = TokenClient.administrator(provider);
        secrets.add(carla.token());
        String user = person(carla);
        signIn("vera", "a wrong password 11 Qq");
        secrets.add("a wrong password 11 Qq");
        TestClient app = TestClient.thirdParty(provider, "telescope", CODE_AND_REFRESH);
        secrets.add(app.secret());
        JsonNode tokens = consentedTokens(app);
        remember(tokens, "access_token", "refresh_token", "id_token");
        JsonNode next =
                TestClient.json(app.refresh(tokens.path("refresh_token").asString(), "openid"));
        remember(next, "access_token", "refresh_token", "id_token");
        app.refresh(Secrets.random(), "");
        app.seesActive(next.path("access_token").asString());
        new TokenClient(provider, next.path("access_token").asString()).get("/userinfo");
        app.call("/revoke", Map.of("token", next.path("refresh_token").asString()));
        new TestClient(provider, app.browser(), "telescope", remembered(Secrets.random()), "")
                .call("/token", Map.of("grant_type", "client_credentials"));
        TokenClient vera = TokenClient.of(provider, "vera", "openid");
        secrets.add(vera.token());
        vera.get("/scim/Users");
        vera.send(
                "POST",
                "/iam/password-update",
                "application/x-www-form-urlencoded",
                Browser.encode(Map.of("currentPassword", OLD, "updatedPassword", NEW)));
        carla.patch(user, patch("{\"password\": \"" + remembered(NEW + " again") + "\"}"));
        carla.patch(user, patch("{\"active\": false}"));
        registerClient(carla);
        device();
        exchange();
        carla.delete(user);

        List<String> lines = lines("AccountRemovedEvent");
        assertThat(lines.stream().map(line -> JSON.readTree(line).path("@type").asString()))
                .contains(
                        "IamAuthenticationSuccessEvent",
                        "IamAuthenticationFailureEvent",
                        "IamAuthorizationFailureEvent",
                        "AccountCreatedEvent",
                        "PasswordUpdatedEvent",
                        "PasswordReplacedEvent",
                        "ActiveReplacedEvent",
                        "AccountDisabledEvent",
                        "AccountRemovedEvent",
                        "ConsentGivenEvent",
                        "AuthorizationCodeIssuedEvent",
                        "AccessTokenIssuedEvent",
                        "RefreshTokenIssuedEvent",
                        "TokenDeniedEvent",
                        "ClientAuthenticationFailureEvent",
                        "TokenIntrospectedEvent",
                        "UserInfoRequestedEvent",
                        "GrantRevokedEvent",
                        "TokenExchangedEvent",
                        "DeviceCodeIssuedEvent",
                        "DeviceApprovedEvent",
                        "ClientRegisteredEvent",
                        "ClientSecretUpdatedEvent",
                        "ClientRemovedEvent");
        String told = String.join("\n", lines) + table() + outbox();
        assertThat(secrets).as("the scenario made secrets").hasSizeGreaterThan(20);
        assertThat(secrets).allSatisfy(secret -> assertThat(told).doesNotContain(secret));
        assertThat(told).as("not a JWT of any kind").doesNotContain("eyJ");
        lines.forEach(AuditLogTest::assertWellFormed);
    }

    @Test
    void replacedPasswordIsToldWithoutIt() {
        TokenClient carla = TokenClient.administrator(provider);
        String user = person(carla, "petra");
        carla.patch(user, patch("{\"password\": \"" + NEW + "\"}"));
        JsonNode event =
                lines("PasswordReplacedEvent").stream()
                        .map(JSON::readTree)
                        .filter(line ->
                                line.path("@type").asString().equals("PasswordReplacedEvent"))
                        .filter(line ->
                                line.path("account").path("name").asString().equals("petra"))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.path("password").asString()).isEqualTo("replaced");
        assertThat(event.toString()).doesNotContain(NEW);
        assertThat(event.path("principal").asString()).isEqualTo("carla");
        assertThat(event.path("message").asString())
                .isEqualTo("Password replaced, account petra, by carla");
        assertThat(event.path("remoteAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(event.path("userAgent").asString()).startsWith("Java-http-client");
        assertThat(event.path("requestId").asString()).isNotEmpty();
    }

    @Test
    void tokensOfTheHotPathAreInTheFileAndLeaveNoRow() {
        TestClient orchestrator = TestClient.orchestrator(provider);
        long before = rows("AccessTokenIssuedEvent");
        long all = rows("%");
        Map<String, String> form = Map.of("grant_type", "client_credentials");
        String token =
                TestClient.json(orchestrator.call("/token", form)).path("access_token").asString();
        String id = String.valueOf(TestClient.claims(token).getJWTID());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Files.readString(file())).contains(id));
        JsonNode line = only(id);
        assertThat(line.path("@type").asString()).isEqualTo("AccessTokenIssuedEvent");
        assertThat(line.path("category").asString()).isEqualTo("TOKEN");
        assertThat(line.path("grantType").asString()).isEqualTo("client_credentials");
        assertThat(line.path("payload").path("client_id").asString()).isEqualTo("orchestrator");
        assertThat(line.path("header").path("alg").asString()).isEqualTo("RS256");
        assertThat(line.path("clientId").asString()).isEqualTo("orchestrator");
        assertThat(rows("AccessTokenIssuedEvent")).isEqualTo(before);
        assertThat(rows("%")).isEqualTo(all);
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        AuditTrail audit = provider.bean(AuditTrail.class);
        String undone = UUID.randomUUID().toString();
        String done = UUID.randomUUID().toString();
        TransactionTemplate transaction =
                new TransactionTemplate(provider.bean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            audit.accountChanged("account.created", undone, "test", Map.of());
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(
                status -> audit.accountChanged("account.created", done, "test", Map.of()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Files.readString(file())).contains(done));
        assertThat(contents()).doesNotContain(undone);
        assertThat(table()).contains(done).doesNotContain(undone);
    }

    @Test
    void textsCannotPretendToBeLines() {
        AuditTrail audit = provider.bean(AuditTrail.class);
        String account = UUID.randomUUID().toString();
        audit.accountChanged(
                "account.noted",
                account,
                "test\n{\"@type\":\"Forged\"}",
                Map.of("note", "one\r\n{\"@type\":\"Forged\"}\u2028two\u001b[31m", "a\nb", "c"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Files.readString(file())).contains(account));
        JsonNode line = only(account);
        assertThat(line.path("@type").asString()).isEqualTo("AccountNotedEvent");
        assertThat(line.path("note").asString())
                .isEqualTo("one {\"@type\":\"Forged\"}\u2028two [31m");
        assertThat(line.path("other").asString()).isEqualTo("c");
        assertThat(contents()).doesNotContain("\u2028").doesNotContain("\u001b");
        contents().lines().forEach(AuditLogTest::assertWellFormed);
    }

    @Test
    void whatLooksLikeASecretIsWithheldByNameAndByForm() {
        Details details = new Details();
        String random = Secrets.random();
        details.all(
                new LinkedHashMap<>(
                        Map.of(
                                "newPassword", "anything",
                                "client_secret", "anything",
                                "code", "123456",
                                "recoveryCodes", "1 2 3",
                                "reason", "because of " + random,
                                "jwt", "eyJhbGciOiJub25lIn0.e30.",
                                "password", "replaced",
                                "kid", random,
                                "factor", "totp")));
        assertThat(details.fields())
                .containsEntry("newPassword", Details.WITHHELD)
                .containsEntry("client_secret", Details.WITHHELD)
                .containsEntry("code", Details.WITHHELD)
                .containsEntry("recoveryCodes", Details.WITHHELD)
                .containsEntry("reason", Details.WITHHELD)
                .containsEntry("jwt", Details.WITHHELD)
                .containsEntry("password", "replaced")
                .containsEntry("kid", random)
                .containsEntry("factor", "totp");
    }

    @Test
    void refusalsFillTheFileButNotTheTable() {
        provider.clock().advance(Duration.ofMinutes(2));
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        long before = rows("IamAuthorizationFailureEvent");
        for (int i = 0; i < 9; i++) {
            assertThat(alice.get("/scim/Users?count=" + i).statusCode()).isEqualTo(403);
        }
        // The answer may arrive before the row.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(
                                        contents()
                                                .lines()
                                                .filter(line ->
                                                        line.contains("AuthorizationFailure")
                                                                && line.contains(alice.subject())))
                                .hasSize(9));
        assertThat(rows("IamAuthorizationFailureEvent") - before).isEqualTo(5);
    }

    @Test
    void badTokensAreToldAndMissingOnesAreNot() {
        provider.clock().advance(Duration.ofMinutes(2));
        long before = rows("BearerTokenRefusedEvent");
        assertThat(TokenClient.anonymous(provider).get("/scim/Users").statusCode()).isEqualTo(401);
        assertThat(rows("BearerTokenRefusedEvent")).isEqualTo(before);
        assertThat(new TokenClient(provider, "rubbish").get("/scim/Users").statusCode())
                .isEqualTo(401);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(rows("BearerTokenRefusedEvent")).isEqualTo(before + 1));
    }

    private static final Set<String> CODE_AND_REFRESH =
            Set.of("authorization_code", "refresh_token");

    private static void assertWellFormed(String line) {
        assertThat(line).matches("\\{[\\x20-\\x7e]+\\}");
        JsonNode event = JSON.readTree(line);
        assertThat(new ArrayList<>(event.propertyNames()).subList(0, 5))
                .containsExactly("timestamp", "@type", "category", "principal", "message");
        assertThat(event.propertyNames()).contains("source", "eventId", "time", "outcome", "actor");
        assertThat(event.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(AuditCategory.values())
                .extracting(AuditCategory::name)
                .contains(event.path("category").asString());
    }

    private String person(TokenClient carla) {
        return person(carla, "vera");
    }

    private static String person(TokenClient carla, String username) {
        HttpResponse<String> made =
                carla.post(
                        "/scim/Users",
                        """
                        {"userName": "%s", "password": "%s",
                         "name": {"givenName": "Vera", "familyName": "Sale"},
                         "emails": [{"value": "%1$s@new.example"}]}
                        """
                                .formatted(username, OLD));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return "/scim/Users/" + TestClient.json(made).path("id").asString();
    }

    private static void signIn(String username, String password) {
        new Browser(provider).signIn(username, password);
    }

    /** Signs vera in at the third party's client and allows it what it asks for. */
    private JsonNode consentedTokens(TestClient app) {
        String verifier = remembered(Secrets.random());
        app.browser().signIn("vera", OLD);
        secrets.add(app.browser().session());
        HttpResponse<String> asked =
                app.authorize(app.signInRequest("openid profile offline_access", verifier));
        HttpResponse<String> page = app.browser().get(Browser.location(asked));
        Map<String, String> state = Browser.hiddenFields(page.body());
        secrets.add(String.valueOf(state.get("state")));
        state.put("scope", "offline_access");
        state.put("client_id", app.id());
        HttpResponse<String> allowed = app.browser().post("/identity/authorize", state);
        String code =
                Optional.ofNullable(Browser.query(Browser.location(allowed)).get("code"))
                        .orElseThrow(() -> new AssertionError(allowed + allowed.body()));
        secrets.add(code);
        return TestClient.json(app.exchangeCode(code, verifier));
    }

    private void registerClient(TokenClient carla) {
        String route = "/iam/api/client-registration";
        ApiClient nobody = ApiClient.anonymous(provider);
        JsonNode made =
                TestClient.json(
                        nobody.post(
                                route,
                                """
                                {"client_name": "oidc-agent:audit",
                                 "redirect_uris": ["http://localhost:4242"],
                                 "grant_types": ["authorization_code", "refresh_token"]}
                                """));
        remember(made, "client_secret", "registration_access_token");
        String id = made.path("client_id").asString();
        HttpResponse<String> rotated = carla.post("/iam/api/clients/" + id + "/secret", "{}");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(201);
        remember(TestClient.json(rotated), "client_secret");
        assertThat(carla.delete("/iam/api/clients/" + id).statusCode()).isEqualTo(204);
    }

    private void device() {
        TestClient cli = new TestClient(provider, new Browser(provider), "cli", "", "");
        JsonNode codes =
                TestClient.json(cli.call("/devicecode", Map.of("scope", "openid profile")));
        remember(codes, "device_code", "user_code");
        Browser alice = new Browser(provider);
        alice.signIn("alice", Provider.PASSWORD);
        Map<String, String> form = Browser.hiddenFields(alice.get("/identity/device").body());
        form.put("user_code", codes.path("user_code").asString());
        Map<String, String> answer =
                Browser.hiddenFields(alice.post("/identity/device", form).body());
        answer.put("decision", "approve");
        answer.put("scope", "openid profile");
        alice.post("/identity/device/answer", answer);
        provider.clock().advance(Duration.ofSeconds(10));
        JsonNode tokens =
                TestClient.json(
                        cli.call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:device_code",
                                        "device_code",
                                        codes.path("device_code").asString())));
        remember(tokens, "access_token", "id_token");
    }

    private void exchange() {
        String access =
                TestClient.dashboard(provider)
                        .tokens("alice", "openid profile")
                        .path("access_token")
                        .asString();
        secrets.add(access);
        JsonNode exchanged =
                TestClient.json(
                        TestClient.orchestrator(provider)
                                .exchange(access, "openid profile offline_access"));
        remember(exchanged, "access_token", "refresh_token");
        secrets.add(provider.orchestratorSecret());
    }

    private void remember(JsonNode answer, String... names) {
        for (String name : names) {
            String secret = answer.path(name).asString("");
            assertThat(secret).as(name + " in " + answer).isNotEmpty();
            secrets.add(secret);
        }
    }

    private String remembered(String secret) {
        secrets.add(secret);
        return secret;
    }

    private static String patch(String value) {
        return "{\"operations\":[{\"op\":\"replace\",\"value\":" + value + "}]}";
    }

    private static List<String> lines(String awaited) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(contents()).contains(awaited));
        return contents().lines().toList();
    }

    private static JsonNode only(String part) {
        List<String> found = contents().lines().filter(line -> line.contains(part)).toList();
        assertThat(found).hasSize(1);
        return JSON.readTree(found.getFirst());
    }

    private static Path file() {
        return provider.dataDirectory().resolve("audit/identity-audit.log");
    }

    private static String contents() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table() {
        return String.join(
                "\n",
                provider.bean(JdbcClient.class)
                        .sql("select e::text as line from identity.audit_event e")
                        .query((row, number) -> String.valueOf(row.getString("line")))
                        .list());
    }

    private static String outbox() {
        return provider.events().all().toString();
    }

    private static long rows(String type) {
        return provider.bean(JdbcClient.class)
                .sql("select count(*) from identity.audit_event where type like :type")
                .param("type", type)
                .query(Long.class)
                .single();
    }
}
