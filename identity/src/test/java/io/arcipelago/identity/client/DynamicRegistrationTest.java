package io.arcipelago.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DynamicRegistrationTest {

    private static final String ROUTE = "/iam/api/client-registration";

    /** What oidc-agent 4.2.6 sends. */
    private static final String OIDC_AGENT =
            """
            {"application_type":"web","client_name":"oidc-agent:laptop",
             "response_types":["code"],"grant_types":["refresh_token","authorization_code"],
             "scope":"openid profile offline_access iam:admin.write no.such.scope",
             "token_endpoint_auth_method":"client_secret_basic",
             "redirect_uris":["edu.kit.data.oidc-agent:/redirect","http://localhost:4242",
                              "http://localhost:8080","http://localhost:43985"]}
            """;

    private static final Provider PROVIDER =
            Provider.start(
                    "arcipelago.identity.client-registration.anonymous-per-hour=100",
                    "arcipelago.identity.client-registration.token-life=30d");

    private final Provider provider = PROVIDER;
    private final ApiClient nobody = ApiClient.anonymous(provider);

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void discoveryNamesTheRoute() {
        JsonNode metadata = TestClient.json(nobody.get("/.well-known/openid-configuration"));
        assertThat(metadata.path("registration_endpoint").asString())
                .isEqualTo(provider.issuer() + ROUTE);
    }

    @Test
    void agentRegistersReadsChangesAndDeletesItself() {
        HttpResponse<String> response = nobody.post(ROUTE, OIDC_AGENT);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        JsonNode made = TestClient.json(response);
        String id = made.path("client_id").asString();
        assertThat(made.path("client_secret").asString()).hasSize(43);
        assertThat(made.path("client_secret_expires_at").asInt(-1)).isZero();
        assertThat(made.path("scope").asString()).isEqualTo("offline_access openid profile");
        assertThat(made.path("redirect_uris").size()).isEqualTo(4);
        assertThat(made.path("created_at").asLong())
                .isEqualTo(provider.clock().instant().toEpochMilli());
        assertThat(made.path("dynamically_registered").asBoolean()).isTrue();
        assertThat(made.path("registration_client_uri").asString())
                .isEqualTo(provider.issuer() + ROUTE + "/" + id);
        assertThat(made.path("application_type").isMissingNode()).isTrue();
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.client.registered.v1");

        ApiClient itself = nobody.with(made.path("registration_access_token").asString());
        JsonNode read = TestClient.json(itself.get(ROUTE + "/" + id));
        assertThat(read.path("client_name").asString()).isEqualTo("oidc-agent:laptop");
        assertThat(read.has("client_secret")).isFalse();

        HttpResponse<String> changed =
                itself.put(
                        ROUTE + "/" + id,
                        """
                        {"client_id":"%s","client_name":"oidc-agent:desktop","client_secret":"***",
                         "registration_access_token":"x"}
                        """
                                .formatted(id));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        JsonNode after = TestClient.json(changed);
        assertThat(after.path("client_name").asString()).isEqualTo("oidc-agent:desktop");
        assertThat(after.path("redirect_uris").size()).isEqualTo(4);
        assertThat(after.has("client_secret")).isFalse();
        assertThat(agent(made).call("/introspect", Map.of("token", "x")).statusCode())
                .as("the secret is unchanged")
                .isEqualTo(200);
        assertThat(itself.put(ROUTE + "/" + id, "{\"client_id\":\"dashboard\"}").statusCode())
                .isEqualTo(400);

        assertThat(itself.delete(ROUTE + "/" + id).statusCode()).isEqualTo(204);
        assertThat(itself.get(ROUTE + "/" + id).statusCode()).isEqualTo(401);
        assertThat(agent(made).call("/introspect", Map.of("token", "x")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void registeredClientSignsAPersonInThroughItsCustomScheme() {
        JsonNode made = TestClient.json(nobody.post(ROUTE, OIDC_AGENT));
        TestClient client = agent(made);
        String verifier = Secrets.random();
        client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> asked =
                client.authorize(client.signInRequest("openid offline_access", verifier));
        HttpResponse<String> page = client.browser().get(Browser.location(asked));
        Map<String, String> form = Browser.hiddenFields(page.body());
        form.put("scope", "offline_access");
        HttpResponse<String> consented = client.browser().post("/identity/authorize", form);
        assertThat(Browser.location(consented)).startsWith("edu.kit.data.oidc-agent:/redirect?");
        String code = Browser.query(Browser.location(consented)).getOrDefault("code", "");
        JsonNode tokens = TestClient.json(client.exchangeCode(code, verifier));
        assertThat(tokens.path("refresh_token").asString()).isNotBlank();
        assertThat(
                        TestClient.json(client.refresh(tokens.path("refresh_token").asString(), ""))
                                .has("access_token"))
                .isTrue();
    }

    @Test
    void registrationTokenIsForItsClientAloneAndEnds() {
        JsonNode one = TestClient.json(nobody.post(ROUTE, OIDC_AGENT));
        JsonNode two = TestClient.json(nobody.post(ROUTE, OIDC_AGENT));
        String path = ROUTE + "/" + one.path("client_id").asString();
        ApiClient other = nobody.with(two.path("registration_access_token").asString());
        for (ApiClient stranger : List.of(nobody, other, nobody.with(Secrets.random()))) {
            assertThat(stranger.get(path).statusCode()).isEqualTo(401);
            assertThat(stranger.put(path, OIDC_AGENT).statusCode()).isEqualTo(401);
            assertThat(stranger.delete(path).statusCode()).isEqualTo(401);
        }
        ApiClient alice = ApiClient.as(provider, "alice", "openid");
        assertThat(alice.get(path).statusCode()).isEqualTo(404);
        assertThat(alice.put(path, OIDC_AGENT).statusCode()).isEqualTo(404);
        assertThat(alice.delete(path).statusCode()).isEqualTo(404);
        ApiClient itself = nobody.with(one.path("registration_access_token").asString());
        assertThat(itself.get(path).statusCode()).isEqualTo(200);
        provider.clock().advance(Duration.ofDays(30));
        assertThat(itself.get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void personOwnsWhatTheyRegisterAndRedeemsWhatTheyHold() {
        ApiClient alice = ApiClient.as(provider, "alice", "openid");
        ApiClient bruno = ApiClient.as(provider, "bruno", "openid");
        JsonNode made = TestClient.json(alice.post(ROUTE, OIDC_AGENT));
        assertThat(made.has("registration_access_token")).isFalse();
        String path = ROUTE + "/" + made.path("client_id").asString();
        assertThat(alice.get(path).statusCode()).isEqualTo(200);
        assertThat(bruno.get(path).statusCode()).isEqualTo(404);
        assertThat(alice.delete(path).statusCode()).isEqualTo(204);

        JsonNode agent = TestClient.json(nobody.post(ROUTE, OIDC_AGENT));
        String agentPath = ROUTE + "/" + agent.path("client_id").asString();
        String token = agent.path("registration_access_token").asString();
        assertThat(nobody.post(agentPath + "/redeem", token).statusCode()).isEqualTo(401);
        assertThat(bruno.post(agentPath + "/redeem", "wrong").statusCode()).isEqualTo(401);
        assertThat(bruno.post(agentPath + "/redeem", token).statusCode()).isEqualTo(200);
        assertThat(bruno.get(agentPath).statusCode()).isEqualTo(200);
        assertThat(alice.get(agentPath).statusCode()).isEqualTo(404);
    }

    @Test
    void grantTypesBeyondTheCallersRightsAreRefused() {
        ApiClient alice = ApiClient.as(provider, "alice", "openid");
        String exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
        for (String grant : Set.of("password", "implicit", "client_credentials", exchange)) {
            HttpResponse<String> refused = nobody.post(ROUTE, withGrant(grant));
            assertThat(refused.statusCode()).as(grant).isEqualTo(400);
            assertThat(TestClient.json(refused).path("error").asString())
                    .isEqualTo("Grant type not allowed: " + grant);
        }
        assertThat(alice.post(ROUTE, withGrant(exchange)).statusCode()).isEqualTo(400);
        assertThat(alice.post(ROUTE, withGrant("client_credentials")).statusCode()).isEqualTo(201);
        ApiClient carla = ApiClient.as(provider, "carla", "openid iam:admin.write");
        assertThat(carla.post(ROUTE, withGrant(exchange)).statusCode()).isEqualTo(201);
        ApiClient carlaWithout = ApiClient.as(provider, "carla", "openid");
        assertThat(carlaWithout.post(ROUTE, withGrant(exchange)).statusCode()).isEqualTo(400);
    }

    @Test
    void publicClientHasNoSecretAndMustUsePkce() {
        JsonNode made =
                TestClient.json(
                        nobody.post(
                                ROUTE,
                                """
                                {"client_name":"app on a phone","token_endpoint_auth_method":"none",
                                 "redirect_uris":["org.example.app:/callback"]}
                                """));
        assertThat(made.has("client_secret")).isFalse();
        assertThat(made.path("code_challenge_method").asString()).isEqualTo("S256");
        assertThat(made.path("scope").asString()).isEqualTo("email openid profile");
        ApiClient itself = nobody.with(made.path("registration_access_token").asString());
        JsonNode confidential =
                TestClient.json(
                        itself.put(
                                ROUTE + "/" + made.path("client_id").asString(),
                                "{\"token_endpoint_auth_method\":\"client_secret_post\"}"));
        assertThat(confidential.path("client_secret").asString()).hasSize(43);
    }

    @Test
    void redirectUrisThatLeadAstrayAreRefused() {
        for (String uri :
                List.of(
                        "javascript:alert(1)",
                        "data:text/html,x",
                        "http://example.org/callback",
                        "https://example.org/callback#part",
                        "https://user@example.org/",
                        "https:/callback",
                        "/callback",
                        "myapp:/callback",
                        "http://localhost.example.org/",
                        "not a uri")) {
            HttpResponse<String> refused =
                    nobody.post(
                            ROUTE,
                            "{\"client_name\":\"some client\",\"redirect_uris\":[\"%s\"]}"
                                    .formatted(uri));
            assertThat(refused.statusCode()).as(uri).isEqualTo(400);
            assertThat(TestClient.json(refused).path("error").asString())
                    .as(uri)
                    .startsWith("invalid redirect_uri");
        }
        assertThat(nobody.post(ROUTE, "{\"client_name\":\"some client\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void badMembersAreNamed() {
        Map<String, String> bad =
                Map.of(
                        "\"client_name\":\"abc\"",
                        "client_name",
                        "\"client_name\":\"two\\nlines\"",
                        "client_name must",
                        "\"scope\":\"%s\"".formatted("x".repeat(600)),
                        "A scope must",
                        "\"client_uri\":\"javascript:alert(1)\"",
                        "client_uri",
                        "\"jwk\":\"{}\"",
                        "jwk",
                        "\"token_endpoint_auth_method\":\"tls_client_auth\"",
                        "tls_client_auth",
                        "\"code_challenge_method\":\"S512\"",
                        "code_challenge_method",
                        "\"contacts\":[\"%s\"]".formatted("x".repeat(300)),
                        "contacts",
                        "\"redirect_uris\":\"https://example.org/\"",
                        "redirect_uris");
        bad.forEach((member, named) -> {
            HttpResponse<String> refused =
                    nobody.post(
                            ROUTE,
                            member.startsWith("\"redirect_uris")
                                    ? "{" + member + "}"
                                    : "{\"redirect_uris\":[\"https://example.org/\"],"
                                            + member
                                            + "}");
            assertThat(refused.statusCode()).as(member).isEqualTo(400);
            assertThat(TestClient.json(refused).path("error").asString())
                    .as(member)
                    .contains(named);
        });
        assertThat(nobody.post(ROUTE, "{").statusCode()).isEqualTo(400);
    }

    @Test
    void neitherSecretNorTokenIsStored() {
        JsonNode made = TestClient.json(nobody.post(ROUTE, OIDC_AGENT));
        String row =
                provider.bean(JdbcClient.class)
                        .sql("select c::text from identity.client c where id = :id")
                        .param("id", made.path("client_id").asString())
                        .query(String.class)
                        .single();
        String secret = made.path("client_secret").asString();
        String token = made.path("registration_access_token").asString();
        assertThat(row).contains(Secrets.digest(secret), Secrets.digest(token));
        assertThat(row).doesNotContain(secret).doesNotContain(token);
        assertThat(provider.events().all().toString()).doesNotContain(secret, token);
    }

    @Test
    void settingDecidesWhoMayRegister() {
        try (Provider users =
                        Provider.start(
                                "arcipelago.identity.client-registration.allow-for=REGISTERED_USERS");
                Provider admins =
                        Provider.start(
                                "arcipelago.identity.client-registration.allow-for=ADMINISTRATORS")) {
            assertThat(register(ApiClient.anonymous(users))).isEqualTo(403);
            assertThat(register(ApiClient.as(users, "alice", "openid"))).isEqualTo(201);
            assertThat(register(ApiClient.anonymous(admins))).isEqualTo(403);
            assertThat(register(ApiClient.as(admins, "alice", "openid"))).isEqualTo(403);
            assertThat(register(ApiClient.as(admins, "carla", "openid"))).isEqualTo(403);
            assertThat(register(ApiClient.as(admins, "carla", "openid iam:admin.write")))
                    .isEqualTo(201);
        }
    }

    @Test
    void registrationCanBeSwitchedOffButNotForAdministrators() {
        try (Provider own =
                Provider.start("arcipelago.identity.client-registration.enable=false")) {
            assertThat(register(ApiClient.anonymous(own))).isEqualTo(403);
            assertThat(register(ApiClient.as(own, "alice", "openid"))).isEqualTo(403);
            assertThat(
                            ApiClient.as(own, "carla", "openid iam:admin.write")
                                    .post("/iam/api/clients", OIDC_AGENT)
                                    .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void anAddressRegistersSoManyClientsInAnHour() {
        try (Provider own =
                Provider.start(
                        "arcipelago.identity.client-registration.anonymous-per-hour=2",
                        "arcipelago.identity.client-registration.per-person-per-hour=1")) {
            ApiClient caller = ApiClient.anonymous(own);
            assertThat(register(caller)).isEqualTo(201);
            assertThat(register(caller)).isEqualTo(201);
            assertThat(register(caller)).isEqualTo(429);
            ApiClient alice = ApiClient.as(own, "alice", "openid");
            assertThat(register(alice)).isEqualTo(201);
            assertThat(register(alice)).isEqualTo(429);
            assertThat(register(ApiClient.as(own, "bruno", "openid"))).isEqualTo(201);
            own.clock().advance(Duration.ofHours(1));
            assertThat(register(caller)).isEqualTo(201);
        }
    }

    private static int register(ApiClient caller) {
        return caller.post(ROUTE, OIDC_AGENT).statusCode();
    }

    private static String withGrant(String grant) {
        return """
        {"client_name":"some client","redirect_uris":["https://example.org/"],
         "grant_types":["%s"]}
        """
                .formatted(grant);
    }

    private TestClient agent(JsonNode made) {
        return new TestClient(
                provider,
                new Browser(provider),
                made.path("client_id").asString(),
                made.path("client_secret").asString(),
                "edu.kit.data.oidc-agent:/redirect");
    }
}
