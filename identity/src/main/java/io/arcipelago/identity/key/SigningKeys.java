package io.arcipelago.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs and verifies with the issuer's keys (RS256 and ES256; RFC 7518, sections 3.3 and 3.4). Keys
 * are read at the first use and again every few minutes, so that replicas follow a rotation without
 * a restart.
 */
@Component
public class SigningKeys {

    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How often an unknown key id may make us look again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private record Signing(String kid, JWSSigner signer) {}

    /** The verifier takes the key's own algorithm and no other: the token does not choose. */
    private record Verifying(StoredKey key, JWSVerifier verifier) {}

    private record Snapshot(
            Map<SigningAlgorithm, Signing> active,
            Map<String, Verifying> published,
            KeySetDocument document,
            Instant readAt) {}

    private final SigningKeyStore store;
    private final KeyRotation rotation;
    private final KeySettings settings;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();

    SigningKeys(
            SigningKeyStore store,
            KeyRotation rotation,
            KeySettings settings,
            InstantSource clock) {
        this.store = store;
        this.rotation = rotation;
        this.settings = settings;
        this.clock = clock;
    }

    /** The algorithm of tokens for clients that have no choice of their own. */
    public SigningAlgorithm defaultAlgorithm() {
        return settings.algorithm();
    }

    /**
     * Signs the claims.
     *
     * @param type the {@code typ} header, such as {@code at+jwt}
     */
    public String sign(JWTClaimsSet claims, String type, SigningAlgorithm algorithm) {
        Signing key = current(FRESH).active().get(algorithm);
        if (key == null) {
            throw new IllegalStateException("No key signs with " + algorithm);
        }
        JWSHeader header =
                new JWSHeader.Builder(algorithm.jws())
                        .keyID(key.kid())
                        .type(new JOSEObjectType(type))
                        .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + key.kid() + " cannot sign", e);
        }
        return jwt.serialize();
    }

    /** Whether one of the published keys made the token's signature. */
    public boolean verifies(SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        if (kid == null) {
            return false;
        }
        Verifying key = current(FRESH).published().get(kid);
        if (key == null) {
            key = current(LOOK_AGAIN).published().get(kid);
        }
        try {
            return key != null
                    && key.key().algorithm().jws().equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(key.verifier());
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public halves of all published keys (RFC 7517, section 5). */
    public KeySetDocument published() {
        return current(FRESH).document();
    }

    /** Forgets what was read, after a change that this process made. */
    void readAgain() {
        snapshot.set(null);
    }

    private Snapshot current(Duration maxAge) {
        Snapshot known = snapshot.get();
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.readAt().plus(maxAge))) {
            return known;
        }
        // Several requests may read at once; they read the same, and nobody waits for a lock.
        Snapshot read = read(now);
        if (read.active().size() < SigningAlgorithm.values().length) {
            rotation.runSchedule();
            read = read(now);
        }
        snapshot.set(read);
        return read;
    }

    private Snapshot read(Instant now) {
        Map<SigningAlgorithm, Signing> active = new EnumMap<>(SigningAlgorithm.class);
        Map<String, Verifying> published = new LinkedHashMap<>();
        for (StoredKey key : store.all()) {
            published.put(key.kid(), new Verifying(key, verifier(key)));
            if (key.state() == KeyState.ACTIVE) {
                active.put(key.algorithm(), new Signing(key.kid(), signer(key)));
            }
        }
        List<JWK> publicHalves =
                published.values().stream().map(verifying -> verifying.key().publicHalf()).toList();
        return new Snapshot(active, published, KeySetDocument.of(new JWKSet(publicHalves)), now);
    }

    private JWSSigner signer(StoredKey key) {
        JWK whole = store.withPrivateHalf(key.kid());
        try {
            return switch (key.algorithm()) {
                case RS256 -> NativeSignatures.signer(whole.toRSAKey());
                case ES256 -> new ECDSASigner(whole.toECKey());
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + key.kid() + " has no private half", e);
        }
    }

    private static JWSVerifier verifier(StoredKey key) {
        try {
            return switch (key.algorithm()) {
                case RS256 -> new RSASSAVerifier(key.publicHalf().toRSAKey());
                case ES256 -> new ECDSAVerifier(key.publicHalf().toECKey());
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("Key " + key.kid() + " cannot verify", e);
        }
    }
}
