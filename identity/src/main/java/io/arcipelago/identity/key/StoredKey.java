package io.arcipelago.identity.key;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.Optional;

/**
 * A signing key without its private half.
 *
 * @param activatedAt when it began to sign
 * @param retiredAt when it ceased to sign
 */
record StoredKey(
        String kid,
        SigningAlgorithm algorithm,
        KeyState state,
        JWK publicHalf,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt) {}
