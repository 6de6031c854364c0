package io.arcipelago.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MandatoryFactorTest {

    private static final String SET_UP = "/identity/factor/set-up";

    @Test
    void everybodyWithoutAFactorSetsOneUpBeforeAnythingElse() {
        try (Provider provider = Provider.start("arcipelago.identity.factors.mandatory=all")) {
            FactorUser user = FactorUser.create(provider);
            TestClient dashboard = TestClient.dashboard(provider);
            String verifier = Secrets.random();
            Map<String, String> request = dashboard.signInRequest("openid", verifier);
            dashboard.authorize(request);
            Browser browser = dashboard.browser();
            assertThat(Browser.location(browser.signIn(user.username(), Provider.PASSWORD)))
                    .isEqualTo(SET_UP);
            assertThat(Browser.location(dashboard.authorize(request))).isEqualTo("/identity/login");
            HttpResponse<String> app =
                    browser.post(SET_UP + "/app", Browser.hiddenFields(browser.get(SET_UP).body()));
            user.useKey(app.body().replaceAll("(?s).*class=\"secret\">([A-Z2-7]+)<.*", "$1"));
            Map<String, String> form = Browser.hiddenFields(app.body());
            form.put("code", user.code());
            assertThat(browser.post(SET_UP + "/app/code", form).body())
                    .contains("Your recovery codes");
            HttpResponse<String> on = browser.get("/identity/factor/continue");
            String code =
                    Browser.query(Browser.location(browser.get(Browser.location(on))))
                            .getOrDefault("code", "");
            JsonNode tokens = TestClient.json(dashboard.exchangeCode(code, verifier));
            TokenClient caller = new TokenClient(provider, tokens.path("access_token").asString());
            assertThat(caller.read("/iam/multi-factor-settings").path("mandatory").asBoolean())
                    .isTrue();

            // The last factor stays.
            provider.clock().advance(Duration.ofSeconds(30));
            HttpResponse<String> refused = FactorUser.send(caller, "disable", user.code());
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("mandatory");
        }
    }

    @Test
    void administratorsAloneMayBeObliged() {
        try (Provider provider = Provider.start("arcipelago.identity.factors.mandatory=admins")) {
            assertThat(Browser.location(new Browser(provider).signIn("carla", Provider.PASSWORD)))
                    .isEqualTo(SET_UP);
            assertThat(Browser.location(new Browser(provider).signIn("alice", Provider.PASSWORD)))
                    .isEqualTo("/");
        }
    }
}
