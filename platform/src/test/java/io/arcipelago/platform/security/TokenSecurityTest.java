package io.arcipelago.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
class TokenSecurityTest {

    private static final TestTokens TOKENS = TestTokens.start();
    private static final String DOWN = "http://127.0.0.1:1";
    private static RunningApp app;
    private static int requestsDuringStart;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Doors.class)
    static class App {

        @Bean
        ServiceDescriptor service() {
            return new ServiceDescriptor("doors", "io.arcipelago.platform.security");
        }

        @Bean
        PublicRoutes open() {
            return PublicRoutes.of("/doors/open");
        }
    }

    @RestController
    static class Doors {

        @GetMapping("/closed")
        Caller closed(Caller caller) {
            return caller;
        }

        @GetMapping("/open")
        Map<String, Boolean> open(Optional<Caller> caller) {
            return Map.of("known", caller.isPresent());
        }

        @GetMapping("/token")
        Map<String, String> token(AccessToken token) {
            return Map.of("shown", token.toString(), "length", "" + token.value().length());
        }
    }

    @BeforeAll
    static void start() {
        List<String> properties = new ArrayList<>(List.of(TOKENS.propertyPairs()));
        properties.add("arcipelago.security.issuers[1].issuer=" + DOWN);
        app = RunningApp.start(App.class, properties.toArray(String[]::new));
        requestsDuringStart = TOKENS.requests();
    }

    @AfterAll
    static void stop() {
        app.close();
        TOKENS.close();
    }

    private static HttpResponse<String> closed(String token) {
        return app.get("/doors/closed", "Authorization", "Bearer " + token);
    }

    private static JsonNode caller(String token) {
        HttpResponse<String> answer = closed(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> groups(JsonNode caller) {
        return caller.path("groups").valueStream().map(JsonNode::asString).sorted().toList();
    }

    private static void assertRefused(String token) {
        HttpResponse<String> answer = closed(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"invalid_token\"");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString())
                .isEqualTo("https://arcipelago.io/problems/token-required");
        assertThat(problem.path("class").asString()).isEqualTo("auth");
        assertThat(problem.path("detail").asString())
                .isEqualTo("Send a valid access token: Authorization: Bearer <token>.");
    }

    @Test
    void aGoodTokenMakesItsCaller() {
        JsonNode caller = caller(TOKENS.token("alice", List.of("astro"), List.of("openid", "x")));
        assertThat(caller.path("subject").asString()).isEqualTo("alice");
        assertThat(caller.path("issuer").asString()).isEqualTo(TOKENS.issuer());
        assertThat(caller.path("clientId").asString()).isEqualTo("test-client");
        assertThat(caller.path("scopes").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("openid", "x");
        assertThat(groups(caller)).containsExactly("astro");
        assertThat(caller.path("admin").asBoolean()).isFalse();
    }

    @Test
    void withoutATokenThereIsAPlainChallenge() {
        HttpResponse<String> answer = app.get("/doors/closed");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void aRouteThatDoesNotExistNeedsATokenToo() {
        assertThat(app.get("/doors/nothing").statusCode()).isEqualTo(401);
        assertThat(app.get("/doors/nothing", "Authorization", "Bearer " + good()).statusCode())
                .isEqualTo(404);
    }

    private static String good() {
        return TOKENS.token("alice", List.of("astro"), List.of("openid"));
    }

    @Test
    void aPublicRouteNeedsNoTokenButKnowsTheCallerWhoSendsOne() {
        assertThat(app.get("/doors/open").body()).isEqualTo("{\"known\":false}");
        assertThat(app.get("/doors/open", "Authorization", "Bearer " + good()).body())
                .isEqualTo("{\"known\":true}");
        assertThat(app.get("/doors/open/", "Accept", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void aForgedSignatureIsRefused() {
        assertRefused(TestTokens.sign(TestTokens.newKey(), TOKENS.goodClaims().build()));
    }

    @Test
    void anotherKeyUnderTheIssuersKeyIdIsRefused() throws JOSEException {
        RSAKey forged = new RSAKeyGenerator(2048).keyID(TOKENS.key().getKeyID()).generate();
        assertRefused(TestTokens.sign(forged, TOKENS.goodClaims().build()));
    }

    @Test
    void changedClaimsAreRefused() {
        String[] alice = good().split("\\.", -1);
        String[] root = TOKENS.adminToken("root").split("\\.", -1);
        assertRefused(alice[0] + "." + root[1] + "." + alice[2]);
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertRefused(new PlainJWT(TOKENS.goodClaims().build()).serialize());
    }

    /** The old trick: the public RSA key used as the secret of an HMAC. */
    @Test
    void anHmacWithThePublicKeyIsRefused() throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(TOKENS.key().getKeyID())
                                .build(),
                        TOKENS.goodClaims().build());
        token.sign(new MACSigner(TOKENS.key().toRSAPublicKey().getEncoded()));
        assertRefused(token.serialize());
    }

    /** An issuer that publishes no elliptic key cannot have signed with one. */
    @Test
    void anEllipticSignatureOfAnUnpublishedKeyIsRefused() throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), TOKENS.goodClaims().build());
        token.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        assertRefused(token.serialize());
    }

    @Test
    void aTokenForAnotherAudienceOrForNobodyIsRefused() {
        assertRefused(TOKENS.token(claims -> claims.audience("somewhere-else")));
        assertRefused(TOKENS.token(claims -> claims.audience((String) null)));
        assertRefused(TOKENS.token(claims -> claims.audience("arcipelago2")));
    }

    @Test
    void anAudienceAmongOthersIsAccepted() {
        caller(TOKENS.token(claims -> claims.audience(List.of("other", "arcipelago"))));
    }

    @Test
    void anExpiredTokenIsRefusedAndASkewOfSecondsIsForgiven() {
        Instant now = Instant.now();
        assertRefused(
                TOKENS.token(claims -> claims.expirationTime(Date.from(now.minusSeconds(90)))));
        assertRefused(TOKENS.token(claims -> claims.expirationTime(null)));
        assertRefused(
                TOKENS.token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(3600)))));
        caller(TOKENS.token(claims -> claims.expirationTime(Date.from(now.minusSeconds(5)))));
    }

    @Test
    void aTokenWithoutSubjectIsRefused() {
        assertRefused(TOKENS.token(claims -> claims.subject(null)));
    }

    @Test
    void anUnknownIssuerIsRefusedWithoutBeingAsked() {
        try (TestTokens stranger = TestTokens.start()) {
            assertRefused(stranger.token("alice", List.of("admins"), List.of()));
            assertThat(stranger.requests()).isZero();
        }
    }

    @Test
    void theIssuerIsNotAskedDuringTheStart() {
        assertThat(requestsDuringStart).isZero();
    }

    @Test
    void anIssuerThatIsDownIsAnOutageAndNotTheClientsFault() {
        HttpResponse<String> answer = closed(TOKENS.token(claims -> claims.issuer(DOWN)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("/problems/dependency-unavailable");
    }

    @Test
    void rubbishIsRefused() {
        assertRefused("abc");
        assertRefused("a.b.c");
        assertRefused("e30.e30.e30");
    }

    @Test
    void groupsAreReadFromBothClaimsWithoutLeadingSlash() {
        JsonNode caller =
                caller(
                        TOKENS.token(claims ->
                                claims.claim("groups", List.of("/astro", "bio"))
                                        .claim("wlcg.groups", List.of("/astro", "/astro/lofar"))));
        assertThat(groups(caller)).containsExactly("astro", "astro/lofar", "bio");
    }

    @Test
    void groupsOfAnotherShapeAreNoGroups() {
        assertThat(groups(caller(TOKENS.token(claims -> claims.claim("groups", "admins")))))
                .isEmpty();
        assertThat(groups(caller(TOKENS.token(claims -> claims.claim("groups", List.of(1, 2))))))
                .isEmpty();
    }

    @Test
    void scopesMayBeAStringOrAnArray() {
        JsonNode caller =
                caller(TOKENS.token(claims -> claims.claim("scope", List.of("openid", "a:b"))));
        assertThat(caller.path("scopes").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("openid", "a:b");
    }

    @Test
    void onlyTheExactGroupNameMakesAnAdministrator() {
        assertThat(isAdmin("admins")).isTrue();
        assertThat(isAdmin("/admins")).isTrue();
        for (String near : List.of("admins2", "admin", "Admins", "x/admins", "admins/sub", "")) {
            assertThat(isAdmin(near)).as(near).isFalse();
        }
    }

    private static boolean isAdmin(String group) {
        return caller(TOKENS.token("carla", List.of(group), List.of())).path("admin").asBoolean();
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        assertThat(app.get("/doors/closed", "Authorization", "bearer " + good()).statusCode())
                .isEqualTo(200);
        assertThat(app.get("/doors/closed", "Authorization", "BEARER " + good()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenInTheQueryStringIsRefusedAlsoOnAPublicRoute() {
        for (String path : List.of("/doors/closed", "/doors/open")) {
            HttpResponse<String> answer = app.get(path + "?a=b&access_token=" + good());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer error=\"invalid_request\"");
            assertThat(answer.body()).doesNotContain("eyJ");
        }
    }

    @Test
    void theAccessTokenArgumentDoesNotShowItself() {
        String token = good();
        HttpResponse<String> answer = app.get("/doors/token", "Authorization", "Bearer " + token);
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        assertThat(body.path("shown").asString()).isEqualTo("AccessToken[hidden]");
        assertThat(body.path("length").asString()).isEqualTo("" + token.length());
    }

    @Test
    void metricsNeedAnAdministratorOrTheScope() {
        assertThat(metrics(null)).isEqualTo(401);
        assertThat(metrics(good())).isEqualTo(403);
        assertThat(metrics(TOKENS.adminToken("carla"))).isEqualTo(200);
        assertThat(metrics(TOKENS.token("prometheus", List.of(), List.of("metrics:read"))))
                .isEqualTo(200);
    }

    private static int metrics(@Nullable String token) {
        return token == null
                ? app.get("/actuator/prometheus").statusCode()
                : app.get("/actuator/prometheus", "Authorization", "Bearer " + token).statusCode();
    }

    @Test
    void aRefusalForLackOfRightsSaysInsufficientScope() {
        HttpResponse<String> answer =
                app.get("/actuator/prometheus", "Authorization", "Bearer " + good());
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"insufficient_scope\"");
        assertThat(answer.body()).contains("/problems/access-denied");
    }

    @Test
    void healthIsPublicButItsDetailsAreNot() {
        HttpResponse<String> anybody = app.get("/actuator/health");
        assertThat(anybody.statusCode()).isEqualTo(200);
        assertThat(anybody.body()).contains("diskSpace").doesNotContain("free");
        assertThat(
                        app.get(
                                        "/actuator/health",
                                        "Authorization",
                                        "Bearer " + TOKENS.adminToken("carla"))
                                .body())
                .contains("free");
        assertThat(app.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(app.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void thereIsNoSessionAndNoLoginPage() {
        HttpResponse<String> answer = app.get("/login", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenWithoutIssuerIsRefused() {
        JWTClaimsSet noIssuer = TOKENS.goodClaims().issuer(null).build();
        assertRefused(TestTokens.sign(TOKENS.key(), noIssuer));
    }
}
