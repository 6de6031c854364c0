package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Groups;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Capability sets, and the other scopes of the WLCG profile that policies have to do with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilitySetTest {

    private static final String SET = "wlcg.capabilityset:/astro";
    private static final String HELD =
            "compute.create storage.modify:/astro/scratch storage.read:/astro";

    private final Provider provider = Provider.start();
    private final TokenClient admin = TokenClient.administrator(provider);
    private final String capabilities =
            "/iam/group/"
                    + provider.bean(GroupTree.class).named("astro").orElseThrow().id()
                    + "/capabilities";

    @BeforeAll
    void attach() {
        HttpResponse<String> put =
                admin.put(
                        capabilities,
                        "{\"scopes\":[\"%s\"]}".formatted(HELD.replace(" ", "\",\"")));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void setIsReadReplacedAndRemoved() {
        String bio =
                "/iam/group/"
                        + provider.bean(GroupTree.class).named("bio").orElseThrow().id()
                        + "/capabilities";
        assertThat(admin.read(bio).path("scopes").isEmpty()).isTrue();
        assertThat(admin.put(bio, "{\"scopes\":[\"compute.read\"]}").statusCode()).isEqualTo(200);
        assertThat(admin.read(bio).path("scopes").toString()).isEqualTo("[\"compute.read\"]");
        assertThat(admin.delete(bio).statusCode()).isEqualTo(204);
        assertThat(admin.read(bio).path("scopes").isEmpty()).isTrue();
        assertThat(admin.get("/iam/group/1-1-1-1-1/capabilities").statusCode()).isEqualTo(404);
        assertThat(provider.events().all().toString()).contains("group.capabilities.changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"scopes\":[]}",
                "{\"scopes\":[null]}",
                "{\"scopes\":[\"profile\"]}",
                "{\"scopes\":[\"iam:admin.write\"]}",
                "{\"scopes\":[\"host.auth\"]}",
                "{\"scopes\":[\"storage.read\"]}",
                "{\"scopes\":[\"storage.read:/a/../b\"]}",
                "{\"scopes\":[\"wlcg.capabilityset:/bio\"]}"
            })
    void setHoldsCapabilitiesOnly(String body) {
        assertThat(admin.put(capabilities, body).statusCode()).isEqualTo(400);
    }

    @Test
    void memberGetsTheWholeSetBesideOtherScopesAndRefreshesIt() throws Exception {
        TestClient client = client("pilot");
        JsonNode tokens = client.tokens("alice", "openid offline_access " + SET);
        assertThat(scope(tokens).split(" "))
                .containsExactlyInAnyOrder(("openid offline_access " + HELD).split(" "));
        assertThat(tokens.path("scope").asString().split(" "))
                .containsExactlyInAnyOrder(("openid offline_access " + HELD).split(" "));
        JsonNode all = TestClient.json(client.refresh(refreshToken(tokens), ""));
        assertThat(scope(all)).contains(HELD.split(" "));
        JsonNode set = TestClient.json(client.refresh(refreshToken(all), SET));
        assertThat(scope(set)).isEqualTo(HELD);
        // A part of what the set holds is narrower than the set.
        JsonNode narrow =
                TestClient.json(client.refresh(refreshToken(set), "storage.read:/astro/run1"));
        assertThat(scope(narrow)).isEqualTo("storage.read:/astro/run1");
        for (String wider :
                List.of("storage.read:/", "storage.modify:/astro", "storage.stage:/astro")) {
            HttpResponse<String> refused = client.refresh(refreshToken(narrow), wider);
            assertThat(TestClient.json(refused).path("error").asString())
                    .as(wider)
                    .isEqualTo("invalid_scope");
        }
    }

    @Test
    void whoIsNoMemberOrHasNoSetIsDeniedAccess() {
        TestClient client = client("intruder");
        client.browser().signIn("bruno", Provider.PASSWORD);
        for (String set : List.of(SET, "wlcg.capabilityset:/bio", "wlcg.capabilityset:/none")) {
            HttpResponse<String> refused =
                    client.authorize(client.signInRequest("openid " + set, "verifier"));
            assertThat(Browser.query(Browser.location(refused)))
                    .as(set)
                    .containsEntry("error", "access_denied");
        }
        HttpResponse<String> own =
                client.call("/token", Map.of("grant_type", "client_credentials", "scope", SET));
        assertThat(TestClient.json(own).path("error").asString()).isEqualTo("access_denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SET + " wlcg.capabilityset:/bio",
                "wlcg.capabilityset:astro",
                "wlcg.capabilityset:/astro/",
                "wlcg.capabilityset:/../astro",
                "wlcg.capabilityset:"
            })
    void twoSetsOrAMalformedOneAreInvalid(String scope) {
        TestClient client = client("clumsy");
        client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> refused =
                client.authorize(client.signInRequest("openid " + scope, "verifier"));
        assertThat(Browser.query(Browser.location(refused)))
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void clientWithoutTheScopeGetsNoSet() {
        TestClient client = ScopedClient.ofTheProduct(provider, "plain");
        client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> refused =
                client.authorize(client.signInRequest("openid " + SET, "verifier"));
        assertThat(Browser.query(Browser.location(refused)))
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void denialOfOneCapabilityDeniesTheSet() throws Exception {
        TestClient client = client("suspect");
        JsonNode tokens = client.tokens("alice", "openid offline_access " + SET);
        HttpResponse<String> denial =
                admin.post(
                        "/iam/scope_policies",
                        """
                        {"rule":"DENY","matchingPolicy":"PATH","account":{"uuid":"%s"},
                         "scopes":["storage.modify:/astro/scratch/private"]}
                        """
                                .formatted(TestClient.claims(token(tokens)).getSubject()));
        assertThat(denial.statusCode()).as(denial.body()).isEqualTo(201);
        JsonNode rest = TestClient.json(client.refresh(refreshToken(tokens), ""));
        assertThat(scope(rest)).isEqualTo("offline_access openid");
        HttpResponse<String> named = client.refresh(refreshToken(rest), SET);
        assertThat(TestClient.json(named).path("error").asString()).isEqualTo("access_denied");
        admin.delete("/iam/scope_policies/" + TestClient.json(denial).path("id").asLong());
    }

    @Test
    void hostProvesItselfWithATokenOfItsOwnAndNobodyElseCan() throws Exception {
        TestClient host =
                ScopedClient.ofTheProduct(provider, "host:se.example.org", "host.auth", "wlcg");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", "host.auth");
        form.put("client_id", host.id());
        form.put("client_secret", host.secret());
        JsonNode tokens = TestClient.json(host.browser().post("/identity/token", form));
        assertThat(scope(tokens)).isEqualTo("host.auth");
        assertThat(TestClient.claims(token(tokens)).getSubject()).isEqualTo("host:se.example.org");
        TestClient desktop = ScopedClient.ofTheProduct(provider, "desktop", "host.auth");
        assertThat(scope(desktop.tokens("alice", "openid host.auth"))).isEqualTo("openid");
    }

    @Test
    void labelMakesAGroupOptionalAtOnce() throws Exception {
        Groups groups = provider.bean(Groups.class);
        groups.ensure("astro/shift", "asked for by name only", provider.clock().instant());
        groups.join(
                provider.bean(Accounts.class).credentials("alice").orElseThrow().id(),
                "astro/shift",
                provider.clock().instant());
        TestClient client = ScopedClient.ofTheProduct(provider, "shifter", "wlcg", "wlcg.groups");
        JsonNode tokens = client.tokens("alice", "openid offline_access wlcg.groups");
        assertThat(groups(tokens)).containsExactly("/astro", "/astro/shift");
        String group =
                provider.bean(GroupTree.class).named("astro/shift").orElseThrow().id().toString();
        admin.put("/iam/group/" + group + "/labels", "{\"name\":\"wlcg.optional-group\"}");
        provider.clock().advance(Duration.ofSeconds(2));
        JsonNode again = TestClient.json(client.refresh(refreshToken(tokens), ""));
        assertThat(groups(again)).containsExactly("/astro");
        assertThat(groups(client.tokens("alice", "openid wlcg.groups:/astro/shift")))
                .containsExactly("/astro/shift", "/astro");
    }

    @Test
    void refreshGivesAnyAudienceUnlessTheSignInNamedSome() {
        TestClient dashboard = TestClient.dashboard(provider);
        JsonNode open = dashboard.tokens("alice", "openid offline_access");
        assertThat(TestClient.claims(token(open)).getAudience()).containsExactly("arcipelago");
        JsonNode chosen = withAudience(dashboard, open, "https://se1.example https://se2.example");
        assertThat(TestClient.claims(token(chosen)).getAudience())
                .containsExactly("https://se1.example", "https://se2.example");
        JsonNode back = TestClient.json(dashboard.refresh(refreshToken(chosen), ""));
        assertThat(TestClient.claims(token(back)).getAudience()).containsExactly("arcipelago");
        assertThat(withAudience(dashboard, back, "x".repeat(600)).path("error").asString())
                .isEqualTo("invalid_target");

        Map<String, String> request =
                new LinkedHashMap<>(dashboard.signInRequest("openid offline_access", "verifier"));
        request.put("audience", "arcipelago");
        String code =
                Browser.query(Browser.location(dashboard.authorize(request)))
                        .getOrDefault("code", "");
        JsonNode closed = TestClient.json(dashboard.exchangeCode(code, "verifier"));
        JsonNode refused = withAudience(dashboard, closed, "https://se1.example");
        assertThat(refused.path("error").asString()).isEqualTo("invalid_target");
        assertThat(refused.path("error_description").asString())
                .contains("was not originally granted");
        assertThat(withAudience(dashboard, closed, "arcipelago").has("access_token")).isTrue();
    }

    private TestClient client(String id) {
        return ScopedClient.ofTheProduct(provider, id, "wlcg", "wlcg.capabilityset");
    }

    private static JsonNode withAudience(TestClient client, JsonNode tokens, String audience) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken(tokens));
        form.put("audience", audience);
        return TestClient.json(client.call("/token", form));
    }

    private static List<String> groups(JsonNode tokens) throws Exception {
        return TestClient.claims(token(tokens)).getStringListClaim("wlcg.groups");
    }

    private static String token(JsonNode tokens) {
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return tokens.path("access_token").asString();
    }

    private static String refreshToken(JsonNode tokens) {
        assertThat(tokens.has("refresh_token")).as(tokens.toString()).isTrue();
        return tokens.path("refresh_token").asString();
    }

    private static String scope(JsonNode tokens) throws Exception {
        return TestClient.claims(token(tokens)).getStringClaim("scope");
    }
}
