package io.arcipelago.platform.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are relayed.
 *
 * @param workers how many events one consumer handles at a time in this process, each of another
 *     key
 * @param pollInterval how long a lost wake-up can delay an event
 * @param attempts how often a consumer is tried before the event goes to the dead letters
 * @param firstPause the pause after the first failure; each further one is twice as long
 * @param longestPause the limit of the pauses
 * @param retention how long handled events are kept
 */
@ConfigurationProperties("arcipelago.events")
public record EventProperties(
        @DefaultValue("2") int workers,
        @DefaultValue("10s") Duration pollInterval,
        @DefaultValue("10") int attempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("7d") Duration retention) {

    /** How long to wait after the given number of failures (at least one). */
    Duration pauseAfter(int failures) {
        int doublings = Math.min(failures - 1, 20);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
