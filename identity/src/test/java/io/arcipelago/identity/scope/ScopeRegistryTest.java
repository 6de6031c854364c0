package io.arcipelago.identity.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.ApiClient;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScopeRegistryTest {

    private static final String SCOPES = "/api/scopes";
    private static final Provider PROVIDER = Provider.start();

    private final Provider provider = PROVIDER;
    private final ApiClient nobody = ApiClient.anonymous(provider);
    private final ApiClient alice = ApiClient.as(provider, "alice", "openid");
    private final ApiClient carla = ApiClient.as(provider, "carla", "openid iam:admin.read");
    private final ApiClient admin = ApiClient.as(provider, "carla", "openid iam:admin.write");

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void everybodyWithATokenReadsTheRegistry() {
        assertThat(nobody.get(SCOPES).statusCode()).isEqualTo(401);
        JsonNode all = TestClient.json(alice.get(SCOPES));
        assertThat(all.findValuesAsString("value"))
                .contains("openid", "offline_access", "deployments:read", "iam:admin.write");
        long id = idOf("openid");
        JsonNode openid = TestClient.json(alice.get(SCOPES + "/" + id));
        assertThat(openid.path("defaultScope").asBoolean()).isTrue();
        assertThat(openid.path("restricted").asBoolean(true)).isFalse();
        assertThat(alice.get(SCOPES + "/0").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAnAdministratorsTokenWithTheScopeChangesIt() {
        String path = SCOPES + "/" + idOf("email");
        String body = "{\"value\":\"stolen\"}";
        for (ApiClient stranger : List.of(alice, carla)) {
            assertThat(stranger.post(SCOPES, body).statusCode()).isEqualTo(403);
            assertThat(stranger.put(path, body).statusCode()).isEqualTo(403);
            assertThat(stranger.delete(path).statusCode()).isEqualTo(403);
        }
        assertThat(nobody.post(SCOPES, body).statusCode()).isEqualTo(401);
        assertThat(nobody.put(path, body).statusCode()).isEqualTo(401);
        assertThat(nobody.delete(path).statusCode()).isEqualTo(401);
    }

    @Test
    void openScopeIsInDiscoveryAndForEverybodyARestrictedOneIsNot() {
        long id = create("{\"value\":\"archive.read\",\"description\":\"Read the archive\"}");
        assertThat(supported()).contains("archive.read").doesNotContain("iam:admin.write");
        assertThat(registered(nobody, "openid archive.read")).isEqualTo("archive.read openid");

        HttpResponse<String> restricted =
                admin.put(
                        SCOPES + "/" + id,
                        "{\"id\":%d,\"value\":\"archive.read\",\"restricted\":true}".formatted(id));
        assertThat(restricted.statusCode()).as(restricted.body()).isEqualTo(200);
        assertThat(supported()).doesNotContain("archive.read");
        assertThat(registered(nobody, "openid archive.read")).isEqualTo("openid");
        assertThat(registered(alice, "openid archive.read")).isEqualTo("openid");
        assertThat(registered(admin, "openid archive.read")).isEqualTo("archive.read openid");

        assertThat(admin.delete(SCOPES + "/" + id).statusCode()).isEqualTo(204);
        assertThat(registered(admin, "openid archive.read")).isEqualTo("openid");
        assertThat(provider.events().all().toString())
                .contains("scope.created", "scope.updated", "scope.deleted");
    }

    @Test
    void defaultScopesAreForClientsThatAskForNone() {
        long id = create("{\"value\":\"newsletter\",\"defaultScope\":true}");
        assertThat(registered(nobody, "")).isEqualTo("email newsletter openid profile");
        assertThat(registered(nobody, "openid")).isEqualTo("openid");
        assertThat(admin.delete(SCOPES + "/" + id).statusCode()).isEqualTo(204);
        assertThat(registered(nobody, "")).isEqualTo("email openid profile");
    }

    @Test
    void pathsBelowARegisteredRootAreKnownButNotThoseThatLeadElsewhere() {
        assertThat(registered(nobody, "openid storage.read:/data")).isEqualTo("openid");
        assertThat(
                        admin.put(
                                        SCOPES + "/" + idOf("storage.read:/"),
                                        "{\"value\":\"storage.read:/\",\"restricted\":false}")
                                .statusCode())
                .isEqualTo(200);
        create("{\"value\":\"storage.read:/embargo\",\"restricted\":true}");
        assertThat(
                        registered(
                                nobody,
                                "storage.read:/data/raw storage.read:/a/../b storage.read:/%2e%2e"
                                        + " storage.read:/embargo storage.readall:/"
                                        + " storage.read:/a\\u0000b storage.read:/a\\\\b"))
                .isEqualTo("storage.read:/data/raw");
    }

    @Test
    void badDoubleAndReservedScopesAreRefused() {
        for (String body :
                List.of(
                        "{\"value\":\"two words\"}",
                        "{\"value\":\"\"}",
                        "{}",
                        "{\"value\":\"x\",\"restricted\":true,\"defaultScope\":true}",
                        "{\"value\":\"storage.read:/a/../b\"}",
                        "{\"value\":\"%s\"}".formatted("x".repeat(256)))) {
            assertThat(admin.post(SCOPES, body).statusCode()).as(body).isEqualTo(400);
        }
        HttpResponse<String> twice = admin.post(SCOPES, "{\"value\":\"openid\"}");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(TestClient.json(twice).path("error").asString()).contains("openid");
        String reserved = SCOPES + "/" + idOf("iam:admin.write");
        assertThat(admin.put(reserved, "{\"value\":\"iam:admin.write\"}").statusCode())
                .isEqualTo(409);
        assertThat(admin.delete(reserved).statusCode()).isEqualTo(409);
        assertThat(admin.put(SCOPES + "/0", "{\"value\":\"nothing\"}").statusCode()).isEqualTo(404);
        assertThat(admin.delete(SCOPES + "/0").statusCode()).isEqualTo(404);
        assertThat(admin.put(reserved, "{\"id\":1000,\"value\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    private long create(String body) {
        HttpResponse<String> created = admin.post(SCOPES, body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return TestClient.json(created).path("id").asLong();
    }

    private long idOf(String value) {
        for (JsonNode scope : TestClient.json(alice.get(SCOPES))) {
            if (scope.path("value").asString().equals(value)) {
                return scope.path("id").asLong();
            }
        }
        throw new AssertionError("No scope " + value);
    }

    private String supported() {
        return TestClient.json(nobody.get("/.well-known/openid-configuration"))
                .path("scopes_supported")
                .toString();
    }

    private static String registered(ApiClient caller, String scope) {
        HttpResponse<String> made =
                caller.post(
                        "/iam/api/client-registration",
                        "{\"redirect_uris\":[\"https://app.example/\"],\"scope\":\"%s\"}"
                                .formatted(scope));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return TestClient.json(made).path("scope").asString();
    }
}
