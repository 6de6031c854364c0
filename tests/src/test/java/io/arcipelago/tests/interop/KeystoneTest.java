package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenStack's Keystone takes the product's people by their tokens, as a cloud site has it. */
@Tag("product")
class KeystoneTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PROVIDER = "arcipelago";
    private static final Map<String, String> ASTRO =
            Map.of("OS_PROJECT_NAME", "astro", "OS_PROJECT_DOMAIN_NAME", "Default");

    @RegisterExtension
    static final SharedProduct shared = new SharedProduct(SharedProduct.Kind.FRIENDLY);

    private static SecureProduct product;
    private static SecureProduct.Registered site;
    private static Keystone keystone;

    @BeforeAll
    static void start() throws IOException {
        Keystone.requireInstalled();
        product = shared.product();
        site =
                product.register(
                        """
                        {"client_name": "A cloud site", "grant_types": ["client_credentials"],
                         "scope": "openid", "allow_introspection": true}
                        """);
        keystone = Keystone.start(product, site);
        keystone.trust(PROVIDER, product.issuer());
        // An address that is the issuer's for people, and another one for those who compare.
        keystone.trust("slash", product.issuer() + "/");
    }

    @AfterAll
    static void stop() {
        if (keystone != null) {
            keystone.close();
        }
    }

    @Test
    void peopleGetTokensForTheProjectsOfTheirGroups() {
        String token = accessToken("alice");

        Commands.Result issued =
                keystone.openstack(
                        token, ASTRO, "token", "issue", "--format", "json", "--noindent");
        assertThat(issued.status()).as(issued.output()).isZero();
        JsonNode scoped = JSON.readTree(issued.output());
        assertThat(scoped.path("id").asString("")).isNotEmpty();
        assertThat(scoped.path("project_id").asString("")).isNotEmpty();

        assertThat(projects(token)).containsExactly("astro");
    }

    @Test
    void peopleOfAnotherGroupDoNotSeeTheProject() {
        String token = accessToken("bruno");

        Commands.Result refused = keystone.openstack(token, ASTRO, "token", "issue");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("401");

        assertThat(projects(token)).containsExactly("bio");
    }

    @Test
    void severalGroupsInOneHeaderAllCount() {
        // The groups admins, astro and bio; nobody has mapped the first.
        assertThat(projects(accessToken("carla"))).containsExactlyInAnyOrder("astro", "bio");
    }

    @Test
    void theSubjectIsTheNameAndTheSameAtEveryVisit() throws Exception {
        String token = accessToken("alice");

        JsonNode first = signedIn(keystone.signInUrl(PROVIDER), token);
        JsonNode second = signedIn(keystone.offlineSignInUrl(PROVIDER), accessToken("alice"));

        assertThat(first.path("name").asString(""))
                .isEqualTo(SignedJWT.parse(token).getJWTClaimsSet().getSubject());
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(first.path("OS-FEDERATION").path("groups").size()).isEqualTo(1);
    }

    @Test
    void theIssuerIsComparedToTheLetter() {
        HttpResponse<String> answer = signIn(keystone.signInUrl("slash"), accessToken("alice"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    void groupsThatTheCallerWritesByHandDoNotCount() {
        try (Visitor alice = product.visitor()) {
            HttpResponse<String> answer =
                    alice.open(
                            keystone.signInUrl(PROVIDER),
                            "Authorization",
                            "Bearer " + accessToken("alice"),
                            "OIDC-groups",
                            "bio",
                            "OIDC_groups",
                            "bio");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(
                            JSON.readTree(answer.body())
                                    .path("token")
                                    .path("user")
                                    .path("OS-FEDERATION")
                                    .path("groups")
                                    .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceWhereTheIssuerIsAsked() {
        String token = accessToken("alice");
        assertThat(signIn(keystone.signInUrl(PROVIDER), token).statusCode()).isEqualTo(201);

        try (Visitor program = product.visitor()) {
            assertThat(
                            program.form(
                                            product.issuer() + "/revoke",
                                            Map.of("client_id", "cli", "token", token))
                                    .statusCode())
                    .isEqualTo(200);
        }

        assertThat(signIn(keystone.signInUrl(PROVIDER), token).statusCode()).isEqualTo(401);
        // The price of asking nobody, which the guide tells site administrators.
        assertThat(signIn(keystone.offlineSignInUrl(PROVIDER), token).statusCode()).isEqualTo(201);
    }

    @Test
    void anExpiredTokenIsRefusedHoweverItIsChecked() {
        SecureProduct.Registered hasty =
                product.register(
                        """
                        {"client_name": "A hasty program",
                         "grant_types": ["urn:ietf:params:oauth:grant-type:device_code"],
                         "token_endpoint_auth_method": "none", "scope": "openid",
                         "access_token_validity_seconds": 10}
                        """);
        String token = product.tokens("alice", hasty.id(), "openid").access();
        List<String> ways =
                List.of(keystone.signInUrl(PROVIDER), keystone.offlineSignInUrl(PROVIDER));

        assertThat(ways).allMatch(way -> signIn(way, token).statusCode() == 201);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(ways).allMatch(way -> signIn(way, token).statusCode() == 401));
    }

    @Test
    void whatIsNoAccessTokenOfAPersonIsRefused() {
        SecureProduct.Tokens alice = product.tokens("alice", "openid offline_access");
        String header = alice.access().split("\\.", -1)[0];
        String foreign = header + "." + alice.access().split("\\.", -1)[1] + ".AAAA";

        for (String way :
                List.of(keystone.signInUrl(PROVIDER), keystone.offlineSignInUrl(PROVIDER))) {
            assertThat(signIn(way, "nonsense").statusCode()).isEqualTo(401);
            assertThat(signIn(way, foreign).statusCode()).isEqualTo(401);
            assertThat(signIn(way, alice.id()).statusCode()).as("ID token").isEqualTo(401);
            assertThat(signIn(way, alice.refresh()).statusCode())
                    .as("refresh token")
                    .isEqualTo(401);
            assertThat(signIn(way, ownToken()).statusCode()).as("the site's own").isEqualTo(401);
        }
    }

    /** The token of a client that acts for itself: it has no groups. */
    private static String ownToken() {
        try (Visitor program = product.visitor()) {
            return SecureProduct.Tokens.of(
                            program.form(
                                    product.issuer() + "/token",
                                    Map.of("grant_type", "client_credentials"),
                                    "Authorization",
                                    site.basic()))
                    .access();
        }
    }

    private static String accessToken(String user) {
        return product.tokens(user, "openid profile").access();
    }

    private static List<String> projects(String token) {
        Commands.Result list =
                keystone.openstack(
                        token,
                        Map.of(),
                        "federation",
                        "project",
                        "list",
                        "--format",
                        "value",
                        "--column",
                        "Name");
        assertThat(list.status()).as(list.output()).isZero();
        return list.output().strip().lines().toList();
    }

    private static HttpResponse<String> signIn(String url, String token) {
        try (Visitor person = product.visitor()) {
            return person.open(url, "Authorization", "Bearer " + token);
        }
    }

    private static JsonNode signedIn(String url, String token) {
        HttpResponse<String> answer = signIn(url, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("token").path("user");
    }
}
