package io.arcipelago.platform.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.platform.testing.TestProofs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
class DpopProofsTest {

    private static final String URL = "https://iam.example.org/token";
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final DpopProofs proofs = new DpopProofs(new OwnUsedProofs(CLOCK), CLOCK);
    private final TestProofs client = TestProofs.withNewKey(CLOCK);

    private String key(String... shown) {
        return proofs.key(new ShownProof(List.of(shown), "POST", URL));
    }

    private void refused(String proof, String reason) {
        assertThatThrownBy(() -> key(proof))
                .isInstanceOfSatisfying(
                        DpopRefused.class,
                        refused ->
                                assertThat(refused.getError().getErrorCode())
                                        .isEqualTo("invalid_dpop_proof"))
                .hasMessageContaining(reason);
    }

    private void refused(Consumer<JWTClaimsSet.Builder> change, String reason) {
        refused(client.proof("POST", URL, change), reason);
    }

    @Test
    void goodProofTellsTheKey() {
        assertThat(key(client.proof("POST", URL))).isEqualTo(client.thumbprint());
    }

    @Test
    void proofServesOnceAndAnotherKeysIdentifierIsAnother() {
        TestProofs other = TestProofs.withNewKey(CLOCK);
        JWTClaimsSet claims = client.claims("POST", URL).build();
        key(client.sign(claims));
        refused(client.sign(claims), "used before");
        assertThat(key(other.sign(claims))).isEqualTo(other.thumbprint());
    }

    @Test
    void refusedProofIsNotUsedUp() {
        JWTClaimsSet claims = client.claims("POST", URL).jwtID("kept").build();
        refused(changed -> changed.jwtID("kept").claim("htm", "GET"), "htm");
        assertThat(key(client.sign(claims))).isEqualTo(client.thumbprint());
    }

    @Test
    void methodAndAddressMustBeTheRequests() {
        refused(client.proof("GET", URL), "htm");
        refused(claims -> claims.claim("htm", null), "htm");
        refused(client.proof("POST", "https://iam.example.org/par"), "htu");
        refused(client.proof("POST", "http://iam.example.org/token"), "htu");
        refused(client.proof("POST", "https://iam.example.org:8443/token"), "htu");
        refused(client.proof("POST", "https://iam.example.org.evil.example/token"), "htu");
        refused(client.proof("POST", "https://a@iam.example.org/token"), "htu");
        refused(client.proof("POST", "/token"), "htu");
        refused(client.proof("POST", "https://iam.example.org/to ken"), "htu");
        refused(claims -> claims.claim("htu", null), "htu");
        refused(claims -> claims.claim("htu", 7), "no signed JWT");
    }

    @Test
    void queryFragmentCaseAndDefaultPortDoNotCount() {
        key(client.proof("POST", URL + "?a=b#c"));
        key(client.proof("POST", "HTTPS://IAM.example.org:443/token"));
    }

    @Test
    void proofIsGoodForAMinuteAroundNow() {
        key(client.proof("POST", URL, claims -> at(claims, NOW.minusSeconds(60))));
        key(client.proof("POST", URL, claims -> at(claims, NOW.plusSeconds(60))));
        refused(claims -> at(claims, NOW.minusSeconds(61)), "iat");
        refused(claims -> at(claims, NOW.plusSeconds(61)), "iat");
        refused(claims -> claims.issueTime(null), "iat");
    }

    private static void at(JWTClaimsSet.Builder claims, Instant time) {
        claims.issueTime(Date.from(time));
    }

    @Test
    void identifierIsNeededAndBounded() {
        refused(claims -> claims.jwtID(null), "jti");
        refused(claims -> claims.jwtID(" "), "jti");
        refused(claims -> claims.jwtID("x".repeat(257)), "jti");
    }

    @Test
    void oneHeaderAndNoMore() {
        assertThatThrownBy(() -> key()).hasMessageContaining("one DPoP header");
        String first = client.proof("POST", URL);
        String second = client.proof("POST", URL);
        assertThatThrownBy(() -> key(first, second)).hasMessageContaining("one DPoP header");
        refused(first + ", " + second, "no signed JWT");
    }

    @Test
    void onlyAsymmetricSignaturesOfTheKeyInTheHeaderCount() throws JOSEException {
        JWTClaimsSet claims = client.claims("POST", URL).build();
        refused(
                encoded("{\"typ\":\"dpop+jwt\",\"alg\":\"none\"}") + "." + encoded(claims) + ".",
                "no signed JWT");
        SignedJWT symmetric =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(client.key().toPublicJWK())
                                .build(),
                        claims);
        symmetric.sign(new MACSigner(client.key().toPublicJWK().toJSONString()));
        refused(symmetric.serialize(), "alg");
        TestProofs other = TestProofs.withNewKey(CLOCK);
        refused(
                client.sign(claims, "dpop+jwt", other.key().toPublicJWK()),
                "not signed by the key");
        refused(client.sign(claims, "JWT", client.key().toPublicJWK()), "typ");
    }

    @Test
    void privateKeyInTheHeaderIsRefused() {
        String good = client.proof("POST", URL);
        String header =
                "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":"
                        + client.key().toJSONString()
                        + "}";
        refused(encoded(header) + good.substring(good.indexOf('.')), "public key");
    }

    @Test
    void rsaKeysServeUnlessTheyAreTooShort() throws JOSEException {
        RSAKey good = new RSAKeyGenerator(2048).generate();
        assertThat(key(signed(good))).isEqualTo(good.computeThumbprint().toString());
        refused(signed(new RSAKeyGenerator(1024, true).generate()), "2048");
    }

    private String signed(RSAKey key) throws JOSEException {
        RSASSASigner signer = new RSASSASigner(key, true);
        SignedJWT proof =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(key.toPublicJWK())
                                .build(),
                        client.claims("POST", URL).build());
        proof.sign(signer);
        return proof.serialize();
    }

    @Test
    void hugeProofsAndNonsenseAreRefused() {
        refused(claims -> claims.claim("pad", "x".repeat(9000)), "8192");
        refused("", "no signed JWT");
        refused("a.b.c", "no signed JWT");
    }

    @Test
    void proofWithATokenNamesTheToken() {
        Map<String, String> bound = Map.of("jkt", client.thumbprint());
        proofs.check(bound, shown(client.proof("GET", URL, "token")), "token");
        assertThatThrownBy(() ->
                        proofs.check(bound, shown(client.proof("GET", URL, "another")), "token"))
                .hasMessageContaining("ath");
        assertThatThrownBy(() -> proofs.check(bound, shown(client.proof("GET", URL)), "token"))
                .hasMessageContaining("ath");
    }

    @Test
    void tokenAndWayOfShowingItMustFit() {
        Map<String, String> bound = Map.of("jkt", client.thumbprint());
        TestProofs thief = TestProofs.withNewKey(CLOCK);
        assertThatThrownBy(() -> proofs.check(bound, Optional.empty(), "token"))
                .hasMessageContaining("bound to a key");
        assertThatThrownBy(
                        () -> proofs.check(null, shown(client.proof("GET", URL, "token")), "token"))
                .hasMessageContaining("not bound");
        assertThatThrownBy(
                        () -> proofs.check(bound, shown(thief.proof("GET", URL, "token")), "token"))
                .isInstanceOfSatisfying(
                        DpopRefused.class,
                        refused ->
                                assertThat(refused.challenge())
                                        .startsWith("DPoP error=\"invalid_token\"")
                                        .endsWith("algs=\"ES256 ES384 PS256 RS256\""));
        proofs.check(null, Optional.empty(), "token");
        proofs.check(Map.of("x5t#S256", "certificate"), Optional.empty(), "token");
    }

    private static Optional<ShownProof> shown(String proof) {
        return Optional.of(new ShownProof(List.of(proof), "GET", URL));
    }

    @Test
    void processWithoutADatabaseForgetsNothingThatIsStillGood() {
        OwnUsedProofs used = new OwnUsedProofs(CLOCK, 2);
        assertThat(used.use("past", NOW.minusSeconds(1))).isTrue();
        assertThat(used.use("good", NOW.plus(Duration.ofMinutes(1)))).isTrue();
        assertThat(used.use("next", NOW.plus(Duration.ofMinutes(1)))).isTrue();
        assertThat(used.use("full", NOW.plus(Duration.ofMinutes(1)))).isFalse();
        assertThat(used.use("good", NOW.plus(Duration.ofMinutes(1)))).isFalse();
    }

    private static String encoded(Object json) {
        return Base64URL.encode(json.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
