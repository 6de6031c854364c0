package io.arcipelago.orchestrator.deployment;

import java.util.Arrays;

/** The steps of a deployment's life, in the order in which they are taken. */
public enum Phase {
    VALIDATE("validate"),
    PLACE("place"),
    PROVISION("provision"),
    CONFIGURE("configure"),
    VERIFY("verify"),
    /** Removing what a failed attempt left on its site. */
    CLEAN_UP("clean-up"),
    /** Removing everything, because the deployment is not wanted any more. */
    DELETE("delete"),
    DONE("done");

    private final String wire;

    Phase(String wire) {
        this.wire = wire;
    }

    /** The name in the interface and in the database. */
    public String wire() {
        return wire;
    }

    public static Phase ofWire(String wire) {
        return Arrays.stream(values())
                .filter(phase -> phase.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown phase " + wire));
    }

    /** How much of the way to a running service is behind us when this phase begins, in percent. */
    public int progress() {
        return switch (this) {
            case VALIDATE -> 2;
            case PLACE -> 5;
            case PROVISION -> 15;
            case CONFIGURE -> 55;
            case VERIFY -> 92;
            case CLEAN_UP -> 10;
            case DELETE -> 50;
            case DONE -> 100;
        };
    }
}
