package io.arcipelago.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Administrators see which clients act for a person, and end it. */
class ClientAccessTest {

    private final Provider provider = Provider.shared();
    private final TokenClient admin = TokenClient.administrator(provider);
    private final String bruno = TokenClient.of(provider, "bruno", "openid").subject();

    @Test
    void everyClientWithTokensIsListedWithWhatItMayDo() {
        ScopedClient.ofTheProduct(provider, "seen-by-admins").tokens("bruno", "openid profile");

        JsonNode access = access("seen-by-admins");

        assertThat(access.path("grants").asInt()).isEqualTo(1);
        assertThat(access.path("grantedScopes").toString()).contains("openid", "profile");
        assertThat(access.path("ofTheProduct").asBoolean()).isTrue();
        assertThat(access.path("consentedScopes").isEmpty()).isTrue();
        assertThat(access.path("since").asString("")).isNotEmpty();
        assertThat(access.path("until").asString("")).isNotEmpty();
    }

    @Test
    void takingItBackEndsTheTokensOfThisClientAlone() {
        TestClient ended = ScopedClient.ofTheProduct(provider, "ended-by-admins");
        TestClient kept = ScopedClient.ofTheProduct(provider, "kept-by-admins");
        JsonNode endedTokens = ended.tokens("bruno", "openid offline_access");
        JsonNode keptTokens = kept.tokens("bruno", "openid offline_access");

        HttpResponse<String> answer = admin.delete(route("/ended-by-admins"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(ended.refresh(endedTokens.path("refresh_token").asString(), "").statusCode())
                .isEqualTo(400);
        TestClient watcher = TestClient.orchestrator(provider);
        assertThat(watcher.seesActive(endedTokens.path("access_token").asString())).isFalse();
        assertThat(watcher.seesActive(keptTokens.path("access_token").asString())).isTrue();
        assertThat(admin.read(route("")).findValuesAsString("clientId"))
                .contains("kept-by-admins")
                .doesNotContain("ended-by-admins");
        assertThat(admin.delete(route("/ended-by-admins")).statusCode())
                .as("a second time")
                .isEqualTo(404);
    }

    @Test
    void nobodyElseSeesOrEndsThem() {
        ScopedClient.ofTheProduct(provider, "of-no-concern").tokens("bruno", "openid");

        for (TokenClient other :
                new TokenClient[] {
                    TokenClient.ambitious(provider, "alice"),
                    TokenClient.ambitious(provider, "bruno"),
                    TokenClient.of(provider, "carla", "openid")
                }) {
            assertThat(other.get(route("")).statusCode()).isEqualTo(403);
            assertThat(other.delete(route("/of-no-concern")).statusCode()).isEqualTo(403);
        }
        TokenClient nobody = TokenClient.anonymous(provider);
        assertThat(nobody.get(route("")).statusCode()).isEqualTo(401);
        assertThat(nobody.delete(route("/of-no-concern")).statusCode()).isEqualTo(401);
        assertThat(access("of-no-concern").path("grants").asInt()).isEqualTo(1);
    }

    @Test
    void anUnknownAccountIsToldAsSuch() {
        for (String id : new String[] {"nobody", "00000000-0000-0000-0000-000000000000"}) {
            HttpResponse<String> answer = admin.get("/v1/accounts/" + id + "/clients");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("There is no account");
        }
    }

    private JsonNode access(String client) {
        return admin.read(route(""))
                .valueStream()
                .filter(it -> it.path("clientId").asString("").equals(client))
                .findFirst()
                .orElseThrow();
    }

    private String route(String client) {
        return "/v1/accounts/" + bruno + "/clients" + client;
    }
}
