package io.arcipelago.contracts.registry;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the numbers of a quota say. Use is never a limit, and no use told is not zero use. */
public enum QuotaRole {
    /** What the whole project may use. */
    LIMIT("limit"),
    /** What one person may use, by agreement; the site does not enforce it. */
    PER_USER("per-user"),
    /** What the project uses now. */
    USAGE("usage");

    private final String wire;

    QuotaRole(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
