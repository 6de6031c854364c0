package io.arcipelago.identity.joining;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JoinRequestsTest {

    private static final String PATH = "/iam/group_requests";

    /** Its own, because other tests expect people in the groups of the demo only. */
    private static final Provider PROVIDER = Provider.start();

    private final Provider provider = PROVIDER;
    private final TokenClient carla = TokenClient.administrator(provider);
    private final TokenClient bruno = TokenClient.of(provider, "bruno", "openid");
    private final TokenClient alice = TokenClient.ambitious(provider, "alice");

    /** Each test asks for a group of its own. */
    private final String name =
            "wanted-" + Secrets.random().replaceAll("[^a-zA-Z0-9]", "").substring(0, 12);

    private final String group = group(name, "");

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Test
    void approvedRequestMakesAMember() {
        JsonNode request = ask(bruno, name, "Please");
        assertThat(request.path("status").asString()).isEqualTo("PENDING");
        assertThat(request.path("userUuid").asString()).isEqualTo(bruno.subject());
        assertThat(request.path("username").asString()).isEqualTo("bruno");
        assertThat(request.path("userFullName").asString()).isEqualTo("Bruno Ferri");
        assertThat(request.path("groupUuid").asString()).isEqualTo(group);
        assertThat(request.path("notes").asString()).isEqualTo("Please");
        assertThat(request.path("creationTime").asLong())
                .isEqualTo(provider.clock().instant().toEpochMilli());
        String path = PATH + "/" + request.path("uuid").asString();

        HttpResponse<String> approved = carla.post(path + "/approve", "");
        assertThat(approved.statusCode()).isEqualTo(200);
        assertThat(TestClient.json(approved).path("status").asString()).isEqualTo("APPROVED");
        assertThat(memberOf(bruno)).contains(name);

        assertThat(carla.post(path + "/approve", "").statusCode()).isEqualTo(400);
        assertThat(carla.post(path + "/reject?motivation=late", "").statusCode()).isEqualTo(400);
        assertThat(create(bruno, name, "").statusCode()).isEqualTo(400);
        assertThat(provider.events().all())
                .anyMatch(event ->
                        event.type().contains("group-request.approved")
                                && event.data().contains(name)
                                && event.data().contains(carla.subject()));
    }

    @Test
    void rejectionNeedsAMotivationInQueryOrBody() {
        for (boolean json : List.of(true, false)) {
            String path = PATH + "/" + ask(bruno, name, "").path("uuid").asString();
            for (String empty : List.of("", "{}", "{\"motivation\":\"  \"}")) {
                assertThat(carla.post(path + "/reject", empty).statusCode()).isEqualTo(400);
            }
            assertThat(carla.get(path).body()).contains("PENDING");
            HttpResponse<String> rejected =
                    json
                            ? carla.post(path + "/reject", "{\"motivation\":\"No room\"}")
                            : carla.send("POST", path + "/reject?motivation=No%20room", "", "");
            assertThat(rejected.statusCode()).isEqualTo(200);
            JsonNode answer = bruno.read(path);
            assertThat(answer.path("status").asString()).isEqualTo("REJECTED");
            assertThat(answer.path("motivation").asString()).isEqualTo("No room");
            assertThat(memberOf(bruno)).doesNotContain(name);
        }
    }

    @Test
    void doubledAndSenselessRequestsAreRefused() {
        ask(bruno, name, "");
        HttpResponse<String> again = create(bruno, name, "");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(again).path("error").asString()).contains("pending");
        for (String body :
                List.of(
                        "{}",
                        "{\"groupName\":\"no-such-group\"}",
                        "{\"groupName\":\"bio\"}",
                        "{\"groupName\":\"astro\",\"notes\":\"" + "n".repeat(513) + "\"}")) {
            assertThat(bruno.post(PATH, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(bruno.get(PATH + "?status=lost").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyElseSeesOrDecides() {
        String path = PATH + "/" + ask(bruno, name, "Please").path("uuid").asString();
        TokenClient reader = TokenClient.of(provider, "carla", "openid iam:admin.read");
        assertThat(reader.get(path).statusCode()).isEqualTo(200);
        for (TokenClient caller :
                List.of(
                        TokenClient.anonymous(provider),
                        alice,
                        TokenClient.of(provider, "carla", "openid"),
                        bruno,
                        reader)) {
            boolean knows = caller.equals(bruno) || caller.equals(reader);
            int expected = caller.token().isEmpty() ? 401 : knows ? 403 : 404;
            assertThat(caller.post(path + "/approve", "").statusCode()).isEqualTo(expected);
            assertThat(caller.post(path + "/reject?motivation=x", "").statusCode())
                    .isEqualTo(expected);
            assertThat(caller.post(path + "/reject", "{\"motivation\":\"x\"}").statusCode())
                    .isEqualTo(expected);
            if (!knows) {
                assertThat(caller.get(path).statusCode()).isEqualTo(expected);
            }
            if (!caller.equals(bruno)) {
                assertThat(caller.delete(path).statusCode()).isEqualTo(expected);
            }
        }
        assertThat(TokenClient.anonymous(provider).get(PATH).statusCode()).isEqualTo(401);
        assertThat(TokenClient.anonymous(provider).post(PATH, "{}").statusCode()).isEqualTo(401);
        assertThat(alice.read(PATH + "?groupName=" + name).path("totalResults").asInt()).isZero();
        assertThat(bruno.read(PATH + "?groupName=" + name).path("totalResults").asInt()).isOne();
        assertThat(bruno.read(path).path("status").asString()).isEqualTo("PENDING");
        assertThat(memberOf(bruno)).doesNotContain(name);
    }

    @Test
    void managerDecidesForTheManagedGroupOnly() {
        String otherName = name + "-other";
        group(otherName, "");
        String mine = PATH + "/" + ask(bruno, name, "").path("uuid").asString();
        String other = PATH + "/" + ask(bruno, otherName, "").path("uuid").asString();
        carla.post("/iam/account/" + alice.subject() + "/managed-groups/" + group, "");

        JsonNode seen = alice.read(PATH + "?username=bruno&status=pending&count=50");
        assertThat(seen.path("Resources").findValuesAsString("groupName")).containsExactly(name);
        assertThat(alice.get(other).statusCode()).isEqualTo(404);
        assertThat(alice.post(other + "/approve", "").statusCode()).isEqualTo(404);
        assertThat(alice.delete(mine).statusCode()).isEqualTo(403);
        assertThat(alice.post(mine + "/approve", "").statusCode()).isEqualTo(200);
        assertThat(memberOf(bruno)).contains(name).doesNotContain(otherName);
        carla.delete("/iam/account/" + alice.subject() + "/managed-groups/" + group);
    }

    @Test
    void managerApprovesNobodyIntoAForeignGroupAbove() {
        String below = group("below", group);
        String path = PATH + "/" + ask(bruno, name + "/below", "").path("uuid").asString();
        carla.post("/iam/account/" + alice.subject() + "/managed-groups/" + below, "");
        assertThat(alice.post(path + "/approve", "").statusCode()).isEqualTo(403);
        assertThat(bruno.read(path).path("status").asString()).isEqualTo("PENDING");
        assertThat(memberOf(bruno)).doesNotContain(name);
        carla.delete("/iam/account/" + alice.subject() + "/managed-groups/" + below);
    }

    @Test
    void ownRequestIsWithdrawnWhileItIsPending() {
        String path = PATH + "/" + ask(bruno, name, "").path("uuid").asString();
        assertThat(bruno.delete(path).statusCode()).isEqualTo(204);
        assertThat(bruno.get(path).statusCode()).isEqualTo(404);
        String second = PATH + "/" + ask(bruno, name, "").path("uuid").asString();
        carla.post(second + "/reject?motivation=full", "");
        assertThat(bruno.delete(second).statusCode()).isEqualTo(400);
        assertThat(carla.delete(second).statusCode()).isEqualTo(204);
        assertThat(carla.get(PATH + "/nothing").statusCode()).isEqualTo(404);
    }

    private String group(String name, String parent) {
        String body =
                parent.isEmpty()
                        ? "{\"name\":\"%s\"}".formatted(name)
                        : "{\"name\":\"%s\",\"parent\":{\"uuid\":\"%s\"}}".formatted(name, parent);
        HttpResponse<String> created = carla.post("/iam/group", body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return TestClient.json(created).path("id").asString();
    }

    private static HttpResponse<String> create(TokenClient caller, String group, String notes) {
        return caller.post(PATH, "{\"groupName\":\"%s\",\"notes\":\"%s\"}".formatted(group, notes));
    }

    private static JsonNode ask(TokenClient caller, String group, String notes) {
        HttpResponse<String> created = create(caller, group, notes);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        return TestClient.json(created);
    }

    private static List<String> memberOf(TokenClient caller) {
        return caller.read("/iam/account/me/groups").findValuesAsString("name");
    }
}
