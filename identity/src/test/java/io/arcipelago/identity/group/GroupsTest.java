package io.arcipelago.identity.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupsTest {

    private static final String INDIGO_GROUP = "urn:indigo-dc:scim:schemas:IndigoGroup";

    /** Its own, because other tests expect people in the groups of the demo only. */
    private static final Provider PROVIDER = Provider.start();

    private final Provider provider = PROVIDER;
    private final TokenClient carla = TokenClient.administrator(provider);
    private final TokenClient alice = TokenClient.ambitious(provider, "alice");
    private final String bruno = TokenClient.of(provider, "bruno", "openid").subject();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Test
    void groupsFormATreeByTheParentsIdAlone() {
        String top = group("tree", "");
        HttpResponse<String> created =
                carla.post(
                        "/scim/Groups",
                        """
                        {"displayName": "leaf", "%s": {"description": "A leaf",
                         "parentGroup": {"value": "%s", "display": "admins"}}}
                        """
                                .formatted(INDIGO_GROUP, top));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode leaf = TestClient.json(created);
        assertThat(leaf.path("displayName").asString()).isEqualTo("tree/leaf");
        JsonNode extension = leaf.path(INDIGO_GROUP);
        assertThat(extension.path("description").asString()).isEqualTo("A leaf");
        assertThat(extension.path("parentGroup").path("display").asString()).isEqualTo("tree");
        assertThat(carla.read("/scim/Groups/" + leaf.path("id").asString())).isEqualTo(leaf);
        JsonNode subgroups = carla.read("/scim/Groups/" + top + "/subgroups");
        assertThat(subgroups.path("totalResults").asInt()).isOne();
        assertThat(subgroups.path("Resources").path(0).path("displayName").asString())
                .isEqualTo("tree/leaf");
        JsonNode root = carla.read("/scim/Groups/" + top);
        assertThat(root.path(INDIGO_GROUP).path("parentGroup").isNull()).isTrue();
    }

    @Test
    void badAndDoubledGroupsAreRefused() {
        group("single", "");
        assertThat(carla.post("/iam/group", "{\"name\":\"single\"}").statusCode()).isEqualTo(409);
        for (String body :
                List.of(
                        "{}",
                        "{\"name\":\"a/b\"}",
                        "{\"name\":\"1a\"}",
                        "{\"name\":\"a b\"}",
                        "{\"name\":\"" + "a".repeat(513) + "\"}",
                        "{\"name\":\"ok\",\"parent\":{\"uuid\":\"nowhere\"}}",
                        "{\"name\":\"ok\",\"parent\":{\"uuid\":\"" + bruno + "\"}}")) {
            HttpResponse<String> response = carla.post("/iam/group", body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(TestClient.json(response).path("error").asString()).isNotBlank();
        }
        assertThat(
                        carla.post("/scim/Groups", "{\"displayName\":\"" + "a".repeat(51) + "\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void membersComeIntoAllGroupsAboveAndLeaveAllBelow() {
        String top = group("river", "");
        String middle = group("delta", top);
        String bottom = group("island", middle);
        assertThat(patch(carla, bottom, "add", bruno).statusCode()).isEqualTo(204);
        for (String group : List.of(top, middle, bottom)) {
            assertThat(members(group)).containsExactly(bruno);
        }
        assertThat(patch(carla, middle, "remove", bruno).statusCode()).isEqualTo(204);
        assertThat(members(top)).containsExactly(bruno);
        assertThat(members(middle)).isEmpty();
        assertThat(members(bottom)).isEmpty();
        assertThat(carla.read("/scim/Groups/" + top + "/members").path("totalResults").asInt())
                .isOne();
        assertThat(provider.events().all())
                .anyMatch(event ->
                        event.type().contains("group.members-added")
                                && event.data().contains(bruno)
                                && event.data().contains(carla.subject()));
    }

    @Test
    void neighboursWithTheSameBeginningAreNotAbove() {
        String foo = group("foo", "");
        String foobar = group("foobar", "");
        assertThat(patch(carla, foobar, "add", bruno).statusCode()).isEqualTo(204);
        assertThat(members(foo)).isEmpty();
        assertThat(carla.delete("/scim/Groups/" + foo).statusCode()).isEqualTo(204);
        assertThat(members(foobar)).containsExactly(bruno);
    }

    @Test
    void patchUnderstandsBothDialectsAndChangesAllOrNothing() {
        String group = group("dialects", "");
        String path = "/scim/Groups/" + group;
        String rfc =
                """
                {"Operations": [{"op": "Add", "path": "members", "value": [{"value": "%s"}]},
                                {"op": "add", "value": {"members": [{"value": "%s"}]}}]}
                """
                        .formatted(bruno, carla.subject());
        assertThat(carla.patch(path, rfc).statusCode()).isEqualTo(204);
        assertThat(members(group)).containsExactlyInAnyOrder(bruno, carla.subject());
        String filtered =
                """
                {"Operations": [{"op": "remove", "path": "members[value eq \\"%s\\"]"}]}
                """
                        .formatted(bruno);
        assertThat(carla.patch(path, filtered).statusCode()).isEqualTo(204);
        assertThat(members(group)).containsExactly(carla.subject());
        String halfGood =
                """
                {"operations": [
                 {"op": "add", "path": "members", "value": [{"value": "%s"}]},
                 {"op": "add", "path": "members",
                  "value": [{"value": "11111111-2222-3333-4444-555555555555"}]}]}
                """
                        .formatted(bruno);
        assertThat(carla.patch(path, halfGood).statusCode()).isEqualTo(400);
        assertThat(members(group)).containsExactly(carla.subject());
        assertThat(patch(carla, group, "replace", bruno).statusCode()).isEqualTo(204);
        assertThat(members(group)).containsExactly(bruno);
        assertThat(
                        carla.patch(
                                        path,
                                        "{\"operations\":[{\"op\":\"remove\",\"path\":\"members\"}]}")
                                .statusCode())
                .isEqualTo(400);
        assertThat(members(group)).containsExactly(bruno);
    }

    @Test
    void onlyEmptyGroupsAreRemoved() {
        String top = group("full", "");
        String below = group("below", top);
        HttpResponse<String> refused = carla.delete("/scim/Groups/" + top);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(refused).path("detail").asString())
                .isEqualTo("Group is not empty");
        assertThat(carla.delete("/scim/Groups/" + below).statusCode()).isEqualTo(204);
        patch(carla, top, "add", bruno);
        assertThat(carla.delete("/scim/Groups/" + top).statusCode()).isEqualTo(400);
        patch(carla, top, "remove", bruno);
        assertThat(carla.delete("/scim/Groups/" + top).statusCode()).isEqualTo(204);
        assertThat(carla.get("/scim/Groups/" + top).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyWithoutRightReadsOrChangesGroups() {
        String group = group("guarded", "");
        for (TokenClient caller :
                List.of(
                        TokenClient.anonymous(provider),
                        alice,
                        TokenClient.of(provider, "carla", "openid profile"))) {
            int expected = caller.token().isEmpty() ? 401 : 403;
            String path = "/scim/Groups/" + group;
            String own = caller.token().isEmpty() ? bruno : caller.subject();
            for (String read :
                    List.of(
                            "/scim/Groups",
                            path,
                            path + "/members",
                            path + "/subgroups",
                            "/scim/Groups/11111111-2222-3333-4444-555555555555",
                            "/iam/group/" + group + "/group-managers",
                            "/iam/account/" + bruno + "/managed-groups",
                            "/iam/account/" + bruno + "/groups")) {
                assertThat(caller.get(read).statusCode()).as(read).isEqualTo(expected);
            }
            assertThat(caller.post("/scim/Groups", "{\"displayName\":\"mine\"}").statusCode())
                    .isEqualTo(expected);
            assertThat(caller.post("/iam/group", "{\"name\":\"mine\"}").statusCode())
                    .isEqualTo(expected);
            assertThat(caller.put("/iam/group/" + group, "{\"description\":\"x\"}").statusCode())
                    .isEqualTo(expected);
            assertThat(patch(caller, group, "add", own).statusCode()).isEqualTo(expected);
            assertThat(caller.delete(path).statusCode()).isEqualTo(expected);
            String membership = "/iam/account/" + own + "/groups/" + group;
            String management = "/iam/account/" + own + "/managed-groups/" + group;
            for (String change : List.of(membership, management)) {
                assertThat(caller.post(change, "").statusCode()).as(change).isEqualTo(expected);
                assertThat(caller.delete(change).statusCode()).as(change).isEqualTo(expected);
            }
        }
        assertThat(members(group)).isEmpty();
        TokenClient reader = TokenClient.of(provider, "carla", "openid scim:read iam:admin.read");
        assertThat(patch(reader, group, "add", bruno).statusCode()).isEqualTo(403);
        assertThat(reader.post("/iam/account/" + bruno + "/groups/" + group, "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void membershipRouteTellsWhatIsAlreadySo() {
        String group = group("route", "");
        String membership = "/iam/account/" + bruno + "/groups/" + group;
        assertThat(carla.delete(membership).statusCode()).isEqualTo(400);
        assertThat(carla.post(membership, "").statusCode()).isEqualTo(201);
        assertThat(carla.post(membership, "").statusCode()).isEqualTo(400);
        TokenClient self = TokenClient.of(provider, "bruno", "openid");
        assertThat(self.read("/iam/account/me/groups").findValuesAsString("name"))
                .contains("bio", "route");
        assertThat(self.read("/iam/account/" + bruno + "/groups").path(0).has("joiningTime"))
                .isTrue();
        assertThat(carla.delete(membership).statusCode()).isEqualTo(204);
        assertThat(carla.post("/iam/account/nobody/groups/" + group, "").statusCode())
                .isEqualTo(400);
        assertThat(carla.post("/iam/account/" + bruno + "/groups/nothing", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void managerDecidesAboutTheManagedGroupOnly() {
        String mine = group("mine", "");
        String others = group("others", "");
        TokenClient manager = TokenClient.of(provider, "alice", "openid");
        String management = "/iam/account/" + manager.subject() + "/managed-groups/" + mine;
        assertThat(carla.post(management, "").statusCode()).isEqualTo(201);
        assertThat(carla.post(management, "").statusCode()).isEqualTo(400);

        assertThat(manager.get("/scim/Groups/" + mine).statusCode()).isEqualTo(200);
        assertThat(manager.get("/scim/Groups/" + others).statusCode()).isEqualTo(403);
        assertThat(manager.get("/scim/Groups").statusCode()).isEqualTo(403);
        assertThat(patch(manager, mine, "add", bruno).statusCode()).isEqualTo(204);
        assertThat(patch(manager, others, "add", bruno).statusCode()).isEqualTo(403);
        assertThat(manager.delete("/iam/account/" + bruno + "/groups/" + mine).statusCode())
                .isEqualTo(204);
        assertThat(manager.post("/iam/account/" + bruno + "/groups/" + others, "").statusCode())
                .isEqualTo(403);
        assertThat(manager.put("/iam/group/" + mine, "{\"description\":\"Ours\"}").statusCode())
                .isEqualTo(200);
        assertThat(manager.put("/iam/group/" + others, "{\"description\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(manager.delete("/scim/Groups/" + mine).statusCode()).isEqualTo(403);
        assertThat(manager.post(management, "").statusCode()).isEqualTo(403);

        HttpResponse<String> brief = manager.get("/scim/Users/" + bruno);
        assertThat(brief.statusCode()).isEqualTo(200);
        assertThat(brief.body()).doesNotContain("authorities").doesNotContain("groups");
        JsonNode managers = manager.read("/iam/group/" + mine + "/group-managers");
        assertThat(managers.path(0).path("userName").asString()).isEqualTo("alice");
        JsonNode managed = manager.read("/iam/account/" + manager.subject() + "/managed-groups");
        assertThat(managed.path("managedGroups").findValuesAsString("name"))
                .containsExactly("mine");
        assertThat(managed.path("unmanagedGroups").findValuesAsString("name"))
                .contains("others")
                .doesNotContain("mine");
        assertThat(manager.get("/scim/Me").body()).contains("ROLE_GM:" + mine);

        assertThat(carla.delete(management).statusCode()).isEqualTo(204);
        assertThat(carla.delete(management).statusCode()).isEqualTo(400);
        assertThat(patch(manager, mine, "add", bruno).statusCode()).isEqualTo(403);
        assertThat(manager.get("/scim/Users/" + bruno).statusCode()).isEqualTo(403);
    }

    @Test
    void managerLetsNobodyIntoForeignGroupsAboveNorMakesAdministrators() {
        String top = group("country", "");
        String town = group("town", top);
        String admins =
                carla.read("/iam/group/search?filter=admins")
                        .path("Resources")
                        .path(0)
                        .path("id")
                        .asString();
        String wing = group("wing", admins);
        TokenClient manager = TokenClient.of(provider, "alice", "openid");
        for (String group : List.of(town, wing, admins)) {
            carla.post("/iam/account/" + manager.subject() + "/managed-groups/" + group, "");
        }
        assertThat(patch(manager, town, "add", bruno).statusCode()).isEqualTo(403);
        assertThat(members(top)).isEmpty();
        patch(carla, top, "add", bruno);
        assertThat(patch(manager, town, "add", bruno).statusCode()).isEqualTo(204);
        for (String group : List.of(wing, admins)) {
            assertThat(patch(manager, group, "add", manager.subject()).statusCode()).isEqualTo(403);
            assertThat(patch(manager, group, "remove", carla.subject()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(members(admins)).containsExactly(carla.subject());
        for (String group : List.of(town, wing, admins)) {
            carla.delete("/iam/account/" + manager.subject() + "/managed-groups/" + group);
        }
        carla.delete("/scim/Groups/" + wing);
    }

    @Test
    void everybodySearchesGroupsButSeesNoMembers() {
        String group = group("searched", "");
        patch(carla, group, "add", bruno);
        TokenClient plain = TokenClient.of(provider, "alice", "openid");
        HttpResponse<String> response = plain.get("/iam/group/search?filter=SEARCH&count=5");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("searched").doesNotContain(bruno);
        JsonNode answer = TestClient.json(response);
        assertThat(answer.path("totalResults").asInt()).isOne();
        assertThat(answer.path("startIndex").asInt()).isOne();
        assertThat(TokenClient.anonymous(provider).get("/iam/group/search").statusCode())
                .isEqualTo(401);
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

    private List<String> members(String group) {
        return carla.read("/scim/Groups/" + group).path("members").findValuesAsString("value");
    }

    private static HttpResponse<String> patch(
            TokenClient caller, String group, String op, String account) {
        return caller.patch(
                "/scim/Groups/" + group,
                """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                 "operations": [{"op": "%s", "path": "members",
                                 "value": [{"display": "Somebody", "value": "%s"}]}]}
                """
                        .formatted(op, account));
    }
}
