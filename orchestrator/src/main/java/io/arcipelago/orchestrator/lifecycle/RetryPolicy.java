package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;

/** How often a step that fails is tried again, and with which pauses. */
final class RetryPolicy {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private RetryPolicy() {}

    /** How often a step may fail in this way before its attempt is given up. */
    static int tries(FailureClass failureClass) {
        return switch (failureClass) {
            case TRANSIENT -> 5;
            case CONFLICT -> 3;
            case UNAVAILABLE, CONFIGURATION_FAILED -> 2;
            case QUOTA, AUTH, NOT_FOUND, TEMPLATE -> 1;
        };
    }

    /**
     * The pause before the next try: doubling from one second up to five minutes, less up to a
     * quarter so that deployments that failed together do not come back together.
     */
    static Duration pause(int failuresSoFar, int seed) {
        long seconds = 1L << Math.min(failuresSoFar, 20);
        Duration full =
                seconds >= LONGEST_PAUSE.toSeconds() ? LONGEST_PAUSE : Duration.ofSeconds(seconds);
        int spread = Math.floorMod(seed * 31 + failuresSoFar * 17, 256);
        return full.minus(full.multipliedBy(spread).dividedBy(1024));
    }
}
