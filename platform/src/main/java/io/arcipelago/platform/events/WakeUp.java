package io.arcipelago.platform.events;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes waiting workers, and tells them to end. A worker takes the {@link #count} before it looks
 * for work and waits for a later one, so a call between looking and waiting is not lost.
 *
 * <p>Workers are told to end rather than interrupted: an interrupt closes the database connection
 * that a virtual thread is reading from.
 */
final class WakeUp {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private long count;
    private boolean open;

    void open() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting and makes {@link #isOpen} false. */
    void close() {
        lock.lock();
        try {
            open = false;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void call() {
        lock.lock();
        try {
            count++;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there was a call after the given count, or the time is over. */
    void await(long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (open && count == seen && left > 0) {
                left = called.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits regardless of calls: after a failure a call must not turn into a busy loop. */
    void pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (open && left > 0) {
                left = called.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
