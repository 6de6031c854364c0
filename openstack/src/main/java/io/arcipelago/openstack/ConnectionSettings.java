package io.arcipelago.openstack;

import java.time.Duration;

/**
 * How a site may be called.
 *
 * @param requestTimeout bound of one attempt, connection and body included
 * @param connectTimeout bound of opening a connection
 * @param maxConcurrent requests in flight to the site at a time, over all its clients
 * @param maxAttempts attempts of a call that may be repeated, at least 1
 * @param firstBackoff the wait after the first failed attempt; it doubles, with jitter
 * @param maxBackoff the longest wait of our own; a longer {@code Retry-After} is obeyed up to ten
 *     times this, beyond that the call fails at once
 * @param pageSize objects asked for per page of a list
 */
public record ConnectionSettings(
        Duration requestTimeout,
        Duration connectTimeout,
        int maxConcurrent,
        int maxAttempts,
        Duration firstBackoff,
        Duration maxBackoff,
        int pageSize) {

    public ConnectionSettings {
        if (maxConcurrent < 1 || maxAttempts < 1 || pageSize < 1) {
            throw new IllegalArgumentException(
                    "maxConcurrent, maxAttempts and pageSize must be at least 1");
        }
    }

    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                8,
                4,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                500);
    }

    public ConnectionSettings withRequestTimeout(Duration timeout) {
        return new ConnectionSettings(
                timeout,
                connectTimeout,
                maxConcurrent,
                maxAttempts,
                firstBackoff,
                maxBackoff,
                pageSize);
    }

    public ConnectionSettings withMaxConcurrent(int bound) {
        return new ConnectionSettings(
                requestTimeout,
                connectTimeout,
                bound,
                maxAttempts,
                firstBackoff,
                maxBackoff,
                pageSize);
    }

    public ConnectionSettings withMaxAttempts(int attempts) {
        return new ConnectionSettings(
                requestTimeout,
                connectTimeout,
                maxConcurrent,
                attempts,
                firstBackoff,
                maxBackoff,
                pageSize);
    }

    public ConnectionSettings withPageSize(int size) {
        return new ConnectionSettings(
                requestTimeout,
                connectTimeout,
                maxConcurrent,
                maxAttempts,
                firstBackoff,
                maxBackoff,
                size);
    }
}
