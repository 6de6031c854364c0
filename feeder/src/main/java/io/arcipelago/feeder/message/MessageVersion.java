package io.arcipelago.feeder.message;

import java.util.Arrays;

/** The versions of the compatible message. */
enum MessageVersion {
    V1_2_0("1.2.0"),
    /** Adds the time. */
    V1_3_0("1.3.0"),
    /** Adds the audience. */
    V1_4_0("1.4.0"),
    /** Has lists instead of services, and names the site's ids otherwise. */
    V2_0_0("2.0.0");

    private final String wire;

    MessageVersion(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    boolean from(MessageVersion first) {
        return compareTo(first) >= 0;
    }

    static MessageVersion of(String wire) {
        return Arrays.stream(values())
                .filter(it -> it.wire.equals(wire))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "arcipelago.feeder.messages has version '%s'; known are %s"
                                        .formatted(
                                                wire,
                                                Arrays.stream(values())
                                                        .map(MessageVersion::wire)
                                                        .toList())));
    }
}
