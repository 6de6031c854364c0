package io.arcipelago.orchestrator.provisioning;

import java.util.Locale;

/** How an object on a site stands, as far as we know. */
public enum ResourceState {
    /** Wanted; nothing was asked of the site yet, or the answer was lost. */
    PLANNED,
    /** The site accepted it and works on it. */
    CREATING,
    READY,
    DELETING,
    /** Confirmed gone. */
    DELETED,
    FAILED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ResourceState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
