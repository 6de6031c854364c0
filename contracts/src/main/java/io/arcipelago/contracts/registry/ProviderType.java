package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kind of cloud that a provider runs. */
public enum ProviderType {
    OPENSTACK("openstack"),
    KUBERNETES("kubernetes");

    private final String wire;

    ProviderType(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
