package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What people may expect of a provider. {@link #LIMITED} is derived: the last feed of an active
 * provider could not see everything.
 */
public enum ProviderStatus {
    ACTIVE("active"),
    MAINTENANCE("maintenance"),
    REMOVED("removed"),
    LIMITED("limited");

    private final String wire;

    ProviderStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
