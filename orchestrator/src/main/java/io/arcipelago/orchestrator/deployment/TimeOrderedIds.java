package io.arcipelago.orchestrator.deployment;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits. */
public final class TimeOrderedIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedIds() {}

    public static UUID next(Instant now) {
        long randomHigh = RANDOM.nextLong();
        long high = (now.toEpochMilli() << 16) | 0x7000L | (randomHigh & 0x0fffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
