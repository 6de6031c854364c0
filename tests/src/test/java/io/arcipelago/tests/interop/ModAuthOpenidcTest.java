package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.tests.road.Product;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Apache's mod_auth_openidc, in front of somebody's application as relying party and in front of
 * somebody's interface as resource server.
 */
@Tag("product")
class ModAuthOpenidcTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final SharedProduct shared = new SharedProduct(SharedProduct.Kind.FRIENDLY);

    private static SecureProduct product;
    private static HttpServer application;
    private static Apache apache;
    private static String site;

    @BeforeAll
    static void start() throws IOException {
        Apache.requireOpenidc();
        product = shared.product();
        application = echo();
        int port = Product.freePorts();
        site = "https://localhost:" + port;
        JsonNode client = register();
        apache =
                Apache.start(
                        product.directory().resolve("site"),
                        List.of("auth_openidc"),
                        configuration(port, client),
                        port);
    }

    @AfterAll
    static void stop() {
        if (apache != null) {
            apache.close();
        }
        if (application != null) {
            application.stop(0);
        }
    }

    /** An application that tells what its web server tells it. */
    private static HttpServer echo() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    StringBuilder said = new StringBuilder();
                    exchange.getRequestHeaders()
                            .forEach((name, values) ->
                                    said.append(name)
                                            .append('=')
                                            .append(values.getFirst())
                                            .append('\n'));
                    byte[] body = said.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (exchange) {
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
        return server;
    }

    private static JsonNode register() {
        try (Visitor administrator = product.visitor()) {
            HttpResponse<String> answer =
                    administrator.post(
                            product.issuer() + "/iam/api/client-registration",
                            "application/json",
                            """
                            {"client_name": "A site behind Apache",
                             "redirect_uris": ["%s/redirect"],
                             "grant_types": ["authorization_code"],
                             "response_types": ["code"],
                             "token_endpoint_auth_method": "client_secret_basic",
                             "scope": "openid profile email"}
                            """
                                    .formatted(site));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return JSON.readTree(answer.body());
        }
    }

    private static String configuration(int port, JsonNode client) {
        return """
        OIDCProviderMetadataURL %1$s/.well-known/openid-configuration
        OIDCClientID %2$s
        OIDCClientSecret %3$s
        OIDCRedirectURI %4$s/redirect
        OIDCCryptoPassphrase a-passphrase-of-the-test
        OIDCScope "openid profile email"
        OIDCPKCEMethod S256
        OIDCRemoteUserClaim preferred_username
        OIDCCABundlePath %5$s
        OIDCOAuthVerifyJwksUri %1$s/jwk
        OIDCOAuthRemoteUserClaim sub
        OIDCOAuthSSLValidateServer On
        """
                        .formatted(
                                product.issuer(),
                                client.path("client_id").asString(),
                                client.path("client_secret").asString(),
                                site,
                                product.authority().certificate())
                + Apache.virtualHost(
                        product.authority(),
                        port,
                        """
                        <Location />
                        AuthType openid-connect
                        Require valid-user
                        </Location>
                        <Location /api>
                        AuthType oauth20
                        <RequireAll>
                        Require claim iss:%1$s
                        Require claim aud:arcipelago
                        </RequireAll>
                        </Location>
                        <Location /api/astro>
                        AuthType oauth20
                        <RequireAll>
                        Require claim iss:%1$s
                        Require claim aud:arcipelago
                        Require claim groups:astro
                        </RequireAll>
                        </Location>
                        ProxyPass / http://127.0.0.1:%2$d/
                        """
                                .formatted(product.issuer(), application.getAddress().getPort()));
    }

    @Test
    void signsPeopleInWithAllThatTheApplicationAskedFor() {
        try (Visitor alice = product.visitor()) {
            HttpResponse<String> signIn = alice.open(site + "/telescope");
            HttpResponse<String> after = product.signIn(alice, signIn, "alice");
            HttpResponse<String> page =
                    after.body().contains("Do not allow") ? alice.submit(after, Map.of()) : after;
            assertThat(page.uri()).hasToString(site + "/telescope");
            assertThat(page.body())
                    .containsIgnoringCase("OIDC_CLAIM_preferred_username=alice\n")
                    .containsIgnoringCase("OIDC_CLAIM_name=Alice Moretti\n")
                    .containsIgnoringCase("OIDC_CLAIM_email=alice@")
                    .containsIgnoringCase("OIDC_CLAIM_groups=astro\n")
                    .containsIgnoringCase("OIDC_CLAIM_iss=" + product.issuer() + "\n");
        }
    }

    @Test
    void letsNobodyInWithoutAToken() {
        try (Visitor nobody = product.visitor()) {
            assertThat(nobody.open(site + "/api/data").statusCode()).isEqualTo(401);
            assertThat(
                            nobody.open(site + "/api/data", "Authorization", "Bearer x.y.z")
                                    .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void letsInWhoHasAToken() throws Exception {
        SecureProduct.Tokens alice = product.tokens("alice", "openid profile");
        HttpResponse<String> page = call("/api/data", alice.access());

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .containsIgnoringCase(
                        "OIDC_CLAIM_sub="
                                + SignedJWT.parse(alice.access()).getJWTClaimsSet().getSubject()
                                + "\n")
                .containsIgnoringCase("OIDC_CLAIM_preferred_username=alice\n")
                .containsIgnoringCase("OIDC_CLAIM_groups=astro\n");
        assertThat(call("/api/data", alice.id()).statusCode()).as("ID token").isEqualTo(401);
    }

    @Test
    void letsInByGroupAndNobodyElse() {
        String alice = product.tokens("alice", "openid").access();
        String bruno = product.tokens("bruno", "openid").access();
        // The groups admins, astro and bio.
        String carla = product.tokens("carla", "openid").access();

        assertThat(call("/api/astro/plates", alice).statusCode()).isEqualTo(200);
        assertThat(call("/api/astro/plates", carla).statusCode()).isEqualTo(200);
        assertThat(call("/api/astro/plates", bruno).statusCode()).isIn(401, 403);
        assertThat(call("/api/data", bruno).statusCode()).as("elsewhere").isEqualTo(200);
    }

    private static HttpResponse<String> call(String path, String token) {
        try (Visitor program = product.visitor()) {
            return program.open(site + path, "Authorization", "Bearer " + token);
        }
    }
}
