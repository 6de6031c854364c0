package io.arcipelago.identity;

import java.util.Optional;
import java.util.UUID;

/** Identifiers as callers write them. */
public final class Ids {

    private Ids() {}

    /** The identifier; empty for a text that is none, which names nothing that there could be. */
    public static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
