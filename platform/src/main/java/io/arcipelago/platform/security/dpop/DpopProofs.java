package io.arcipelago.platform.security.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the proofs by which clients show that they hold a key (RFC 9449, section 4.3). Each proof
 * is for one request: made now, for this method and address, and used once.
 */
public final class DpopProofs {

    /** What a proof may be signed with; a symmetric algorithm never meets a public key. */
    public static final List<String> ALGORITHMS = List.of("ES256", "ES384", "PS256", "RS256");

    /** How far the time in a proof may be from ours, before it or after it. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    private static final String TYPE = "dpop+jwt";
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_IDENTIFIER = 256;
    private static final int SMALLEST_RSA = 2048;
    private static final int LARGEST_RSA = 8192;

    /** A large exponent makes the check of a stranger's signature expensive. */
    private static final int LONGEST_EXPONENT = 33;

    private final UsedProofs used;
    private final InstantSource clock;

    public DpopProofs(UsedProofs used, InstantSource clock) {
        this.used = used;
        this.clock = clock;
    }

    /**
     * The key that the request shows, and uses the proof up.
     *
     * @return the key's thumbprint (RFC 7638), as in {@code jkt}
     * @throws DpopRefused {@code invalid_dpop_proof}
     */
    public String key(ShownProof shown) {
        return key(shown, Optional.empty());
    }

    /**
     * Refuses a token that is bound to a key and comes without that key, and one that is not bound
     * and claims to be. A bearer token costs a look at one claim.
     *
     * @param confirmation the token's claim {@code cnf}
     * @param shown the proof, if the token came in the scheme {@code DPoP}
     * @throws DpopRefused {@code invalid_token} or {@code invalid_dpop_proof}
     */
    public void check(@Nullable Object confirmation, Optional<ShownProof> shown, String token) {
        Object bound =
                confirmation instanceof Map<?, ?> methods && methods.containsKey("jkt")
                        ? methods.get("jkt")
                        : null;
        if (shown.isEmpty()) {
            if (bound != null) {
                throw DpopRefused.token("The token is bound to a key; send it as DPoP, with proof");
            }
            return;
        }
        if (bound == null) {
            throw DpopRefused.token("The token is not bound to a key; send it as Bearer");
        }
        if (!bound.equals(key(shown.get(), Optional.of(token)))) {
            throw DpopRefused.token("The token is bound to another key than the proof's");
        }
    }

    /** The value of {@code WWW-Authenticate} for a client that shows its key. */
    public static String challenge(String error, @Nullable String description) {
        return "DPoP error=\""
                + error
                + "\""
                + (description == null ? "" : ", error_description=\"" + description + "\"")
                + ", algs=\""
                + String.join(" ", ALGORITHMS)
                + "\"";
    }

    private String key(ShownProof shown, Optional<String> token) {
        if (shown.proofs().size() != 1) {
            throw DpopRefused.proof("The request needs one DPoP header and no more");
        }
        String proof = shown.proofs().getFirst();
        if (proof.length() > MAX_LENGTH) {
            throw DpopRefused.proof("The proof has more than " + MAX_LENGTH + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            JWK key = signer(jwt);
            Instant end = checkClaims(jwt.getJWTClaimsSet(), shown, token);
            String thumbprint = key.computeThumbprint().toString();
            // Last, so that only a proof that is good takes room.
            String hash = sha256(thumbprint + '\n' + jwt.getJWTClaimsSet().getJWTID());
            if (!used.use(hash, end)) {
                throw DpopRefused.proof("The proof was used before; make a new one each time");
            }
            return thumbprint;
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            throw DpopRefused.proof("The proof is no signed JWT with a public key in its jwk");
        }
    }

    private static JWK signer(SignedJWT jwt) throws JOSEException {
        if (jwt.getHeader().getType() == null
                || !TYPE.equals(jwt.getHeader().getType().getType())) {
            throw DpopRefused.proof("typ of the proof must be " + TYPE);
        }
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm().getName())) {
            throw DpopRefused.proof("alg of the proof must be one of " + ALGORITHMS);
        }
        JWK key = jwt.getHeader().getJWK();
        if (key == null || key.isPrivate()) {
            throw DpopRefused.proof("jwk of the proof must be a public key");
        }
        if (!jwt.verify(verifier(key))) {
            throw DpopRefused.proof("The proof is not signed by the key in its jwk");
        }
        return key;
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa
                    when rsa.size() >= SMALLEST_RSA
                            && rsa.size() <= LARGEST_RSA
                            && rsa.getPublicExponent().decodeToBigInteger().bitLength()
                                    <= LONGEST_EXPONENT ->
                    new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey curve -> new ECDSAVerifier(curve.toECPublicKey());
            default ->
                    throw DpopRefused.proof(
                            "jwk of the proof must be an EC key, or an RSA key of 2048 to 8192"
                                    + " bits");
        };
    }

    /** When the proof ends. */
    private Instant checkClaims(JWTClaimsSet claims, ShownProof shown, Optional<String> token)
            throws ParseException {
        if (!shown.method().equals(claims.getStringClaim("htm"))) {
            throw DpopRefused.proof("htm of the proof is not the method of the request");
        }
        if (!HttpTarget.same(claims.getStringClaim("htu"), shown.url())) {
            throw DpopRefused.proof("htu of the proof is not the public address of the request");
        }
        if (token.isPresent() && !same(sha256(token.get()), claims.getStringClaim("ath"))) {
            throw DpopRefused.proof("ath of the proof is not the hash of the token");
        }
        String identifier = claims.getJWTID();
        if (identifier == null || identifier.isBlank() || identifier.length() > MAX_IDENTIFIER) {
            throw DpopRefused.proof(
                    "The proof needs a jti of at most " + MAX_IDENTIFIER + " characters");
        }
        Date made = claims.getIssueTime();
        Instant now = clock.instant();
        if (made == null
                || made.toInstant().isBefore(now.minus(WINDOW))
                || made.toInstant().isAfter(now.plus(WINDOW))) {
            throw DpopRefused.proof(
                    "iat of the proof must be within "
                            + WINDOW.toSeconds()
                            + " seconds of now; look at the client's clock");
        }
        return made.toInstant().plus(WINDOW).plusSeconds(1);
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
