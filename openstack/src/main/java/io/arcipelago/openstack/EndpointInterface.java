package io.arcipelago.openstack;

/** Which face of a service the catalogue's endpoint is for. */
public enum EndpointInterface {
    PUBLIC("public"),
    INTERNAL("internal"),
    ADMIN("admin");

    private final String wireName;

    EndpointInterface(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
