package io.arcipelago.platform.security.dpop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers proofs in a process that has no database. When more are good at once than it can
 * remember, it accepts no further ones: a forgotten proof could be used again.
 */
public final class OwnUsedProofs implements UsedProofs {

    private static final int MOST = 100_000;

    private final Map<String, Instant> used = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final int most;

    public OwnUsedProofs(InstantSource clock) {
        this(clock, MOST);
    }

    OwnUsedProofs(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    @Override
    public boolean use(String hash, Instant until) {
        lock.lock();
        try {
            if (used.size() >= most) {
                Instant now = clock.instant();
                used.values().removeIf(end -> end.isBefore(now));
            }
            return used.size() < most && used.putIfAbsent(hash, until) == null;
        } finally {
            lock.unlock();
        }
    }
}
