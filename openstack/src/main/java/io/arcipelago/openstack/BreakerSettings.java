package io.arcipelago.openstack;

import java.time.Duration;

/**
 * When a service that does not answer is left alone.
 *
 * @param failuresToOpen unanswered requests in a row, at least 1
 * @param openFor how long nothing is sent to it
 */
public record BreakerSettings(int failuresToOpen, Duration openFor) {

    public BreakerSettings {
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("failuresToOpen must be at least 1");
        }
    }

    /** Never. */
    public static BreakerSettings off() {
        return new BreakerSettings(Integer.MAX_VALUE, Duration.ZERO);
    }
}
