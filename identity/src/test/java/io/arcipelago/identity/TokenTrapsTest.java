package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.key.SigningAlgorithm;
import io.arcipelago.identity.key.SigningKeys;
import io.arcipelago.identity.testing.Browser;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.TestClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What an attacker would try with tokens, codes and requests. */
class TokenTrapsTest {

    private static final String SCOPE = "openid profile email offline_access";

    private final Provider provider = Provider.shared();
    private final TestClient dashboard = TestClient.dashboard(provider);

    /** Makes a bad token out of a good one. */
    interface Forgery {
        String of(SignedJWT good) throws JOSEException, ParseException;
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("not signed (alg none)", good -> unsigned(good, "none")),
                forgery("not signed (alg nOnE)", good -> unsigned(good, "nOnE")),
                forgery(
                        "header of a signature, but none there",
                        good -> {
                            String text = good.serialize();
                            return text.substring(0, text.lastIndexOf('.') + 1);
                        }),
                forgery(
                        "HS256 with the public key's DER",
                        good -> hmac(good, publicKey(good).toPublicKey().getEncoded())),
                forgery(
                        "HS256 with the public key's modulus",
                        good -> hmac(good, publicKey(good).getModulus().decode())),
                forgery(
                        "HS256 with the public key's JWK",
                        good ->
                                hmac(
                                        good,
                                        publicKey(good)
                                                .toJSONString()
                                                .getBytes(StandardCharsets.UTF_8))),
                forgery("ES256 named for an RSA key", good -> reheaded(good, JWSAlgorithm.ES256)),
                forgery("PS256 named for an RS256 key", good -> reheaded(good, JWSAlgorithm.PS256)),
                forgery(
                        "another issuer's key under our key's name",
                        good -> rsa(good, foreignKey(good.getHeader().getKeyID()), null)),
                forgery(
                        "another issuer's key under its own name",
                        good -> rsa(good, foreignKey("elsewhere"), null)),
                forgery(
                        "another issuer's key brought along in the header",
                        good -> {
                            RSAKey key = foreignKey("elsewhere");
                            return rsa(good, key, key.toPublicJWK());
                        }),
                forgery(
                        "without a key's name",
                        good ->
                                sign(
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .type(new JOSEObjectType("at+jwt"))
                                                .build(),
                                        good.getJWTClaimsSet(),
                                        new RSASSASigner(foreignKey("elsewhere")))),
                forgery(
                        "our key, another issuer",
                        good ->
                                ours(
                                        good,
                                        builder -> builder.issuer("https://elsewhere.example"),
                                        "at+jwt")),
                forgery(
                        "our key, issuer with a trailing slash",
                        good ->
                                ours(
                                        good,
                                        builder -> builder.issuer(Provider.shared().issuer() + "/"),
                                        "at+jwt")),
                forgery(
                        "our key, expired",
                        good -> ours(good, builder -> builder.expirationTime(past()), "at+jwt")),
                forgery(
                        "our key, never expires",
                        good -> ours(good, builder -> builder.expirationTime(null), "at+jwt")),
                forgery(
                        "our key, no identifier",
                        good -> ours(good, builder -> builder.jwtID(null), "at+jwt")),
                forgery(
                        "our key, typed as ID token",
                        good -> ours(good, builder -> builder, "JWT")),
                forgery(
                        "changed claims under the old signature",
                        good -> {
                            String[] parts = good.serialize().split("\\.", -1);
                            JWTClaimsSet claims =
                                    new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                                            .claim("scope", "openid iam:admin.write")
                                            .build();
                            return parts[0]
                                    + "."
                                    + Base64URL.encode(claims.toString())
                                    + "."
                                    + parts[2];
                        }),
                forgery("no token at all", good -> "."),
                forgery("oversized", good -> "a".repeat(50_000) + ".b.c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forgedTokenOpensNothing(String name, Forgery forgery) throws Exception {
        String good = accessToken(dashboard.tokens("carla", SCOPE));
        assertThat(TestClient.orchestrator(provider).seesActive(good)).isTrue();
        String bad = forgery.of(SignedJWT.parse(good));

        TestClient orchestrator = TestClient.orchestrator(provider);
        HttpResponse<String> known = orchestrator.call("/introspect", Map.of("token", bad));
        assertThat(known.body()).isEqualTo("{\"active\":false}");
        assertError(orchestrator.exchange(bad, "openid"), "invalid_request");
        orchestrator.call("/revoke", Map.of("token", bad));
        if (bad.length() < 4_000) {
            assertThat(bearer("/identity/userinfo", bad).statusCode()).isEqualTo(401);
        } else {
            assertThat(bearer("/identity/userinfo", bad).statusCode()).isBetween(400, 499);
        }
        // Revoking a forgery must not revoke the token that it copies.
        assertThat(orchestrator.seesActive(good)).isTrue();
    }

    @Test
    void codeThatComesTwiceRevokesWhatItGave() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        JsonNode tokens = TestClient.json(dashboard.exchangeCode(code, verifier));
        assertError(dashboard.exchangeCode(code, verifier), "invalid_grant");
        assertThat(TestClient.orchestrator(provider).seesActive(accessToken(tokens))).isFalse();
        assertError(
                dashboard.refresh(tokens.path("refresh_token").asString(), ""), "invalid_grant");
    }

    @Test
    void codeOfAnotherClientIsWorthlessAndLost() {
        TestClient thief =
                TestClient.thirdParty(provider, "code-thief", Set.of("authorization_code"));
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        TestClient asDashboardKnowsIt =
                new TestClient(
                        provider,
                        thief.browser(),
                        thief.id(),
                        thief.secret(),
                        dashboard.redirectUri());
        HttpResponse<String> stolen = asDashboardKnowsIt.exchangeCode(code, verifier);
        assertThat(stolen.statusCode()).isBetween(400, 401);
        assertThat(TestClient.json(stolen).has("access_token")).isFalse();
        assertThat(dashboard.exchangeCode(code, verifier).statusCode()).isBetween(400, 401);
    }

    @Test
    void stolenRefreshTokenRevokesTheFamily() {
        JsonNode first = dashboard.tokens("alice", SCOPE);
        String stolen = first.path("refresh_token").asString();
        JsonNode second = TestClient.json(dashboard.refresh(stolen, ""));
        provider.clock().advance(Duration.ofMinutes(5));
        assertError(dashboard.refresh(stolen, ""), "invalid_grant");
        assertError(
                dashboard.refresh(second.path("refresh_token").asString(), ""), "invalid_grant");
        for (JsonNode tokens : new JsonNode[] {first, second}) {
            assertThat(TestClient.orchestrator(provider).seesActive(accessToken(tokens))).isFalse();
            assertThat(bearer("/identity/userinfo", accessToken(tokens)).statusCode())
                    .isEqualTo(401);
        }
    }

    static Stream<String> wrongRedirects() {
        return Stream.of(
                "https://evil.example/callback",
                "ORIGIN/ui/callback/../evil",
                "ORIGIN/ui/callback?more=1",
                "ORIGIN/ui/callback#fragment",
                "ORIGIN/ui/callback/",
                "ORIGIN.evil.example/ui/callback",
                "javascript:alert(1)",
                "//evil.example/ui/callback");
    }

    @ParameterizedTest
    @MethodSource("wrongRedirects")
    void wrongRedirectUriIsNeverFollowed(String template) {
        String redirectUri = template.replace("ORIGIN", provider.publicUrl());
        Map<String, String> request =
                new HashMap<>(dashboard.signInRequest("openid", Secrets.random()));
        dashboard.browser().signIn("alice", Provider.PASSWORD);
        request.put("redirect_uri", redirectUri);
        HttpResponse<String> response = dashboard.authorize(request);
        assertThat(Browser.location(response)).isEmpty();
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void codeIsNotGivenForAnotherRedirectUriThanItsOwn() {
        String verifier = Secrets.random();
        String code = dashboard.code("alice", SCOPE, verifier);
        TestClient elsewhere =
                new TestClient(
                        provider,
                        dashboard.browser(),
                        "dashboard",
                        "",
                        provider.publicUrl() + "/ui/");
        assertError(elsewhere.exchangeCode(code, verifier), "invalid_grant");
    }

    static Stream<Arguments> oversized() {
        String manyScopes =
                IntStream.range(0, 101).mapToObj(i -> "s" + i).collect(Collectors.joining(" "));
        String exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
        String device = "urn:ietf:params:oauth:grant-type:device_code";
        return Stream.of(
                request("/token", Map.of("grant_type", "client_credentials", "scope", manyScopes)),
                request(
                        "/token",
                        Map.of("grant_type", "client_credentials", "scope", "s".repeat(100_000))),
                request(
                        "/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "audience",
                                "https://a.example/" + "a".repeat(100_000))),
                request(
                        "/token",
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                "r".repeat(100_000))),
                request(
                        "/token",
                        Map.of(
                                "grant_type",
                                exchange,
                                "subject_token_type",
                                "urn:ietf:params:oauth:token-type:access_token",
                                "subject_token",
                                "t".repeat(100_000))),
                request("/token", Map.of("grant_type", device, "device_code", "d".repeat(100_000))),
                request("/token", Map.of("grant_type", "g".repeat(100_000))),
                request(
                        "/token",
                        Map.of("grant_type", "client_credentials", "x", "x".repeat(3_000_000))));
    }

    @ParameterizedTest
    @MethodSource("oversized")
    void oversizedRequestIsTheClientsErrorAndShort(String endpoint, Map<String, String> form) {
        HttpResponse<String> response = TestClient.orchestrator(provider).call(endpoint, form);
        assertThat(response.statusCode()).isBetween(400, 499);
        assertThat(response.body()).hasSizeLessThan(2_000).doesNotContain("access_token");
    }

    private static Arguments forgery(String name, Forgery forgery) {
        return Arguments.of(name, forgery);
    }

    private static Arguments request(String endpoint, Map<String, String> form) {
        return Arguments.of(endpoint, new LinkedHashMap<>(form));
    }

    private static String unsigned(SignedJWT good, String algorithm) {
        String header =
                "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"
                        .formatted(algorithm, good.getHeader().getKeyID());
        return Base64URL.encode(header) + "." + good.getPayload().toBase64URL() + ".";
    }

    private static String hmac(SignedJWT good, byte[] key) throws JOSEException, ParseException {
        return sign(
                header(good, JWSAlgorithm.HS256).build(),
                good.getJWTClaimsSet(),
                new MACSigner(key));
    }

    private static String rsa(SignedJWT good, RSAKey key, @Nullable JWK inHeader)
            throws JOSEException, ParseException {
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID());
        if (inHeader != null) {
            header.jwk(inHeader);
        }
        return sign(header.build(), good.getJWTClaimsSet(), new RSASSASigner(key));
    }

    private static String reheaded(SignedJWT good, JWSAlgorithm algorithm) {
        return header(good, algorithm).build().toBase64URL()
                + "."
                + good.getPayload().toBase64URL()
                + "."
                + good.getSignature();
    }

    private static JWSHeader.Builder header(SignedJWT good, JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(good.getHeader().getKeyID());
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    /** A token with a fault of its own that our key did sign. */
    private static String ours(
            SignedJWT good, UnaryOperator<JWTClaimsSet.Builder> change, String type)
            throws ParseException {
        JWTClaimsSet claims =
                change.apply(new JWTClaimsSet.Builder(good.getJWTClaimsSet())).build();
        return Provider.shared().bean(SigningKeys.class).sign(claims, type, SigningAlgorithm.RS256);
    }

    private static Date past() {
        return Date.from(Provider.shared().clock().instant().minusSeconds(1));
    }

    private static RSAKey publicKey(SignedJWT good) throws ParseException {
        return JWKSet.parse(new Browser(Provider.shared()).get("/identity/jwk").body())
                .getKeyByKeyId(good.getHeader().getKeyID())
                .toRSAKey();
    }

    private static RSAKey foreignKey(String kid) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(kid).generate();
    }

    private HttpResponse<String> bearer(String path, String token) {
        return new Browser(provider).get(path, "Authorization", "Bearer " + token);
    }

    private static void assertError(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(TestClient.json(response).path("error").asString()).isEqualTo(error);
    }

    private static String accessToken(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }
}
