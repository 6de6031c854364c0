package io.arcipelago.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OwnProfileTest {

    private static final Provider provider =
            Provider.start("arcipelago.identity.lifecycle.read-only-end-time=true");

    private final TokenClient bruno = TokenClient.of(provider, "bruno", "openid");

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void peopleChangeWhatTheConfigurationLets() {
        for (String operations : new String[] {"operations", "Operations"}) {
            assertThat(
                            bruno.patch(
                                            "/scim/Me",
                                            "{\"%s\":[{\"op\":\"Replace\",\"value\":{\"name\":{\"givenName\":\"B-%s\"}}}]}"
                                                    .formatted(operations, operations))
                                    .statusCode())
                    .isEqualTo(204);
            assertThat(bruno.read("/scim/Me").path("name").path("givenName").asString())
                    .isEqualTo("B-" + operations);
        }
        assertThat(bruno.read("/scim/Me").path("name").path("familyName").asString())
                .isEqualTo("Ferri");
    }

    @Test
    void everythingElseIsRefusedAndNothingOfItHappens() {
        for (String value :
                new String[] {
                    "{\"emails\":[{\"value\":\"other@iam.example\"}]}",
                    "{\"userName\":\"root\"}",
                    "{\"password\":\"another Password 4 me\"}",
                    "{\"active\":true}",
                    "{\"name\":{\"familyName\":\"Neri\"},\"userName\":\"carla2\"}",
                    "{\"urn:indigo-dc:scim:schemas:IndigoUser\":{\"serviceAccount\":true}}",
                    "{\"urn:indigo-dc:scim:schemas:IndigoUser\":{\"authorities\":[\"ROLE_ADMIN\"]}}"
                }) {
            HttpResponse<String> refused = bruno.patch("/scim/Me", replace(value));
            assertThat(refused.statusCode()).as(value).isEqualTo(400);
            assertThat(TestClient.json(refused).path("detail").asString())
                    .contains("not supported");
        }
        assertThat(bruno.read("/scim/Me").path("userName").asString()).isEqualTo("bruno");
        assertThat(bruno.read("/scim/Me").path("name").path("familyName").asString())
                .isEqualTo("Ferri");
    }

    @Test
    void onlyPeopleHaveAProfile() {
        String value = replace("{\"name\":{\"givenName\":\"X\"}}");
        assertThat(TokenClient.anonymous(provider).patch("/scim/Me", value).statusCode())
                .isEqualTo(401);
        String own =
                TestClient.json(
                                TestClient.orchestrator(provider)
                                        .call("/token", Map.of("grant_type", "client_credentials")))
                        .path("access_token")
                        .asString();
        assertThat(new TokenClient(provider, own).patch("/scim/Me", value).statusCode())
                .isEqualTo(400);
    }

    @Test
    void endTimesThatComeFromElsewhereCannotBeSet() {
        assertThat(
                        TokenClient.anonymous(provider)
                                .get("/iam/config/lifecycle/account/read-only-end-time")
                                .body())
                .isEqualTo("true");
        HttpResponse<String> refused =
                TokenClient.administrator(provider)
                        .put("/iam/account/" + bruno.subject() + "/endTime", "{}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("managed elsewhere");
    }

    @Test
    void anybodySeesThatThisIsAnIam() {
        JsonNode info = TokenClient.anonymous(provider).read("/actuator/info").path("build");
        assertThat(info.path("name").asString()).contains("iam");
        assertThat(info.path("version").asString()).isNotEmpty();
    }

    private static String replace(String value) {
        return "{\"operations\":[{\"op\":\"replace\",\"value\":" + value + "}]}";
    }
}
