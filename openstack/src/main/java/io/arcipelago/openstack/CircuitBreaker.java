package io.arcipelago.openstack;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Spares callers the wait for a service that does not answer. After some unanswered requests in a
 * row it is open: nothing is sent. After a while one request is let through; its answer, whatever
 * the status, closes the breaker, its failure opens it for another while.
 */
final class CircuitBreaker {

    private final BreakerSettings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int failures;
    private Instant openUntil = Instant.MIN;
    private boolean probing;

    CircuitBreaker(BreakerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty if a request may be sent; else the time of the next chance. */
    Optional<Instant> nextChance() {
        lock.lock();
        try {
            if (failures < settings.failuresToOpen()) {
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

    /** The service answered, be it with an error. */
    void answered() {
        lock.lock();
        try {
            failures = 0;
            probing = false;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody answered in time. */
    void unanswered() {
        lock.lock();
        try {
            probing = false;
            failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
            if (failures >= settings.failuresToOpen()) {
                openUntil = clock.instant().plus(settings.openFor());
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
