package io.arcipelago.identity.grant;

import io.arcipelago.identity.token.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Removes what has expired. It runs on the request that stores something new, at most once every
 * few minutes: an idle provider has nothing to clean.
 */
@Component
class ExpiredRows {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final AuthorizationRequests requests;
    private final DeviceRequests deviceRequests;
    private final Grants grants;
    private final AccessTokens accessTokens;
    private final InstantSource clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    ExpiredRows(
            AuthorizationRequests requests,
            DeviceRequests deviceRequests,
            Grants grants,
            AccessTokens accessTokens,
            InstantSource clock) {
        this.requests = requests;
        this.deviceRequests = deviceRequests;
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /** Sweeps unless this process did so a short while ago. */
    void sweepIfDue() {
        Instant now = clock.instant();
        Instant due = next.get();
        if (now.isBefore(due) || !next.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        requests.sweep(now);
        deviceRequests.sweep(now);
        grants.sweep(now);
        accessTokens.sweep(now);
    }
}
