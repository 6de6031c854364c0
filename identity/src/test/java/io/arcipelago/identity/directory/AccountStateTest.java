package io.arcipelago.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountStateTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);
    private final TokenClient bruno = TokenClient.of(provider, "bruno", "openid");

    @Test
    void labelsAreSetReplacedFoundAndRemoved() {
        String labels = "/iam/account/" + bruno.subject() + "/labels";
        for (String value : List.of("old", "new")) {
            String body =
                    "{\"prefix\":\"hr.example\",\"name\":\"status\",\"value\":\"" + value + "\"}";
            assertThat(carla.put(labels, body).statusCode()).isEqualTo(200);
        }
        assertThat(carla.put(labels, "{\"name\":\"plain\"}").statusCode()).isEqualTo(200);
        assertThat(bruno.get(labels).body())
                .isEqualTo(
                        "[{\"name\":\"plain\"},"
                                + "{\"prefix\":\"hr.example\",\"name\":\"status\",\"value\":\"new\"}]");
        assertThat(bruno.get("/scim/Me").body()).contains("hr.example");
        JsonNode found = carla.read("/iam/account/find/bylabel?name=status&value=new");
        assertThat(found.path("Resources").findValuesAsString("userName")).containsExactly("bruno");
        assertThat(
                        carla.read("/iam/account/find/bylabel?name=status&value=old")
                                .path("totalResults")
                                .asInt())
                .isZero();

        HttpResponse<String> asForm =
                carla.send("DELETE", labels, FORM, "prefix=hr.example&name=status&value=new");
        assertThat(asForm.statusCode()).isEqualTo(204);
        assertThat(carla.delete(labels + "?name=plain").statusCode()).isEqualTo(204);
        assertThat(carla.get(labels + "/").body()).isEqualTo("[]");
        assertThat(provider.events().all())
                .anyMatch(event -> event.type().contains("account.label-set"))
                .anyMatch(event -> event.type().contains("account.label-removed"));
    }

    @Test
    void attributesAreSetAndRemoved() {
        String group = groupId("astro");
        for (String path :
                List.of(
                        "/iam/account/" + bruno.subject() + "/attributes",
                        "/iam/group/" + group + "/attributes")) {
            assertThat(carla.put(path, "{\"name\":\"nick\",\"value\":\"bru\"}").statusCode())
                    .isEqualTo(200);
            assertThat(carla.get(path).body()).isEqualTo("[{\"name\":\"nick\",\"value\":\"bru\"}]");
            assertThat(carla.send("DELETE", path, FORM, "name=nick&value=bru").statusCode())
                    .isEqualTo(204);
            assertThat(carla.get(path).body()).isEqualTo("[]");
        }
    }

    @Test
    void everybodyReadsTheLabelsOfGroups() {
        String labels = "/iam/group/" + groupId("astro") + "/labels";
        assertThat(carla.put(labels, "{\"name\":\"wlcg.optional-group\"}").statusCode())
                .isEqualTo(200);
        assertThat(bruno.get(labels).body()).contains("wlcg.optional-group");
        assertThat(bruno.get("/iam/group/search?filter=astro").body())
                .contains("wlcg.optional-group");
        assertThat(carla.delete(labels + "?name=wlcg.optional-group").statusCode()).isEqualTo(204);
        assertThat(carla.get("/iam/group/nothing/labels").statusCode()).isEqualTo(404);
    }

    @Test
    void badLabelsAndAttributesAreRefused() {
        String account = "/iam/account/" + bruno.subject();
        for (String body :
                List.of(
                        "{}",
                        "{\"name\":\"1st\"}",
                        "{\"name\":\"" + "n".repeat(65) + "\"}",
                        "{\"name\":\"ok\",\"value\":\"" + "v".repeat(257) + "\"}",
                        "{\"name\":\"ok\",\"value\":\"two\\nlines\"}")) {
            for (String kind : List.of("label", "attribute")) {
                HttpResponse<String> response = carla.put(account + "/" + kind + "s", body);
                assertThat(response.statusCode()).as(body).isEqualTo(400);
                assertThat(TestClient.json(response).path("error").asString())
                        .startsWith("Invalid " + kind + ":");
            }
        }
        for (String prefix : List.of("has space", "-x", "a..b", "p".repeat(257))) {
            assertThat(
                            carla.put(
                                            account + "/labels",
                                            "{\"name\":\"ok\",\"prefix\":\"" + prefix + "\"}")
                                    .statusCode())
                    .as(prefix)
                    .isEqualTo(400);
        }
        assertThat(carla.delete(account + "/labels").statusCode()).isEqualTo(400);
        assertThat(carla.put("/iam/account/nobody/labels", "{\"name\":\"ok\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void endTimeIsSetAndCleared() {
        String path = "/iam/account/" + bruno.subject() + "/endTime";
        for (String time :
                List.of(
                        "\"2030-01-02\"",
                        "\"2030-01-02T00:00:00Z\"",
                        "\"2030-01-02T01:00:00.000+0100\"",
                        "1893542400000")) {
            assertThat(carla.put(path, "{\"endTime\":" + time + "}").statusCode())
                    .as(time)
                    .isEqualTo(200);
            assertThat(bruno.get("/scim/Me").body())
                    .contains("\"endTime\":\"2030-01-02T00:00:00Z\"");
            assertThat(carla.put(path, "{}").statusCode()).isEqualTo(200);
            assertThat(bruno.get("/scim/Me").body()).doesNotContain("endTime");
        }
        for (String bad : List.of("\"soon\"", "true", "\"12026-01-01\"", "{}")) {
            assertThat(carla.put(path, "{\"endTime\":" + bad + "}").statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void administratorsRightComesAndGoesAtOnce() {
        String path = "/iam/account/" + bruno.subject() + "/authorities?authority=ROLE_ADMIN";
        assertThat(carla.post(path, "").statusCode()).isEqualTo(200);
        assertThat(carla.post(path, "").statusCode()).isEqualTo(400);
        TokenClient promoted = TokenClient.ambitious(provider, "bruno");
        assertThat(promoted.get("/scim/Users").statusCode()).isEqualTo(200);
        assertThat(bruno.read("/iam/me/authorities").path("authorities").toString())
                .isEqualTo("[\"ROLE_USER\",\"ROLE_ADMIN\"]");
        // What was granted before stays as it was.
        assertThat(bruno.get("/scim/Users").statusCode()).isEqualTo(403);

        assertThat(carla.delete(path).statusCode()).isEqualTo(204);
        assertThat(promoted.get("/scim/Users").statusCode()).isEqualTo(401);
        assertThat(carla.get("/iam/account/" + bruno.subject() + "/authorities").body())
                .isEqualTo("{\"authorities\":[\"ROLE_USER\"]}");
        for (String other : List.of("ROLE_USER", "ROLE_READER", "")) {
            assertThat(
                            carla.post(
                                            "/iam/account/"
                                                    + bruno.subject()
                                                    + "/authorities?authority="
                                                    + other,
                                            "")
                                    .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void nobodyElseReadsOrChangesThese() {
        String group = groupId("astro");
        TokenClient reader = TokenClient.of(provider, "carla", "openid iam:admin.read");
        String account = "/iam/account/" + bruno.subject();
        for (TokenClient caller :
                List.of(
                        TokenClient.anonymous(provider),
                        TokenClient.ambitious(provider, "alice"),
                        TokenClient.of(provider, "carla", "openid"),
                        reader)) {
            int expected = caller.token().isEmpty() ? 401 : 403;
            if (!caller.equals(reader)) {
                for (String path :
                        List.of(
                                account + "/labels",
                                account + "/attributes",
                                account + "/authorities",
                                "/iam/group/" + group + "/attributes")) {
                    assertThat(caller.get(path).statusCode()).as(path).isEqualTo(expected);
                }
            }
            for (String path :
                    List.of(
                            account + "/labels",
                            account + "/attributes",
                            "/iam/group/" + group + "/labels",
                            "/iam/group/" + group + "/attributes")) {
                assertThat(caller.put(path, "{\"name\":\"x\"}").statusCode())
                        .as(path)
                        .isEqualTo(expected);
                assertThat(caller.delete(path + "?name=x").statusCode())
                        .as(path)
                        .isEqualTo(expected);
            }
            String authority = "/authorities?authority=ROLE_ADMIN";
            assertThat(caller.put(account + "/endTime", "{}").statusCode()).isEqualTo(expected);
            assertThat(caller.post(account + authority, "").statusCode()).isEqualTo(expected);
            assertThat(caller.delete(account + authority).statusCode()).isEqualTo(expected);
        }
        // Nor does a person change these of their own account.
        assertThat(bruno.put(account + "/labels", "{\"name\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(bruno.post(account + "/authorities?authority=ROLE_ADMIN", "").statusCode())
                .isEqualTo(403);
        assertThat(TokenClient.anonymous(provider).get("/iam/me/authorities").statusCode())
                .isEqualTo(401);
        assertThat(
                        TokenClient.anonymous(provider)
                                .get("/iam/group/" + group + "/labels")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void totalsArePublicAndAMinuteOldAtMost() {
        TokenClient anybody = TokenClient.anonymous(provider);
        provider.clock().advance(Duration.ofMinutes(1));
        JsonNode before = anybody.read("/stats");
        TokenClient administrator = TokenClient.administrator(provider);
        HttpResponse<String> created =
                administrator.post(
                        "/scim/Users",
                        """
                        {"userName": "counted", "active": false,
                         "name": {"givenName": "Coun", "familyName": "Ted"},
                         "emails": [{"value": "counted@new.example"}]}
                        """);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(anybody.read("/stats")).isEqualTo(before);
        provider.clock().advance(Duration.ofMinutes(1));
        JsonNode after = anybody.read("/stats");
        assertThat(after.path("totalUsers").asLong())
                .isEqualTo(before.path("totalUsers").asLong() + 1);
        assertThat(after.path("activeUsers")).isEqualTo(before.path("activeUsers"));
    }

    private String groupId(String name) {
        return carla.read("/iam/group/search?filter=" + name)
                .path("Resources")
                .path(0)
                .path("id")
                .asString();
    }
}
