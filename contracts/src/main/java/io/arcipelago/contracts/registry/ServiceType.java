package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of service that a region supplies. */
public enum ServiceType {
    BLOCK_STORAGE("block-storage"),
    COMPUTE("compute"),
    IDENTITY("identity"),
    NETWORK("network"),
    OBJECT_STORE("object-store");

    private final String wire;

    ServiceType(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
