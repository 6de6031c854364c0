package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Groups;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import io.arcipelago.identity.token.ClientTokenSettings;
import io.arcipelago.identity.token.ProfileName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfilesTest {

    private static final String ANY = "https://wlcg.cern.ch/jwt/v1/any";

    private final Provider provider =
            Provider.start(
                    "arcipelago.identity.profiles.organisation-name=Isles",
                    "arcipelago.identity.profiles.wlcg.optional-groups=astro/pilots",
                    "arcipelago.identity.profiles.aarc.affiliation-scope=isles.example",
                    "arcipelago.identity.profiles.aarc.urn-delegated-namespace=isles.example",
                    "arcipelago.identity.profiles.aarc.urn-subnamespaces=demo");

    @BeforeAll
    void makeGroups() {
        Instant now = provider.clock().instant();
        Groups groups = provider.bean(Groups.class);
        groups.ensure("astro/pilots", "asked for by name only", now);
        groups.join(
                provider.bean(Accounts.class).credentials("alice").orElseThrow().id(),
                "astro/pilots",
                now);
        TokenClient admin = TokenClient.administrator(provider);
        String astro = provider.bean(GroupTree.class).named("astro").orElseThrow().id().toString();
        HttpResponse<String> storage =
                admin.post(
                        "/iam/scope_policies",
                        """
                        {"rule":"PERMIT","matchingPolicy":"PATH","group":{"uuid":"%s"},
                         "scopes":["storage.read:/","storage.modify:/","storage.create:/"]}
                        """
                                .formatted(astro));
        assertThat(storage.statusCode()).as(storage.body()).isEqualTo(201);
        HttpResponse<String> exchange =
                admin.post(
                        "/iam/api/exchange/policies",
                        """
                        {"rule":"PERMIT",
                         "originClient":{"type":"BY_ID","matchParam":"origin"},
                         "destinationClient":{"type":"BY_ID","matchParam":"target"}}
                        """);
        assertThat(exchange.statusCode()).as(exchange.body()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void wlcgTokenHasTheProfilesClaims() throws Exception {
        TestClient client = client("grid", "wlcg", "wlcg.groups", "storage.read:/");
        JsonNode tokens = signIn(client, "openid profile wlcg.groups storage.read:/data");
        JWTClaimsSet claims = claims(tokens);
        assertThat(claims.getStringClaim("wlcg.ver")).isEqualTo("1.0");
        assertThat(claims.getAudience()).containsExactly(ANY);
        assertThat(claims.getStringListClaim("wlcg.groups")).containsExactly("/astro");
        assertThat(claims.getClaim("groups")).isNull();
        assertThat(claims.getClaim("preferred_username")).isNull();
        assertThat(claims.getStringClaim("scope").split(" "))
                .contains("storage.read:/data", "wlcg.groups");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(
                        Duration.between(
                                claims.getNotBeforeTime().toInstant(),
                                claims.getIssueTime().toInstant()))
                .isEqualTo(Duration.ofSeconds(60));
        JWTClaimsSet idToken = TestClient.claims(tokens.path("id_token").asString());
        assertThat(idToken.getStringClaim("wlcg.ver")).isEqualTo("1.0");
        assertThat(idToken.getStringListClaim("wlcg.groups")).containsExactly("/astro");
        assertThat(idToken.getClaim("groups")).isNull();
        assertThat(idToken.getStringClaim("organisation_name")).isEqualTo("Isles");

        JsonNode userInfo = userInfo(tokens);
        assertThat(userInfo.path("wlcg.groups").toString()).isEqualTo("[\"/astro\"]");
        assertThat(userInfo.has("groups")).isFalse();
        JsonNode known =
                TestClient.json(
                        client.call(
                                "/introspect",
                                Map.of("token", tokens.path("access_token").asString())));
        assertThat(known.path("wlcg.groups").toString()).isEqualTo("[\"/astro\"]");
        assertThat(known.path("wlcg.ver").asString()).isEqualTo("1.0");
        assertThat(known.path("nbf").asLong())
                .isEqualTo(claims.getNotBeforeTime().toInstant().getEpochSecond());
    }

    @Test
    void groupsKeepTheOrderOfTheRequestOnEveryPath() throws Exception {
        TestClient client = client("ordered", "wlcg", "wlcg.groups");
        String scope = "openid offline_access wlcg.groups:/astro/pilots wlcg.groups";
        JsonNode first = signIn(client, scope);
        assertThat(claims(first).getStringListClaim("wlcg.groups"))
                .containsExactly("/astro/pilots", "/astro");
        JsonNode same = TestClient.json(client.refresh(first.path("refresh_token").asString(), ""));
        assertThat(claims(same).getStringListClaim("wlcg.groups"))
                .containsExactly("/astro/pilots", "/astro");
        JsonNode turned =
                TestClient.json(
                        client.refresh(
                                same.path("refresh_token").asString(),
                                "wlcg.groups wlcg.groups:/astro/pilots"));
        assertThat(claims(turned).getStringListClaim("wlcg.groups"))
                .containsExactly("/astro", "/astro/pilots");
    }

    @Test
    void groupOfOthersIsLeftOutAndTheAnswerSaysSo() throws Exception {
        TestClient client = client("curious", "wlcg", "wlcg.groups");
        JsonNode tokens = signIn(client, "openid wlcg.groups:/bio");
        assertThat(claims(tokens).getStringListClaim("wlcg.groups")).isNull();
        assertThat(tokens.path("scope").asString()).isEqualTo("openid");
    }

    @Test
    void refreshNarrowsAlongThePathAndWidensBackButNotBeyond() throws Exception {
        TestClient client = client("mover", "wlcg", "storage.read:/", "storage.modify:/");
        JsonNode first =
                signIn(client, "openid offline_access storage.read:/a storage.modify:/a/b");
        String refreshToken = first.path("refresh_token").asString();
        JsonNode narrow = TestClient.json(client.refresh(refreshToken, "storage.read:/a/b/c"));
        assertThat(claims(narrow).getStringClaim("scope")).isEqualTo("storage.read:/a/b/c");
        refreshToken = narrow.path("refresh_token").asString();
        for (String wider :
                List.of(
                        "storage.read:/",
                        "storage.read:/ab",
                        "storage.read:/a/../b",
                        "storage.read:/a/%2e%2e/b",
                        "storage.modify:/a",
                        "storage.create:/a/b")) {
            HttpResponse<String> refused = client.refresh(refreshToken, wider);
            assertThat(refused.statusCode()).as(wider).isEqualTo(400);
            assertThat(TestClient.json(refused).path("error").asString())
                    .isEqualTo("invalid_scope");
        }
        JsonNode wide = TestClient.json(client.refresh(refreshToken, ""));
        assertThat(claims(wide).getStringClaim("scope"))
                .contains("storage.read:/a", "storage.modify:/a/b", "offline_access");
    }

    @Test
    void clientAsksForPathsBelowItsRegistrationOnly() throws Exception {
        TestClient client = client("machine", "wlcg", "storage.read:/a");
        JsonNode own =
                TestClient.json(
                        client.call(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "scope",
                                        "storage.read:/a/b",
                                        "audience",
                                        "https://se1.example https://se2.example")));
        assertThat(claims(own).getStringClaim("wlcg.ver")).isEqualTo("1.0");
        assertThat(claims(own).getSubject()).isEqualTo("machine");
        assertThat(claims(own).getAudience())
                .containsExactly("https://se1.example", "https://se2.example");
        for (String scope : List.of("storage.read:/ab", "storage.read:/", "storage.read")) {
            HttpResponse<String> refused =
                    client.call(
                            "/token", Map.of("grant_type", "client_credentials", "scope", scope));
            assertThat(TestClient.json(refused).path("error").asString())
                    .as(scope)
                    .isEqualTo("invalid_scope");
        }
        client.browser().signIn("alice", Provider.PASSWORD);
        HttpResponse<String> refused =
                client.authorize(client.signInRequest("openid storage.read:/b", "verifier"));
        assertThat(Browser.query(Browser.location(refused)))
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void audienceOfAWlcgClientIsChosenAtEachRefresh() throws Exception {
        TestClient client = client("submitter", "wlcg", "storage.read:/");
        JsonNode tokens = signIn(client, "openid offline_access storage.read:/");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", tokens.path("refresh_token").asString());
        form.put("audience", "https://se.example");
        JsonNode narrowed = TestClient.json(client.call("/token", form));
        assertThat(claims(narrowed).getAudience()).containsExactly("https://se.example");
        form.put("refresh_token", narrowed.path("refresh_token").asString());
        form.put("audience", "x".repeat(600));
        assertThat(TestClient.json(client.call("/token", form)).path("error").asString())
                .isEqualTo("invalid_target");
    }

    @Test
    void exchangeNarrowsAlongThePath() throws Exception {
        TestClient origin = client("origin", "wlcg", "storage.read:/");
        TestClient target = client("target", "wlcg", "storage.read:/a");
        String subject = signIn(origin, "openid storage.read:/a").path("access_token").asString();
        JsonNode tokens = TestClient.json(target.exchange(subject, "storage.read:/a/b"));
        assertThat(claims(tokens).getStringClaim("scope")).isEqualTo("storage.read:/a/b");
        assertThat(
                        TestClient.json(target.exchange(subject, "storage.read:/ab"))
                                .path("error")
                                .asString())
                .isEqualTo("invalid_scope");
    }

    @Test
    void aarcTokenHasEntitlementsAffiliationAndAssuranceByScope() throws Exception {
        String scopes =
                "eduperson_scoped_affiliation eduperson_entitlement entitlements"
                        + " eduperson_assurance";
        TestClient client = client("aarcade", ("aarc " + scopes).split(" "));
        JWTClaimsSet claims = claims(signIn(client, "openid " + scopes));
        assertThat(claims.getStringClaim("voperson_id")).isEqualTo(claims.getSubject());
        assertThat(claims.getStringListClaim("eduperson_scoped_affiliation"))
                .containsExactly("member@isles.example");
        assertThat(claims.getStringListClaim("entitlements"))
                .containsExactly(
                        "urn:geant:isles.example:demo:group:astro",
                        "urn:geant:isles.example:demo:group:astro:pilots")
                .isEqualTo(claims.getStringListClaim("eduperson_entitlement"));
        assertThat(claims.getStringListClaim("eduperson_assurance"))
                .containsExactly(
                        "https://refeds.org/assurance", "https://refeds.org/assurance/IAP/low");
        assertThat(claims.getNotBeforeTime()).isNull();
        JWTClaimsSet bare = claims(signIn(client, "openid"));
        assertThat(bare.getClaims())
                .containsKey("voperson_id")
                .doesNotContainKeys("entitlements", "eduperson_assurance", "groups");
    }

    @Test
    void keycloakTokenNamesGroupsAsRoles() throws Exception {
        JWTClaimsSet claims = claims(signIn(client("clone", "kc"), "openid"));
        assertThat(claims.getStringListClaim("roles")).containsExactly("astro", "astro/pilots");
        assertThat(claims.getClaim("groups")).isNull();
    }

    @Test
    void settingOfTheClientGoesBeforeItsTagsAndTwoTagsAreNone() throws Exception {
        TestClient both = client("both", "wlcg", "kc");
        assertThat(claims(signIn(both, "openid")).getStringListClaim("groups"))
                .containsExactly("astro", "astro/pilots");
        provider.bean(ClientTokenSettings.class)
                .save(
                        "both",
                        new ClientTokenSettings.Choice(
                                Optional.empty(), Optional.of(ProfileName.WLCG)));
        assertThat(claims(signIn(both, "openid")).getStringClaim("wlcg.ver")).isEqualTo("1.0");
    }

    private TestClient client(String id, String... scopes) {
        return ScopedClient.ofTheProduct(provider, id, scopes);
    }

    private static JsonNode signIn(TestClient client, String scope) {
        JsonNode tokens = client.tokens("alice", scope);
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return tokens;
    }

    private JsonNode userInfo(JsonNode tokens) {
        return TestClient.json(
                new Browser(provider)
                        .get(
                                "/identity/userinfo",
                                "Authorization",
                                "Bearer " + tokens.path("access_token").asString()));
    }

    private static JWTClaimsSet claims(JsonNode tokens) {
        assertThat(tokens.has("access_token")).as(tokens.toString()).isTrue();
        return TestClient.claims(tokens.path("access_token").asString());
    }
}
