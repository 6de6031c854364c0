package io.arcipelago.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountSearchTest {

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);
    private final TokenClient alice = TokenClient.ambitious(provider, "alice");

    @Test
    void searchLooksIntoNameAddressAndIdWhateverTheCase() {
        for (String filter : List.of("MORETTI", "Alice@arc", alice.subject(), "alice")) {
            JsonNode found = carla.read("/iam/account/search?filter=" + filter);
            assertThat(found.path("totalResults").asInt()).as(filter).isOne();
            assertThat(names(found)).containsExactly("alice");
        }
        assertThat(names(carla.read("/iam/account/search?filter=%25"))).isEmpty();
        JsonNode byEmail =
                carla.read(
                        "/iam/account/search?filter=arcipelago.example&sortBy=email"
                                + "&sortDirection=desc&count=2&startIndex=0");
        assertThat(names(byEmail)).containsExactly("carla", "bruno");
        assertThat(byEmail.path("startIndex").asInt()).isOne();
        assertThat(byEmail.path("totalResults").asInt()).isEqualTo(3);
    }

    @Test
    void exactSearchesFindTheOneAsked() {
        String id = alice.subject();
        for (String route :
                List.of(
                        "byemail?email=ALICE@arcipelago.example",
                        "byusername?username=alice",
                        "byuuid/" + id)) {
            JsonNode found = carla.read("/iam/account/find/" + route);
            assertThat(names(found)).as(route).containsExactly("alice");
        }
        assertThat(names(carla.read("/iam/account/find/byusername?username=ali"))).isEmpty();
        String nobody = "11111111-2222-3333-4444-555555555555";
        assertThat(names(carla.read("/iam/account/find/byuuid/" + nobody))).isEmpty();
        assertThat(carla.get("/iam/account/find/byuuid/alice").statusCode()).isEqualTo(404);
    }

    @Test
    void groupSearchWithFilterStaysInsideTheGroup() {
        String bio = groupId("bio");
        assertThat(names(carla.read("/iam/account/find/bygroup/" + bio)))
                .contains("bruno", "carla")
                .doesNotContain("alice");
        String filter = "?filter=arcipelago.example";
        assertThat(names(carla.read("/iam/account/find/bygroup/" + bio + filter)))
                .containsExactlyInAnyOrder("bruno", "carla");
        assertThat(names(carla.read("/iam/account/find/notingroup/" + bio + filter)))
                .containsExactly("alice");
        for (String bad : List.of("?filter=a", "?filter=" + "a".repeat(65))) {
            assertThat(carla.get("/iam/account/find/bygroup/" + bio + bad).statusCode())
                    .isEqualTo(400);
        }
        assertThat(carla.get("/iam/account/find/bygroup/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAdministratorsFindPeople() {
        String bio = groupId("bio");
        for (TokenClient caller :
                List.of(
                        TokenClient.anonymous(provider),
                        alice,
                        TokenClient.of(provider, "carla", "openid scim:read"))) {
            int expected = caller.token().isEmpty() ? 401 : 403;
            for (String route :
                    List.of(
                            "search",
                            "find/bylabel?name=x",
                            "find/byemail?email=alice@arcipelago.example",
                            "find/byusername?username=alice",
                            "find/bygroup/" + bio,
                            "find/bygroup/nothing",
                            "find/notingroup/" + bio,
                            "find/byuuid/" + carla.subject())) {
                HttpResponse<String> response = caller.get("/iam/account/" + route);
                assertThat(response.statusCode()).as(route).isEqualTo(expected);
                assertThat(TestClient.json(response).path("error").asString()).isNotBlank();
            }
        }
    }

    @Test
    void groupManagerSearchesAndSeesTheShortForm() {
        String management =
                "/iam/account/" + alice.subject() + "/managed-groups/" + groupId("astro");
        carla.post(management, "");
        HttpResponse<String> found = alice.get("/iam/account/search?filter=bruno");
        assertThat(names(TestClient.json(found))).containsExactly("bruno");
        assertThat(found.body()).doesNotContain("authorities").doesNotContain("\"groups\"");
        assertThat(alice.get("/iam/account/find/byusername?username=bruno").statusCode())
                .isEqualTo(403);
        carla.delete(management);
        assertThat(alice.get("/iam/account/search?filter=bruno").statusCode()).isEqualTo(403);
    }

    private String groupId(String name) {
        return carla.read("/iam/group/search?filter=" + name)
                .path("Resources")
                .path(0)
                .path("id")
                .asString();
    }

    private static List<String> names(JsonNode answer) {
        return answer.path("Resources").findValuesAsString("userName");
    }
}
