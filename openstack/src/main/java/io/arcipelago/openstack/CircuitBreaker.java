package io.arcipelago.openstack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spares callers the wait for a site that does not answer. After some unanswered requests in a row
 * it is open: nothing is sent. After a while one request is let through; its answer, whatever the
 * status, closes the breaker, its failure opens it for another while.
 */
public final class CircuitBreaker {

    private final int failuresToOpen;
    private final Duration openFor;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int failures;
    private Instant openUntil = Instant.MIN;
    private boolean probing;

    /**
     * @param failuresToOpen unanswered requests in a row, at least 1
     * @param openFor how long nothing is sent
     */
    public CircuitBreaker(int failuresToOpen, Duration openFor, InstantSource clock) {
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("failuresToOpen must be at least 1");
        }
        this.failuresToOpen = failuresToOpen;
        this.openFor = openFor;
        this.clock = clock;
    }

    /** One that never opens. */
    public static CircuitBreaker off() {
        return new CircuitBreaker(Integer.MAX_VALUE, Duration.ZERO, InstantSource.system());
    }

    /** Empty if a request may be sent; else the time of the next chance. */
    Optional<Instant> nextChance() {
        lock.lock();
        try {
            if (failures < failuresToOpen) {
                return Optional.empty();
            }
            if (probing || clock.instant().isBefore(openUntil)) {
                return Optional.of(openUntil);
            }
            probing = true;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The site answered, be it with an error. */
    void answered() {
        lock.lock();
        try {
            failures = 0;
            probing = false;
        } finally {
            lock.unlock();
        }
    }

    /** The site did not answer. */
    void unanswered() {
        lock.lock();
        try {
            probing = false;
            failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
            if (failures >= failuresToOpen) {
                openUntil = clock.instant().plus(openFor);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The request was given up before its outcome was known. */
    void abandoned() {
        lock.lock();
        try {
            probing = false;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests in a row were not answered. */
    int failures() {
        lock.lock();
        try {
            return failures;
        } finally {
            lock.unlock();
        }
    }
}
