package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the reading of a facet ended. Only {@link #OK} replaces what was known before. */
public enum FacetOutcome {
    OK("ok"),
    FAILED("failed"),
    FORBIDDEN("forbidden"),
    SKIPPED("skipped");

    private final String wire;

    FacetOutcome(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
