package io.arcipelago.openstack;

import java.time.Duration;

/** Waits between two attempts; tests replace it to let time pass at once. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    static Sleeper system() {
        return Thread::sleep;
    }
}
