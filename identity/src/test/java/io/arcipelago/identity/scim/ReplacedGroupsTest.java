package io.arcipelago.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplacedGroupsTest {

    private static final String GROUP = "urn:indigo-dc:scim:schemas:IndigoGroup";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);

    @Test
    void replacementChangesDescriptionAndMembersAndKeepsWhatItDoesNotName() {
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        TokenClient bruno = TokenClient.of(provider, "bruno", "openid");
        String route = create("replaced");
        JsonNode first =
                replace(
                        route,
                        """
                        {"displayName": "replaced", "members": [{"value": "%s"}],
                         "%s": {"description": "the first"}}
                        """
                                .formatted(alice.subject(), GROUP));
        assertThat(first.path("members").path(0).path("value").asString())
                .isEqualTo(alice.subject());
        assertThat(first.path(GROUP).path("description").asString()).isEqualTo("the first");

        JsonNode kept = replace(route, "{\"displayName\": \"replaced\"}");
        assertThat(kept.path("members").size()).isEqualTo(1);
        assertThat(kept.path(GROUP).path("description").asString()).isEqualTo("the first");

        JsonNode second =
                replace(
                        route,
                        "{\"displayName\": \"replaced\", \"members\": [{\"value\": \"%s\"}]}"
                                .formatted(bruno.subject()));
        assertThat(second.path("members").findValuesAsString("value"))
                .containsExactly(bruno.subject());
        assertThat(
                        replace(route, "{\"displayName\": \"replaced\", \"members\": []}")
                                .path("members")
                                .size())
                .isZero();
        assertThat(carla.read(route).path("displayName").asString()).isEqualTo("replaced");
    }

    @Test
    void groupIsNotRenamedAndWrongMembersChangeNothing() {
        String route = create("steady");
        assertThat(carla.put(route, "{\"displayName\": \"admins\"}").statusCode()).isEqualTo(400);
        assertThat(carla.put(route, "{}").statusCode()).isEqualTo(400);
        assertThat(
                        carla.put(route, "{\"displayName\": \"steady\", \"members\": \"all\"}")
                                .statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown =
                carla.put(
                        route,
                        """
                        {"displayName": "steady", "%s": {"description": "changed"},
                         "members": [{"value": "00000000-0000-0000-0000-000000000000"}]}
                        """
                                .formatted(GROUP));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(carla.read(route).path(GROUP).path("description").asString()).isEmpty();
    }

    @Test
    void onlyAnAdministratorsTokenReplaces() {
        String route = create("guarded");
        String body = "{\"displayName\": \"guarded\", \"members\": []}";
        assertThat(TokenClient.anonymous(provider).put(route, body).statusCode()).isEqualTo(401);
        assertThat(TokenClient.ambitious(provider, "alice").put(route, body).statusCode())
                .isEqualTo(403);
        assertThat(TokenClient.of(provider, "carla", "openid").put(route, body).statusCode())
                .isEqualTo(403);
    }

    @Test
    void holdersOfAnAuthorityAreFound() {
        String find = "/iam/account/find/byauthority?authority=";
        assertThat(names(carla.read(find + "ROLE_ADMIN")))
                .contains("carla")
                .doesNotContain("alice");
        assertThat(names(carla.read(find + "ROLE_USER&count=100"))).contains("alice", "carla");
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        String route = create("managed");
        String id = route.substring(route.lastIndexOf('/') + 1);
        assertThat(names(carla.read(find + "ROLE_GM:" + id))).isEmpty();
        String management = "/iam/account/" + alice.subject() + "/managed-groups/" + id;
        assertThat(carla.post(management, "{}").statusCode()).isLessThan(300);
        assertThat(names(carla.read(find + "ROLE_GM:" + id))).containsExactly("alice");
        // Other tests share this provider, and a manager may see more than others.
        assertThat(carla.delete(management).statusCode()).isEqualTo(204);
        assertThat(carla.get(find + "ROLE_KING").statusCode()).isEqualTo(400);
        assertThat(carla.get(find + "ROLE_GM:x").statusCode()).isEqualTo(400);
        assertThat(TokenClient.anonymous(provider).get(find + "ROLE_ADMIN").statusCode())
                .isEqualTo(401);
        assertThat(TokenClient.ambitious(provider, "bruno").get(find + "ROLE_ADMIN").statusCode())
                .isEqualTo(403);
        assertThat(
                        TokenClient.of(provider, "carla", "openid")
                                .get(find + "ROLE_ADMIN")
                                .statusCode())
                .isEqualTo(403);
    }

    private JsonNode replace(String route, String body) {
        HttpResponse<String> replaced = carla.put(route, body);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        return TestClient.json(replaced);
    }

    private String create(String name) {
        HttpResponse<String> made =
                carla.post("/scim/Groups", "{\"displayName\": \"" + name + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return "/scim/Groups/" + TestClient.json(made).path("id").asString();
    }

    private static List<String> names(JsonNode found) {
        return found.path("Resources").findValuesAsString("userName");
    }
}
