package io.arcipelago.identity.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps calls away from a service that fails. After some failures in a row it is left alone for a
 * while; then one call finds out how it does.
 */
final class Circuit {

    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private int failures;
    private Instant pausedUntil = Instant.MIN;

    Circuit(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether a call may be made; who is let in reports how it went. */
    synchronized boolean admits() {
        if (failures < FAILURES) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return false;
        }
        // The others wait for what this one call finds out.
        pausedUntil = now.plus(PAUSE);
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        pausedUntil = clock.instant().plus(PAUSE);
    }
}
