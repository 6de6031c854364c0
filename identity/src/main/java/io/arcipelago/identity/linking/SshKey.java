package io.arcipelago.identity.linking;

import java.time.Instant;

/**
 * A public SSH key of a person.
 *
 * @param value the key as it was given
 * @param fingerprint SHA-256 in base64 without padding
 */
public record SshKey(
        String label,
        String value,
        String fingerprint,
        boolean primary,
        Instant created,
        Instant updated) {}
