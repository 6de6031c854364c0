package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/** A part of a project in a region that is read on its own, and may fail on its own. */
public enum Facet {
    /** The project itself, and the login to it. */
    IDENTITY("identity"),
    COMPUTE_QUOTA("compute-quota"),
    BLOCK_STORAGE_QUOTA("block-storage-quota"),
    NETWORK_QUOTA("network-quota"),
    FLAVORS("flavors"),
    IMAGES("images"),
    NETWORKS("networks"),
    OBJECT_STORE("object-store");

    private final String wire;

    Facet(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
