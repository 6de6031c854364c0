package io.arcipelago.orchestrator.provisioning;

import java.util.Arrays;

/** The kinds of objects that a deployment has on a site, in an order in which they can be made. */
public enum ResourceKind {
    KEYPAIR("keypair"),
    SECURITY_GROUP("security-group"),
    NETWORK("network"),
    SUBNET("subnet"),
    ROUTER("router"),
    PORT("port"),
    VOLUME("volume"),
    SERVER("server"),
    FLOATING_IP("floating-ip");

    private final String wire;

    ResourceKind(String wire) {
        this.wire = wire;
    }

    /** The name in the interface and in the database. */
    public String wire() {
        return wire;
    }

    public static ResourceKind ofWire(String wire) {
        return Arrays.stream(values())
                .filter(kind -> kind.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown kind " + wire));
    }
}
