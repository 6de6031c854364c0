package io.arcipelago.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ScimUsersTest {

    private static final String PATCH_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);

    @Test
    void everyOneReadsTheirOwnAccount() {
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        HttpResponse<String> response = alice.get("/scim/Me");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/scim+json");
        JsonNode me = TestClient.json(response);
        assertThat(me.path("id").asString()).isEqualTo(alice.subject());
        assertThat(me.path("userName").asString()).isEqualTo("alice");
        assertThat(me.path("name").path("givenName").asString()).isEqualTo("Alice");
        assertThat(me.path("name").path("familyName").asString()).isEqualTo("Moretti");
        assertThat(me.path("groups").path(0).path("display").asString()).isEqualTo("astro");
        assertThat(me.path("emails").path(0).path("value").asString())
                .isEqualTo("alice@arcipelago.example");
        assertThat(me.path("meta").path("location").asString())
                .isEqualTo(provider.issuer() + "/scim/Users/" + alice.subject());
        JsonNode extension = me.path("urn:indigo-dc:scim:schemas:IndigoUser");
        assertThat(extension.path("authorities").toString()).isEqualTo("[\"ROLE_USER\"]");
        assertThat(extension.path("serviceAccount").asBoolean(true)).isFalse();
        assertThat(response.body()).doesNotContain("bcrypt").doesNotContainIgnoringCase("hash");
        assertThat(carla.get("/scim/Me").body()).contains("\"ROLE_ADMIN\"");
    }

    @Test
    void clientOfItsOwnHasNoAccount() {
        String own =
                TestClient.json(
                                TestClient.orchestrator(provider)
                                        .call(
                                                "/token",
                                                java.util.Map.of(
                                                        "grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        HttpResponse<String> response = new TokenClient(provider, own).get("/scim/Me");
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = TestClient.json(response);
        assertThat(error.path("schemas").path(0).asString())
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(error.path("status").asString()).isEqualTo("400");
        assertThat(error.path("detail").asString())
                .isEqualTo("No user linked to the current OAuth token");
    }

    @Test
    void administratorsScopeIsNeededOnEveryRoute() {
        String bruno = TokenClient.of(provider, "bruno", "openid").subject();
        TokenClient administratorWithoutScope = TokenClient.of(provider, "carla", "openid profile");
        TokenClient readOnly = TokenClient.of(provider, "carla", "openid scim:read");
        for (TokenClient caller :
                List.of(
                        TokenClient.anonymous(provider),
                        TokenClient.ambitious(provider, "alice"),
                        administratorWithoutScope)) {
            int expected = caller.token().isEmpty() ? 401 : 403;
            assertThat(caller.get("/scim/Users").statusCode()).isEqualTo(expected);
            assertThat(caller.get("/scim/Users/" + bruno).statusCode()).isEqualTo(expected);
            assertWritesAnswer(caller, bruno, expected);
        }
        assertThat(readOnly.get("/scim/Users/" + bruno).statusCode()).isEqualTo(200);
        assertWritesAnswer(readOnly, bruno, 403);
        assertThat(TokenClient.anonymous(provider).get("/scim/Me").statusCode()).isEqualTo(401);
        assertThat(carla.read("/scim/Users/" + bruno).path("active").asBoolean()).isTrue();
    }

    private static void assertWritesAnswer(TokenClient caller, String account, int expected) {
        String path = "/scim/Users/" + account;
        assertThat(caller.post("/scim/Users", user("intruder")).statusCode()).isEqualTo(expected);
        assertThat(caller.put(path, "{\"active\":false}").statusCode()).isEqualTo(expected);
        assertThat(caller.patch(path, replace("{\"active\":false}")).statusCode())
                .isEqualTo(expected);
        assertThat(caller.delete(path).statusCode()).isEqualTo(expected);
    }

    @Test
    void createdUserIsFoundAndCanSignIn() {
        HttpResponse<String> created =
                carla.send("POST", "/scim/Users", "application/scim+json", user("dora"));
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode dora = TestClient.json(created);
        String path = "/scim/Users/" + dora.path("id").asString();
        assertThat(created.headers().firstValue("Location")).hasValue(provider.issuer() + path);
        assertThat(created.body()).doesNotContain("islands");
        assertThat(carla.read(path)).isEqualTo(dora);
        assertThat(dora.path("name").path("formatted").asString()).isEqualTo("Dora Gallo");
        assertThat(TokenClient.of(provider, "dora", "openid").subject())
                .isEqualTo(dora.path("id").asString());
        assertThat(provider.events().all())
                .anyMatch(event ->
                        event.type().equals("io.arcipelago.identity.account.created.v1")
                                && event.data().contains(carla.subject()));
        assertThat(provider.events().all())
                .noneMatch(event -> event.data().contains(Provider.PASSWORD));
    }

    @Test
    void takenNamesAndAddressesAreConflicts() {
        String sameName = user("alice").replace("alice@", "another@");
        String sameEmail = user("alicia").replace("alicia@new", "ALICE@arcipelago");
        for (String body : List.of(sameName, sameEmail)) {
            HttpResponse<String> response = carla.post("/scim/Users", body);
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(TestClient.json(response).path("scimType").asString())
                    .isEqualTo("uniqueness");
        }
        String bruno = TokenClient.of(provider, "bruno", "openid").subject();
        assertThat(
                        carla.patch("/scim/Users/" + bruno, replace("{\"userName\":\"alice\"}"))
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void badInputIsRefusedAndChangesNothing() {
        for (String body :
                List.of(
                        "[]",
                        "{}",
                        user("Has Space"),
                        user("badmail").replace("badmail@", "@"),
                        user("shortpass").replace(Provider.PASSWORD, "short"),
                        user("longpass").replace(Provider.PASSWORD, "x".repeat(73)),
                        user("breaks").replace("Gallo", "Ga\\nllo"),
                        user("linked").replace("\"active\"", EXTENSION_WITH_KEY + ",\"active\""))) {
            assertThat(carla.post("/scim/Users", body).statusCode()).as(body).isEqualTo(400);
        }
        String bruno = "/scim/Users/" + TokenClient.of(provider, "bruno", "openid").subject();
        JsonNode before = carla.read(bruno);
        for (String body :
                List.of(
                        "{\"operations\":[]}",
                        "{\"operations\":[{\"op\":\"explode\",\"value\":{}}]}",
                        replace("{\"active\":\"yes\"}"),
                        replace("{\"id\":\"x\"}"),
                        replace("{" + EXTENSION_WITH_KEY + "}"),
                        "{\"operations\":[{\"op\":\"remove\",\"path\":\"emails\"}]}")) {
            assertThat(carla.patch(bruno, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(carla.read(bruno)).isEqualTo(before);
        assertThat(carla.get("/scim/Users/nobody").statusCode()).isEqualTo(404);
        assertThat(carla.get("/scim/Users?filter=userName%20eq%20%22a%22").statusCode())
                .isEqualTo(400);
    }

    @Test
    void patchWorksInBothDialects() {
        String path = create("elio");
        assertThat(
                        carla.patch(
                                        path,
                                        replace(
                                                "{\"name\":{\"givenName\":\"Elia\"},"
                                                        + "\"emails\":[{\"value\":\"elia@x.example\"}]}"))
                                .statusCode())
                .isEqualTo(204);
        assertThat(carla.read(path).path("name").path("formatted").asString())
                .isEqualTo("Elia Gallo");
        String rfc =
                """
                {"schemas": ["%s"], "Operations": [
                  {"op": "Replace", "path": "name.familyName", "value": "Riva"},
                  {"op": "replace", "path": "emails[type eq \\"work\\"].value",
                   "value": "riva@x.example"},
                  {"op": "add", "path": "urn:indigo-dc:scim:schemas:IndigoUser:serviceAccount",
                   "value": true}]}
                """
                        .formatted(PATCH_URN);
        assertThat(carla.patch(path, rfc).statusCode()).isEqualTo(204);
        JsonNode user = carla.read(path);
        assertThat(user.path("name").path("formatted").asString()).isEqualTo("Elia Riva");
        assertThat(user.path("emails").path(0).path("value").asString())
                .isEqualTo("riva@x.example");
        assertThat(
                        user.path("urn:indigo-dc:scim:schemas:IndigoUser")
                                .path("serviceAccount")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void replacementKeepsPasswordAndGroupsThatWereNotSent() {
        String path = create("fabio");
        String id = path.substring(path.lastIndexOf('/') + 1);
        provider.bean(JdbcClient.class)
                .sql(
                        """
                        insert into identity.membership (account_id, group_id, joined_at)
                        select :id::uuid, id, created_at from identity.user_group
                         where name = 'bio'
                        """)
                .param("id", id)
                .update();
        String body =
                """
                {"userName": "fabio", "name": {"givenName": "Fabio", "familyName": "Sala"}}
                """;
        HttpResponse<String> replaced = carla.put(path, body);
        assertThat(replaced.statusCode()).isEqualTo(200);
        JsonNode user = carla.read(path);
        assertThat(user.path("groups").path(0).path("display").asString()).isEqualTo("bio");
        assertThat(user.path("emails").path(0).path("value").asString())
                .isEqualTo("fabio@new.example");
        assertThat(user.path("active").asBoolean()).isTrue();
        assertThat(TokenClient.of(provider, "fabio", "openid").subject()).isEqualTo(id);
    }

    @Test
    void suspensionRevokesWhatTheAccountGranted() {
        String path = create("gina");
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode tokens = dashboard.tokens("gina", "openid offline_access");
        TokenClient gina = new TokenClient(provider, tokens.path("access_token").asString());
        assertThat(gina.get("/scim/Me").statusCode()).isEqualTo(200);

        assertThat(carla.patch(path, replace("{\"active\":false}")).statusCode()).isEqualTo(204);

        assertThat(gina.get("/scim/Me").statusCode()).isEqualTo(401);
        assertThat(TestClient.orchestrator(provider).seesActive(gina.token())).isFalse();
        String refresh = tokens.path("refresh_token").asString();
        assertThat(dashboard.refresh(refresh, "").statusCode()).isEqualTo(400);
        Browser browser = new Browser(provider);
        assertThat(Browser.location(browser.signIn("gina", Provider.PASSWORD))).contains("refused");

        assertThat(carla.patch(path, replace("{\"active\":true}")).statusCode()).isEqualTo(204);
        assertThat(dashboard.refresh(refresh, "").statusCode()).isEqualTo(400);
        assertThat(gina.get("/scim/Me").statusCode()).isEqualTo(401);
        assertThat(TokenClient.of(provider, "gina", "openid").get("/scim/Me").statusCode())
                .isEqualTo(200);
        assertThat(provider.events().all())
                .anyMatch(event -> event.type().contains("account.suspended"))
                .anyMatch(event -> event.type().contains("account.restored"))
                .anyMatch(event ->
                        event.type().contains("grant.revoked")
                                && event.data().contains("account suspended"));
    }

    @Test
    void removedAccountIsGoneWithItsTokens() {
        String path = create("hugo");
        TokenClient hugo = TokenClient.of(provider, "hugo", "openid");
        assertThat(carla.delete(path).statusCode()).isEqualTo(204);
        assertThat(carla.get(path).statusCode()).isEqualTo(404);
        assertThat(carla.delete(path).statusCode()).isEqualTo(404);
        assertThat(hugo.get("/scim/Me").statusCode()).isEqualTo(401);
    }

    @Test
    void revokedTokenChangesNothing() {
        TestClient dashboard = TestClient.dashboard(provider);
        String token =
                dashboard.tokens("carla", "openid scim:read").path("access_token").asString();
        TokenClient caller = new TokenClient(provider, token);
        assertThat(caller.get("/scim/Users").statusCode()).isEqualTo(200);
        dashboard.call("/revoke", java.util.Map.of("token", token));
        assertThat(caller.get("/scim/Users").statusCode()).isEqualTo(401);
    }

    @Test
    void listIsCutAsAsked() {
        JsonNode two = carla.read("/scim/Users?startIndex=0&count=2&attributes=userName,name");
        assertThat(two.path("itemsPerPage").asInt()).isEqualTo(2);
        assertThat(two.path("startIndex").asInt()).isOne();
        JsonNode first = two.path("Resources").path(0);
        assertThat(Set.copyOf(first.propertyNames()))
                .containsExactlyInAnyOrder("schemas", "id", "meta", "userName", "name");
        JsonNode none = carla.read("/scim/Users?count=0");
        assertThat(none.path("Resources").size()).isZero();
        assertThat(none.path("totalResults").asLong()).isGreaterThanOrEqualTo(3);
        JsonNode second = carla.read("/scim/Users?startIndex=2&count=1");
        assertThat(second.path("Resources").path(0).path("id"))
                .isEqualTo(two.path("Resources").path(1).path("id"));
        assertThat(carla.get("/scim/Users/?count=1").statusCode()).isEqualTo(200);
    }

    private String create(String username) {
        HttpResponse<String> created = carla.post("/scim/Users", user(username));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return "/scim/Users/" + TestClient.json(created).path("id").asString();
    }

    private static final String EXTENSION_WITH_KEY =
            "\"urn:indigo-dc:scim:schemas:IndigoUser\":{\"sshKeys\":[{\"value\":\"AAAA\"}]}";

    private static String user(String username) {
        return """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
         "userName": "%s", "displayName": "%1$s", "active": true, "password": "%s",
         "name": {"givenName": "Dora", "familyName": "Gallo"},
         "emails": [{"type": "work", "value": "%1$s@new.example", "primary": true}]}
        """
                .formatted(username, Provider.PASSWORD);
    }

    private static String replace(String value) {
        return "{\"schemas\":[\"%s\"],\"operations\":[{\"op\":\"replace\",\"value\":%s}]}"
                .formatted(PATCH_URN, value);
    }
}
