package io.arcipelago.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopePoliciesTest {

    private static final String POLICIES = "/iam/scope_policies";

    private final Provider provider = Provider.start();
    private final TokenClient admin = TokenClient.administrator(provider);
    private final String astro =
            provider.bean(GroupTree.class).named("astro").orElseThrow().id().toString();

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void onlyAnAdministratorsTokenWithTheScopeOpensThePolicies() {
        String body = "{\"rule\":\"PERMIT\",\"scopes\":[\"stolen\"]}";
        List<TokenClient> strangers =
                List.of(
                        TokenClient.of(provider, "carla", "openid"),
                        TokenClient.ambitious(provider, "bruno"),
                        TokenClient.anonymous(provider));
        String one = POLICIES + "/1";
        String capabilities = "/iam/group/" + astro + "/capabilities";
        for (TokenClient stranger : strangers) {
            int refused = stranger.token().isEmpty() ? 401 : 403;
            for (String path :
                    List.of(
                            POLICIES,
                            one,
                            POLICIES + "/opa",
                            POLICIES + "/explain?account=x&client=y&scope=z",
                            capabilities)) {
                assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(refused);
            }
            assertThat(stranger.post(POLICIES, body).statusCode()).isEqualTo(refused);
            assertThat(stranger.put(one, body).statusCode()).isEqualTo(refused);
            assertThat(stranger.delete(one).statusCode()).isEqualTo(refused);
            assertThat(stranger.put(capabilities, "{\"scopes\":[]}").statusCode())
                    .isEqualTo(refused);
            assertThat(stranger.delete(capabilities).statusCode()).isEqualTo(refused);
        }
        TokenClient reader = TokenClient.of(provider, "carla", "openid iam:admin.read");
        assertThat(reader.get(POLICIES).statusCode()).isEqualTo(200);
        assertThat(reader.post(POLICIES, body).statusCode()).isEqualTo(403);
        assertThat(reader.put(one, body).statusCode()).isEqualTo(403);
        assertThat(reader.delete(one).statusCode()).isEqualTo(403);
        assertThat(reader.put(capabilities, "{\"scopes\":[]}").statusCode()).isEqualTo(403);
    }

    @Test
    void policyIsCreatedReadReplacedAndDeleted() {
        JsonNode created =
                create(
                        """
                        {"description":"read it","rule":"PERMIT","matchingPolicy":"PATH",
                         "group":{"uuid":"%s"},"scopes":["storage.poll:/b","storage.poll:/a"]}
                        """
                                .formatted(astro));
        String one = POLICIES + "/" + created.path("id").asLong();
        JsonNode read = admin.read(one);
        assertThat(read.path("description").asString()).isEqualTo("read it");
        assertThat(read.path("account").isNull()).isTrue();
        assertThat(read.path("group").path("uuid").asString()).isEqualTo(astro);
        assertThat(read.path("group").path("name").asString()).isEqualTo("astro");
        assertThat(read.path("group").path("location").asString())
                .isEqualTo(provider.issuer() + "/scim/Groups/" + astro);
        assertThat(read.path("scopes").toString())
                .isEqualTo("[\"storage.poll:/a\",\"storage.poll:/b\"]");
        assertThat(read.path("creationTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");

        String other =
                "{\"rule\":\"DENY\",\"account\":{\"uuid\":\"%s\"},\"scopes\":[\"address\"]}"
                        .formatted(admin.subject());
        assertThat(admin.put(one, other).statusCode()).isEqualTo(204);
        assertThat(admin.read(one).path("account").path("name").asString()).isEqualTo("Carla Neri");
        assertThat(admin.read(one).path("matchingPolicy").asString()).isEqualTo("EQ");
        assertThat(admin.read(POLICIES).toString()).contains("\"address\"");
        assertThat(admin.read(POLICIES + "/opa").path("scope_policies").toString())
                .contains("\"address\"");
        assertThat(admin.delete(one).statusCode()).isEqualTo(204);
        assertThat(admin.get(one).statusCode()).isEqualTo(404);
        assertThat(admin.put(one, other).statusCode()).isEqualTo(404);
        HttpResponse<String> gone = admin.delete(one);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(TestClient.json(gone).path("error").asString())
                .startsWith("No scope policy found for id");
        assertThat(provider.events().all().toString())
                .contains("policy.scope.created", "policy.scope.updated", "policy.scope.deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rule\":\"permit\"}",
                "{\"rule\":\"PERMIT\",\"matchingPolicy\":\"GLOB\"}",
                "{\"rule\":\"PERMIT\",\"account\":{}}",
                "{\"rule\":\"PERMIT\",\"account\":{\"uuid\":\"1-1-1-1-1\"}}",
                "{\"rule\":\"PERMIT\",\"group\":{\"uuid\":\"no\"}}",
                "{\"rule\":\"PERMIT\",\"account\":{\"uuid\":\"1-1-1-1-1\"},\"group\":{}}",
                "{\"rule\":\"PERMIT\",\"scopes\":[null]}",
                "{\"rule\":\"PERMIT\",\"scopes\":[\"a b\"]}",
                "{\"rule\":\"PERMIT\",\"matchingPolicy\":\"PATH\",\"scopes\":[\"storage.read:/..\"]}",
                "{\"rule\":\"PERMIT\",\"matchingPolicy\":\"REGEXP\",\"scopes\":[\"(\"]}",
                // Equal to the default.
                "{\"rule\":\"PERMIT\"}"
            })
    void badPolicyIsRefused(String body) {
        HttpResponse<String> refused = admin.post(POLICIES, body);
        assertThat(refused.statusCode()).as(body).isEqualTo(400);
        assertThat(TestClient.json(refused).path("error").asString()).isNotBlank();
    }

    @Test
    void storageIsForThoseWhomAPolicyPermitsIt() throws Exception {
        TestClient client = ScopedClient.ofTheProduct(provider, "store", "storage.read:/");
        String scope = "openid storage.read:/astro/run1";
        assertThat(scope(client.tokens("alice", scope))).isEqualTo("openid");
        long policy = permitStorage("storage.read:/astro");
        assertThat(scope(another(client).tokens("alice", scope)))
                .isEqualTo("openid storage.read:/astro/run1");
        // Another group's member, a wider path, one that only begins alike, and an encoded way out.
        assertThat(scope(another(client).tokens("bruno", scope))).isEqualTo("openid");
        for (String path : List.of("/", "/astronomy", "/%61str%6f2", "/astro2/a")) {
            assertThat(scope(another(client).tokens("alice", "openid storage.read:" + path)))
                    .as(path)
                    .isEqualTo("openid");
        }
        JsonNode tokens = another(client).tokens("alice", "openid storage.read:/%61stro");
        assertThat(scope(tokens)).isEqualTo("openid storage.read:/%61stro");
        delete(policy);
    }

    @Test
    void policiesSayNothingAboutAClientsOwnToken() throws Exception {
        TestClient client = ScopedClient.ofTheProduct(provider, "robot", "storage.read:/");
        JsonNode tokens =
                TestClient.json(
                        client.call(
                                "/token",
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "scope", "storage.read:/astro")));
        assertThat(scope(tokens)).isEqualTo("storage.read:/astro");
    }

    @Test
    void everyRefreshIsDecidedAnewAndGivesNothingThatTheSignInDidNot() throws Exception {
        TestClient client =
                ScopedClient.ofTheProduct(provider, "renewer", "storage.read:/", "compute.read");
        long policy = permitStorage("storage.read:/astro/renewed");
        JsonNode first =
                client.tokens(
                        "alice", "openid offline_access compute.read storage.read:/astro/renewed");
        assertThat(scope(first)).isEqualTo("offline_access openid storage.read:/astro/renewed");
        delete(policy);
        JsonNode second = refreshed(client, first, "");
        assertThat(scope(second)).isEqualTo("offline_access openid");
        assertThat(second.path("scope").asString().split(" "))
                .containsExactlyInAnyOrder("offline_access", "openid");
        policy = permitStorage("storage.read:/astro/renewed");
        long compute =
                create(
                                "{\"rule\":\"PERMIT\",\"scopes\":[\"compute.read\"],\"account\":{\"uuid\":"
                                        + "\"%s\"}}"
                                                .formatted(
                                                        TestClient.claims(token(first))
                                                                .getSubject()))
                        .path("id")
                        .asLong();
        JsonNode third = refreshed(client, second, "");
        assertThat(scope(third)).isEqualTo("offline_access openid storage.read:/astro/renewed");
        assertThat(scope(refreshed(client, third, "openid storage.read:/astro/renewed/a")))
                .isEqualTo("openid storage.read:/astro/renewed/a");
        delete(policy);
        delete(compute);
    }

    @Test
    void changeOnAnotherReplicaIsSeenWithinSeconds() throws Exception {
        TestClient client = ScopedClient.ofTheProduct(provider, "replica", "archive.read");
        assertThat(scope(client.tokens("alice", "openid archive.read"))).contains("archive.read");
        JdbcClient jdbc = provider.bean(JdbcClient.class);
        jdbc.sql(
                        """
                        insert into identity.scope_policy
                               (rule, matching, scopes, created_at, updated_at)
                        values ('DENY', 'EQ', '{archive.read}', now(), now())
                        """)
                .update();
        provider.clock().advance(Duration.ofSeconds(2));
        assertThat(scope(another(client).tokens("alice", "openid archive.read")))
                .isEqualTo("openid");
        jdbc.sql("delete from identity.scope_policy where scopes = '{archive.read}'").update();
    }

    @Test
    void whoMayNotActForThePersonLaterGetsNoRefreshToken() {
        String bruno = TokenClient.of(provider, "bruno", "openid").subject();
        long policy =
                create(
                                "{\"rule\":\"DENY\",\"scopes\":[\"offline_access\"],\"account\":{\"uuid\":"
                                        + "\"%s\"}}".formatted(bruno))
                        .path("id")
                        .asLong();
        JsonNode tokens = TestClient.dashboard(provider).tokens("bruno", "openid offline_access");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(tokens.path("scope").asString()).isEqualTo("openid");
        assertThat(
                        TestClient.dashboard(provider)
                                .tokens("alice", "openid offline_access")
                                .has("refresh_token"))
                .isTrue();
        delete(policy);
    }

    @Test
    void openidIsNeverTakenAway() {
        String bruno = TokenClient.of(provider, "bruno", "openid").subject();
        long policy =
                create("{\"rule\":\"DENY\",\"account\":{\"uuid\":\"%s\"}}".formatted(bruno))
                        .path("id")
                        .asLong();
        JsonNode tokens = TestClient.dashboard(provider).tokens("bruno", "openid profile email");
        assertThat(tokens.path("scope").asString()).isEqualTo("openid");
        assertThat(tokens.has("id_token")).isTrue();
        delete(policy);
    }

    @Test
    void consentPageShowsAndRemembersOnlyWhatIsGiven() throws Exception {
        TestClient client =
                ScopedClient.ofOthers(
                        provider, "asker", "storage.read:/", "iam:admin.read", "wlcg.groups");
        String scope = "openid profile storage.read:/astro iam:admin.read wlcg.groups:/bio";
        String verifier = Secrets.random();
        client.authorize(client.signInRequest(scope, verifier));
        HttpResponse<String> signedIn = client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> authorize = client.browser().get(Browser.location(signedIn));
        HttpResponse<String> page = client.browser().get(Browser.location(authorize));
        assertThat(page.body())
                .contains("see your name")
                .doesNotContain("storage.read", "iam:admin.read", "wlcg.groups");
        Map<String, String> form = new HashMap<>(Browser.hiddenFields(page.body()));
        form.put("scope", "profile");
        HttpResponse<String> consented = client.browser().post("/identity/authorize", form);
        String code = Browser.query(Browser.location(consented)).getOrDefault("code", "");
        assertThat(scope(TestClient.json(client.exchangeCode(code, verifier))))
                .isEqualTo("openid profile");
        // The same again needs no question, although not all of it was allowed.
        String second = client.code("alice", scope, verifier);
        assertThat(scope(TestClient.json(client.exchangeCode(second, verifier))))
                .isEqualTo("openid profile");
        // What a policy permits since then is asked about.
        long policy = permitStorage("storage.read:/astro");
        HttpResponse<String> again = client.authorize(client.signInRequest(scope, verifier));
        assertThat(Browser.location(again)).contains("/consent");
        assertThat(client.browser().get(Browser.location(again)).body())
                .contains("storage.read:/astro");
        delete(policy);
    }

    @Test
    void devicePageShowsAndTakesOnlyWhatIsGiven() throws Exception {
        TestClient client = ScopedClient.ofTheProduct(provider, "tv", "storage.read:/");
        JsonNode codes =
                TestClient.json(
                        client.call(
                                "/devicecode",
                                Map.of("scope", "openid profile storage.read:/astro")));
        Browser alice = client.browser();
        alice.get("/identity/device");
        alice.signIn("alice", Provider.PASSWORD);
        Map<String, String> typed =
                new HashMap<>(Browser.hiddenFields(alice.get("/identity/device").body()));
        typed.put("user_code", codes.path("user_code").asString());
        HttpResponse<String> question = alice.post("/identity/device", typed);
        assertThat(question.body()).contains("see your name").doesNotContain("storage.read");
        Map<String, String> answer = new HashMap<>(Browser.hiddenFields(question.body()));
        answer.put("decision", "approve");
        answer.put("scope", "openid storage.read:/astro");
        alice.post("/identity/device/answer", answer);
        JsonNode tokens =
                TestClient.json(
                        client.call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:device_code",
                                        "device_code",
                                        codes.path("device_code").asString())));
        assertThat(scope(tokens)).isEqualTo("openid");
    }

    @Test
    void explanationNamesWhatDecided() {
        ScopedClient.ofTheProduct(provider, "explained", "storage.read:/", "iam:admin.read");
        TokenClient alice = TokenClient.of(provider, "alice", "openid");
        long policy = permitStorage("storage.read:/astro/explained");
        JsonNode answer =
                admin.read(
                        POLICIES
                                + "/explain?account="
                                + alice.subject()
                                + "&client=explained&scope=openid%20profile%20iam:admin.read%20"
                                + "storage.read:/astro/explained/a%20storage.read:/bio%20address");
        assertThat(answer.path("username").asString()).isEqualTo("alice");
        JsonNode scopes = answer.path("scopes");
        assertDecision(scopes.get(0), "openid", true, "FIXED");
        assertDecision(scopes.get(1), "profile", true, "DEFAULT");
        assertDecision(scopes.get(2), "iam:admin.read", false, "FIXED");
        assertDecision(scopes.get(3), "storage.read:/astro/explained/a", true, "GROUP");
        assertThat(scopes.get(3).path("policy").asLong()).isEqualTo(policy);
        assertDecision(scopes.get(4), "storage.read:/bio", false, "DEFAULT");
        assertDecision(scopes.get(5), "address", false, "FIXED");
        String unknown = POLICIES + "/explain?scope=openid&client=explained&account=";
        assertThat(admin.get(unknown + "1-1-1-1-1").statusCode()).isEqualTo(404);
        delete(policy);
    }

    @Test
    void failingFastNamesTheScopeAndUsesNothingUp() throws Exception {
        try (Provider strict = Provider.start("arcipelago.identity.scopes.fail-fast=true")) {
            TestClient client = ScopedClient.ofTheProduct(strict, "strict", "storage.read:/");
            client.browser().signIn("alice", Provider.PASSWORD);
            HttpResponse<String> refused =
                    client.authorize(client.signInRequest("openid storage.read:/a", "verifier"));
            assertThat(Browser.query(Browser.location(refused)))
                    .containsEntry("error", "invalid_scope")
                    .hasEntrySatisfying(
                            "error_description",
                            text -> assertThat(text).contains("storage.read:/a"));
            JsonNode tokens = client.tokens("alice", "openid profile offline_access");
            TokenClient chief = TokenClient.administrator(strict);
            chief.post(POLICIES, "{\"rule\":\"DENY\",\"scopes\":[\"profile\"]}");
            String refreshToken = tokens.path("refresh_token").asString();
            HttpResponse<String> named = client.refresh(refreshToken, "openid profile");
            assertThat(TestClient.json(named).path("error").asString()).isEqualTo("invalid_scope");
            assertThat(named.body()).contains("profile");
            strict.clock().advance(Duration.ofMinutes(5));
            assertThat(scope(TestClient.json(client.refresh(refreshToken, ""))))
                    .isEqualTo("offline_access openid");
        }
    }

    private static void assertDecision(
            JsonNode decision, String scope, boolean permitted, String level) {
        assertThat(decision.path("scope").asString()).isEqualTo(scope);
        assertThat(decision.path("permitted").asBoolean()).as(scope).isEqualTo(permitted);
        assertThat(decision.path("level").asString()).as(scope).isEqualTo(level);
        assertThat(decision.path("reason").asString()).isNotBlank();
    }

    private long permitStorage(String scope) {
        return create(
                        """
                        {"rule":"PERMIT","matchingPolicy":"PATH","group":{"uuid":"%s"},
                         "scopes":["%s"]}
                        """
                                .formatted(astro, scope))
                .path("id")
                .asLong();
    }

    private JsonNode create(String body) {
        HttpResponse<String> created = admin.post(POLICIES, body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return TestClient.json(created);
    }

    private void delete(long policy) {
        assertThat(admin.delete(POLICIES + "/" + policy).statusCode()).isEqualTo(204);
    }

    /** The same client with a browser in which nobody is signed in. */
    private TestClient another(TestClient client) {
        return new TestClient(
                provider,
                new Browser(provider),
                client.id(),
                client.secret(),
                client.redirectUri());
    }

    private static JsonNode refreshed(TestClient client, JsonNode tokens, String scope) {
        HttpResponse<String> response =
                client.refresh(tokens.path("refresh_token").asString(), scope);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestClient.json(response);
    }

    private static String token(JsonNode tokens) {
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return tokens.path("access_token").asString();
    }

    private static String scope(JsonNode tokens) throws Exception {
        JWTClaimsSet claims = TestClient.claims(token(tokens));
        return claims.getStringClaim("scope");
    }
}
