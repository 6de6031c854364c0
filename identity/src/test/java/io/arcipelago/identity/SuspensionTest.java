package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens at once to who is suspended, or whose password an administrator replaces. */
class SuspensionTest {

    private static final String NEW = "another Password 4 you";

    private final Provider provider = Provider.shared();
    private final TokenClient carla = TokenClient.administrator(provider);

    @Test
    void suspensionEndsSessionsAndTokens() {
        String user = create("susanna");
        TestClient client = TestClient.dashboard(provider);
        JsonNode tokens = client.tokens("susanna", "openid profile offline_access");
        String access = tokens.path("access_token").asString();
        TestClient watcher = TestClient.orchestrator(provider);
        assertThat(watcher.seesActive(access)).isTrue();
        assertThat(client.browser().get("/identity/device").statusCode()).isEqualTo(200);

        assertThat(patch(user, "{\"active\": false}").statusCode()).isEqualTo(204);

        assertThat(watcher.seesActive(access)).as("introspection").isFalse();
        assertThat(new TokenClient(provider, access).get("/userinfo").statusCode()).isEqualTo(401);
        assertThat(client.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
        assertThat(Browser.location(client.browser().get("/identity/device")))
                .as("the session")
                .isEqualTo("/identity/login");
        assertThat(
                        Browser.location(
                                client.authorize(client.signInRequest("openid", Secrets.random()))))
                .endsWith("/login");
        assertThat(Browser.location(new Browser(provider).signIn("susanna", Provider.PASSWORD)))
                .endsWith("notice=refused");

        assertThat(patch(user, "{\"active\": true}").statusCode()).isEqualTo(204);
        assertThat(watcher.seesActive(access)).as("what was revoked stays so").isFalse();
        assertThat(Browser.location(new Browser(provider).signIn("susanna", Provider.PASSWORD)))
                .isEqualTo("/");
    }

    @Test
    void passwordOverScimObeysThePolicyAndPutsOutWhoKnewTheOldOne() {
        String user = create("patrizia");
        TestClient client = TestClient.dashboard(provider);
        JsonNode tokens = client.tokens("patrizia", "openid offline_access");
        for (String weak : new String[] {"tiny1", "patrizia-is-my-name", "password1234"}) {
            HttpResponse<String> refused = patch(user, "{\"password\": \"" + weak + "\"}");
            assertThat(refused.statusCode()).as(weak).isEqualTo(400);
            assertThat(refused.body()).doesNotContain(weak);
        }
        assertThat(client.browser().get("/identity/device").statusCode()).isEqualTo(200);
        provider.clock().advance(Duration.ofSeconds(2));

        assertThat(patch(user, "{\"password\": \"" + NEW + "\"}").statusCode()).isEqualTo(204);

        assertThat(client.refresh(tokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
        assertThat(
                        TestClient.orchestrator(provider)
                                .seesActive(tokens.path("access_token").asString()))
                .isFalse();
        assertThat(Browser.location(client.browser().get("/identity/device")))
                .isEqualTo("/identity/login");
        assertThat(Browser.location(new Browser(provider).signIn("patrizia", Provider.PASSWORD)))
                .endsWith("notice=refused");
        assertThat(Browser.location(new Browser(provider).signIn("patrizia", NEW))).isEqualTo("/");
        assertThat(carla.post("/scim/Users", body("weakone", "short")).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> patch(String user, String value) {
        return carla.patch(user, "{\"operations\":[{\"op\":\"replace\",\"value\":" + value + "}]}");
    }

    private String create(String username) {
        HttpResponse<String> made = carla.post("/scim/Users", body(username, Provider.PASSWORD));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return "/scim/Users/" + TestClient.json(made).path("id").asString();
    }

    private static String body(String username, String password) {
        return """
        {"userName": "%s", "password": "%s",
         "name": {"givenName": "Some", "familyName": "Body"},
         "emails": [{"value": "%1$s@suspension.example"}]}
        """
                .formatted(username, password);
    }
}
