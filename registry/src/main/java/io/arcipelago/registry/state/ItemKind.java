package io.arcipelago.registry.state;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of thing that have a uid. */
public enum ItemKind {
    PROVIDER("provider"),
    IDENTITY_PROVIDER("identity-provider"),
    USER_GROUP("user-group"),
    AGREEMENT("agreement"),
    LOCATION("location"),
    REGION("region"),
    SERVICE("service"),
    PROJECT("project"),
    FLAVOR("flavor"),
    IMAGE("image"),
    NETWORK("network"),
    QUOTA("quota");

    private final String wire;

    ItemKind(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
