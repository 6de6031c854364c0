package io.arcipelago.identity.passkey;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A passkey as its person sees it.
 *
 * @param name chosen by the person
 */
public record Passkey(UUID id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}
