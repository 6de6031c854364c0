package io.arcipelago.identity.key;

import java.util.Locale;

/** The life of a signing key. Keys in every state here are in the published key set. */
public enum KeyState {
    /** Published so that verifiers learn it, not signing yet. */
    PUBLISHED,
    /** Signs. One per algorithm. */
    ACTIVE,
    /** Signs no more; tokens that it signed may still be alive. */
    RETIRED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
