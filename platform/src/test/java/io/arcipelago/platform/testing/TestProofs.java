package io.arcipelago.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A client's key, and the proofs of it that go into the header {@code DPoP} (RFC 9449).
 *
 * @param clock the client's, which the provider's should agree with
 */
@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
public record TestProofs(ECKey key, InstantSource clock) {

    /** A client with a new key. */
    public static TestProofs withNewKey(InstantSource clock) {
        try {
            return new TestProofs(new ECKeyGenerator(Curve.P_256).generate(), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key's name in tokens, {@code jkt}. */
    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A good proof for a request that shows no token. */
    public String proof(String method, String url) {
        return sign(claims(method, url).build());
    }

    /** A good proof for a request with a token. */
    public String proof(String method, String url, String token) {
        return sign(claims(method, url).claim("ath", hash(token)).build());
    }

    /** A proof with other claims than a good one. */
    public String proof(String method, String url, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims(method, url);
        change.accept(claims);
        return sign(claims.build());
    }

    /** The claims of a good proof. */
    public JWTClaimsSet.Builder claims(String method, String url) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", url)
                .issueTime(Date.from(clock.instant()));
    }

    /** Signs claims as a proof. */
    public String sign(JWTClaimsSet claims) {
        return sign(claims, "dpop+jwt", key.toPublicJWK());
    }

    /** Signs claims, and says what one likes about the type and the key. */
    public String sign(JWTClaimsSet claims, String type, ECKey named) {
        try {
            SignedJWT proof =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .type(new JOSEObjectType(type))
                                    .jwk(named)
                                    .build(),
                            claims);
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claim {@code ath} of a token. */
    public static String hash(String token) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
