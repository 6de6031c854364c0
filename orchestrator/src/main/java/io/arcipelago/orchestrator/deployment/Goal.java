package io.arcipelago.orchestrator.deployment;

import java.util.Locale;

/** What a person wants of a deployment: that it is there, or that it is gone. */
public enum Goal {
    PRESENT,
    ABSENT;

    /** The form in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Goal ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
