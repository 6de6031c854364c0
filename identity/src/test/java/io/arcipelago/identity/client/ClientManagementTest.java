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
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClientManagementTest {

    private static final String CLIENTS = "/iam/api/clients";
    private static final String SERVICE =
            """
            {"client_name":"%s","redirect_uris":["https://service.example/cb"],
             "grant_types":["client_credentials","authorization_code"],
             "scope":"openid scim:read offline_access","contacts":["ops@service.example"],
             "access_token_validity_seconds":600,"refresh_token_validity_seconds":0,
             "allow_introspection":true,"reuse_refresh_token":true}
            """;

    private static final Provider PROVIDER =
            Provider.start("arcipelago.identity.client-registration.secret-grace=10m");

    private final Provider provider = PROVIDER;
    private final ApiClient nobody = ApiClient.anonymous(provider);
    private final ApiClient admin = ApiClient.as(provider, "carla", "openid iam:admin.write");
    private final ApiClient reader = ApiClient.as(provider, "carla", "openid iam:admin.read");
    private final ApiClient carla = ApiClient.as(provider, "carla", "openid");
    private final ApiClient alice = ApiClient.as(provider, "alice", "openid");
    private final ApiClient bruno = ApiClient.as(provider, "bruno", "openid");

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void administratorRegistersAClientWithWhatOnlyAdministratorsSet() {
        JsonNode made = create("service of the admins");
        assertThat(made.path("scope").asString()).isEqualTo("offline_access openid scim:read");
        assertThat(made.path("access_token_validity_seconds").asInt()).isEqualTo(600);
        assertThat(made.path("refresh_token_validity_seconds").asInt(-1)).isZero();
        assertThat(made.path("allow_introspection").asBoolean()).isTrue();
        assertThat(made.path("reuse_refresh_token").asBoolean()).isTrue();
        assertThat(made.path("dynamically_registered").asBoolean()).isFalse();
        HttpResponse<String> token =
                client(made)
                        .call(
                                "/token",
                                Map.of("grant_type", "client_credentials", "scope", "scim:read"));
        assertThat(TestClient.json(token).path("expires_in").asInt()).isBetween(590, 600);
    }

    @Test
    void everyRouteIsClosedToStrangersAndToAnAdministratorsTokenWithoutTheScope() {
        String one = CLIENTS + "/" + create("closed to strangers").path("client_id").asString();
        // Who makes a client owns it; nobody shall own this one.
        assertThat(admin.delete(one + "/owners/" + subject(admin)).statusCode()).isEqualTo(204);
        String owner = "/owners/" + subject(alice);
        List<String[]> routes =
                List.of(
                        new String[] {"GET", CLIENTS, ""},
                        new String[] {"POST", CLIENTS, SERVICE.formatted("from nowhere")},
                        new String[] {"GET", one, ""},
                        new String[] {"PUT", one, SERVICE.formatted("taken over")},
                        new String[] {"DELETE", one, ""},
                        new String[] {"PATCH", one + "/enable", ""},
                        new String[] {"PATCH", one + "/disable", ""},
                        new String[] {"POST", one + "/secret", ""},
                        new String[] {"POST", one + "/rat", ""},
                        new String[] {"GET", one + "/owners", ""},
                        new String[] {"POST", one + owner, ""},
                        new String[] {"DELETE", one + owner, ""},
                        new String[] {"GET", "/iam/api/search/clients", ""},
                        new String[] {"GET", "/iam/account/" + subject(admin) + "/clients", ""});
        for (String[] route : routes) {
            String name = route[0] + " " + route[1];
            assertThat(nobody.call(route[0], route[1], route[2]).statusCode())
                    .as(name)
                    .isEqualTo(401);
            assertThat(bruno.call(route[0], route[1], route[2]).statusCode())
                    .as(name)
                    .isIn(403, 404);
            // Her own list is hers with any token; everything else needs the scope.
            if (!route[1].startsWith("/iam/account/")) {
                assertThat(carla.call(route[0], route[1], route[2]).statusCode())
                        .as(name + " without the scope")
                        .isIn(403, 404);
            }
            if (!route[0].equals("GET")) {
                assertThat(reader.call(route[0], route[1], route[2]).statusCode())
                        .as(name + " with the reading scope")
                        .isIn(403, 404);
            }
        }
        assertThat(TestClient.json(reader.get(one)).path("client_name").asString())
                .isEqualTo("closed to strangers");
    }

    @Test
    void ownerManagesTheirClientButNotItsStatusItsOwnersOrItsPrivileges() {
        JsonNode made = create("owned by alice");
        String one = CLIENTS + "/" + made.path("client_id").asString();
        assertThat(alice.get(one).statusCode()).isEqualTo(404);
        assertThat(admin.post(one + "/owners/" + subject(alice), "").statusCode()).isEqualTo(201);
        assertThat(admin.post(one + "/owners/" + new UUID(0, 1), "").statusCode()).isEqualTo(404);

        JsonNode after =
                TestClient.json(
                        alice.put(
                                one,
                                """
                                {"client_name":"renamed by alice",
                                 "grant_types":["client_credentials","authorization_code"],
                                 "scope":"openid scim:read scim:write iam:admin.write",
                                 "access_token_validity_seconds":9,"allow_introspection":false}
                                """));
        assertThat(after.path("client_name").asString()).isEqualTo("renamed by alice");
        assertThat(after.path("scope").asString()).isEqualTo("openid scim:read");
        assertThat(after.path("access_token_validity_seconds").asInt()).isEqualTo(600);
        assertThat(after.path("allow_introspection").asBoolean()).isTrue();
        assertThat(after.path("reuse_refresh_token").asBoolean()).isTrue();
        assertThat(after.path("dynamically_registered").asBoolean()).isFalse();
        assertThat(alice.patch(one + "/disable").statusCode()).isEqualTo(403);
        assertThat(alice.post(one + "/owners/" + subject(bruno), "").statusCode()).isEqualTo(403);

        JsonNode owners = TestClient.json(alice.get(one + "/owners"));
        assertThat(owners.path("Resources").path(1).path("userName").asString()).isEqualTo("carla");
        assertThat(owners.path("totalResults").asInt()).isEqualTo(2);
        JsonNode mine = TestClient.json(alice.get("/iam/account/me/clients"));
        assertThat(mine.path("Resources").findValuesAsString("client_name"))
                .contains("renamed by alice");
        assertThat(
                        TestClient.json(bruno.get("/iam/account/me/clients"))
                                .path("totalResults")
                                .asInt(-1))
                .isZero();
        assertThat(
                        TestClient.json(reader.get("/iam/account/" + subject(alice) + "/clients"))
                                .path("totalResults")
                                .asInt())
                .isEqualTo(mine.path("totalResults").asInt());

        assertThat(admin.delete(one + "/owners/" + subject(alice)).statusCode()).isEqualTo(204);
        assertThat(alice.get(one).statusCode()).isEqualTo(404);
    }

    @Test
    void secretIsToldOnceAndSurvivesEveryPut() {
        JsonNode made = create("keeps its secret");
        String one = CLIENTS + "/" + made.path("client_id").asString();
        assertThat(reader.get(one).body()).doesNotContain("client_secret\":");
        for (String secret :
                List.of("", ",\"client_secret\":null", ",\"client_secret\":\"****\"")) {
            HttpResponse<String> put =
                    admin.put(one, "{\"client_name\":\"keeps its secret\"" + secret + "}");
            assertThat(put.statusCode()).isEqualTo(200);
            assertThat(put.body()).doesNotContain("client_secret\":");
            assertThat(works(client(made))).as(secret).isTrue();
        }
        assertThat(reader.get(CLIENTS + "?count=100").body()).doesNotContain("client_secret\":");
    }

    @Test
    void oldSecretWorksDuringTheGracePeriodOnly() {
        JsonNode made = create("rotates its secret");
        String id = made.path("client_id").asString();
        JsonNode rotated = TestClient.json(admin.post(CLIENTS + "/" + id + "/secret", ""));
        assertThat(rotated.path("client_secret").asString())
                .hasSize(43)
                .isNotEqualTo(made.path("client_secret").asString());
        assertThat(works(client(made))).isTrue();
        assertThat(works(client(rotated))).isTrue();
        assertThat(works(client(id, "wrong"))).isFalse();
        // A change meanwhile must not bring the old secret back for good.
        admin.put(CLIENTS + "/" + id, "{\"client_name\":\"rotated its secret\"}");
        provider.clock().advance(Duration.ofMinutes(10));
        assertThat(works(client(made))).isFalse();
        assertThat(works(client(rotated))).isTrue();
    }

    @Test
    void newRegistrationTokenReplacesTheOldOne() {
        JsonNode made = create("with registration token");
        String id = made.path("client_id").asString();
        String route = "/iam/api/client-registration/" + id;
        String first = token(admin.post(CLIENTS + "/" + id + "/rat", ""));
        assertThat(nobody.with(first).get(route).statusCode()).isEqualTo(200);
        String second = token(admin.post(CLIENTS + "/" + id + "/rat", ""));
        assertThat(nobody.with(first).get(route).statusCode()).isEqualTo(401);
        assertThat(nobody.with(second).get(route).statusCode()).isEqualTo(200);
    }

    @Test
    void productsOwnClientsCannotBeChangedHere() {
        assertThat(reader.get(CLIENTS + "/orchestrator").statusCode()).isEqualTo(200);
        for (String route : List.of("/secret", "/rat")) {
            assertThat(admin.post(CLIENTS + "/orchestrator" + route, "").statusCode())
                    .isEqualTo(409);
        }
        assertThat(admin.delete(CLIENTS + "/dashboard").statusCode()).isEqualTo(409);
        assertThat(admin.patch(CLIENTS + "/cli/disable").statusCode()).isEqualTo(409);
        assertThat(admin.put(CLIENTS + "/cli", "{\"scope\":\"openid\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void listsAreCountedFromOneAndSearchedByField() {
        create("needle in a haystack");
        JsonNode all = TestClient.json(reader.get(CLIENTS + "?startIndex=0&count=2"));
        assertThat(all.path("startIndex").asInt()).isEqualTo(1);
        assertThat(all.path("itemsPerPage").asInt()).isEqualTo(2);
        JsonNode none = TestClient.json(reader.get(CLIENTS + "?count=0"));
        assertThat(none.path("totalResults").asInt()).isEqualTo(all.path("totalResults").asInt());
        assertThat(none.path("Resources").size()).isZero();
        JsonNode own = TestClient.json(reader.get(CLIENTS + "?drOnly=true"));
        assertThat(own.path("totalResults").asInt()).isLessThan(all.path("totalResults").asInt());

        Map<String, String> searches =
                Map.of(
                        "name", "NEEDLE",
                        "contacts", "ops@service",
                        "grantType", "client_cred",
                        "redirectUri", "service.example");
        searches.forEach((type, text) -> {
            JsonNode found =
                    TestClient.json(
                            reader.get(
                                    "/iam/api/search/clients?count=100&searchType=%s&search=%s"
                                            .formatted(type, text)));
            assertThat(found.path("Resources").findValuesAsString("client_name"))
                    .as(type)
                    .contains("needle in a haystack")
                    .doesNotContain("Arcipelago dashboard");
        });
        assertThat(reader.get("/iam/api/search/clients?searchType=scope&search=scim:read").body())
                .contains("needle in a haystack")
                .doesNotContain("Arcipelago orchestrator");
        assertThat(reader.get("/iam/api/search/clients?searchType=secret").statusCode())
                .isEqualTo(400);
        assertThat(reader.get("/iam/api/search/clients?search='%20or%20'1'='1").body())
                .contains("\"totalResults\":0");
    }

    @Test
    void disabledClientGetsNothingOnAnyPathUntilItIsEnabled() {
        JsonNode made = create("soon disabled");
        String id = made.path("client_id").asString();
        TestClient client = client(made);
        String verifier = Secrets.random();
        client.browser().signIn("alice", Provider.PASSWORD);
        JsonNode tokens = signIn(client, verifier);
        String code = nextCode(client, verifier);
        String access = tokens.path("access_token").asString();
        String refresh = tokens.path("refresh_token").asString();
        TestClient watcher = TestClient.orchestrator(provider);
        assertThat(watcher.seesActive(access)).isTrue();

        assertThat(admin.patch(CLIENTS + "/" + id + "/disable").statusCode()).isEqualTo(200);
        assertThat(provider.events().last().type())
                .isEqualTo("io.arcipelago.identity.client.disabled.v1");
        JsonNode shown = TestClient.json(reader.get(CLIENTS + "/" + id));
        assertThat(shown.path("active").asBoolean(true)).isFalse();
        assertThat(shown.path("status_changed_by").asString()).isEqualTo(subject(admin));

        assertThat(client.refresh(refresh, "").statusCode()).isEqualTo(401);
        assertThat(client.exchangeCode(code, verifier).statusCode()).isEqualTo(401);
        assertThat(works(client)).as("client credentials").isFalse();
        assertThat(client.call("/introspect", Map.of("token", access)).statusCode()).isEqualTo(401);
        assertThat(client.exchange(access, "openid").statusCode()).isEqualTo(401);
        assertThat(watcher.seesActive(access)).isFalse();
        assertThat(client.authorize(client.signInRequest("openid", verifier)).statusCode())
                .isEqualTo(400);
        assertThat(nobody.with(access).get("/userinfo").statusCode()).isEqualTo(401);

        assertThat(admin.patch(CLIENTS + "/" + id + "/enable").statusCode()).isEqualTo(200);
        assertThat(client.refresh(refresh, "").statusCode()).isEqualTo(200);
    }

    @Test
    void ownerOfASuspendedClientReadsItButChangesNothing() {
        JsonNode made =
                TestClient.json(
                        alice.post(
                                "/iam/api/client-registration",
                                "{\"redirect_uris\":[\"https://service.example/cb\"]}"));
        String one = CLIENTS + "/" + made.path("client_id").asString();
        admin.patch(one + "/disable");
        assertThat(alice.get(one).statusCode()).isEqualTo(200);
        assertThat(alice.put(one, "{}").statusCode()).isEqualTo(403);
        assertThat(alice.post(one + "/secret", "").statusCode()).isEqualTo(403);
        assertThat(alice.delete(one).statusCode()).isEqualTo(403);
        assertThat(admin.delete(one).statusCode()).isEqualTo(204);
        assertThat(admin.get(one).statusCode()).isEqualTo(404);
    }

    private JsonNode create(String name) {
        HttpResponse<String> response = admin.post(CLIENTS, SERVICE.formatted(name));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestClient.json(response);
    }

    private JsonNode signIn(TestClient client, String verifier) {
        HttpResponse<String> asked =
                client.authorize(client.signInRequest("openid offline_access", verifier));
        HttpResponse<String> page = client.browser().get(Browser.location(asked));
        Map<String, String> form = Browser.hiddenFields(page.body());
        form.put("scope", "offline_access");
        HttpResponse<String> consented = client.browser().post("/identity/authorize", form);
        String code = Browser.query(Browser.location(consented)).getOrDefault("code", "");
        return TestClient.json(client.exchangeCode(code, verifier));
    }

    private String nextCode(TestClient client, String verifier) {
        HttpResponse<String> asked =
                client.authorize(client.signInRequest("openid offline_access", verifier));
        String code = Browser.query(Browser.location(asked)).getOrDefault("code", "");
        assertThat(code).isNotEmpty();
        return code;
    }

    private static boolean works(TestClient client) {
        return client.call("/token", Map.of("grant_type", "client_credentials")).statusCode()
                == 200;
    }

    private TestClient client(JsonNode made) {
        return client(made.path("client_id").asString(), made.path("client_secret").asString());
    }

    private TestClient client(String id, String secret) {
        return new TestClient(
                provider, new Browser(provider), id, secret, "https://service.example/cb");
    }

    private static String token(HttpResponse<String> response) {
        return TestClient.json(response).path("registration_access_token").asString();
    }

    private static String subject(ApiClient caller) {
        return TestClient.claims(caller.token()).getSubject();
    }
}
