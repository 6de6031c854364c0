package io.arcipelago.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs and verifies with the issuer's keys (RS256, RFC 7518, section 3.3). Keys are read at the
 * first use and again every few minutes, so that replicas follow a rotation without a restart.
 */
@Component
public class SigningKeys {

    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How often an unknown key id may make us look again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private record Snapshot(
            String activeKid, JWSSigner signer, Map<String, RSAKey> published, Instant readAt) {}

    private final SigningKeyStore store;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();

    SigningKeys(SigningKeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Signs the claims.
     *
     * @param type the {@code typ} header, such as {@code at+jwt}
     */
    public String sign(JWTClaimsSet claims, String type) {
        Snapshot keys = current(FRESH);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(keys.activeKid())
                        .type(new JOSEObjectType(type))
                        .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(keys.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + keys.activeKid() + " cannot sign", e);
        }
        return jwt.serialize();
    }

    /** Whether one of the published keys made the token's signature. */
    public boolean verifies(SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        if (kid == null || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        RSAKey key = current(FRESH).published().get(kid);
        if (key == null) {
            key = current(LOOK_AGAIN).published().get(kid);
        }
        try {
            return key != null && jwt.verify(new RSASSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public halves of all published keys (RFC 7517, section 5). */
    public JWKSet published() {
        List<JWK> keys = List.copyOf(current(FRESH).published().values());
        return new JWKSet(keys);
    }

    private Snapshot current(Duration maxAge) {
        Snapshot known = snapshot.get();
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.readAt().plus(maxAge))) {
            return known;
        }
        // Several requests may read at once; they read the same, and nobody waits for a lock.
        RSAKey active = store.activeKey(now);
        Snapshot read = new Snapshot(active.getKeyID(), signer(active), store.publicKeys(), now);
        snapshot.set(read);
        return read;
    }

    private static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + key.getKeyID() + " has no private half", e);
        }
    }
}
