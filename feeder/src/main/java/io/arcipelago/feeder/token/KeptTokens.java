package io.arcipelago.feeder.token;

import io.arcipelago.feeder.scan.NoTokenException;
import io.arcipelago.feeder.token.TokenEndpoint.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One client's access token, kept while it is good; a failure is kept too, for a short while. */
final class KeptTokens {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);
    private static final Duration FAILURE = Duration.ofSeconds(15);

    private final Supplier<Tokens> source;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Tokens kept;
    private Instant keptSince = Instant.MIN;
    private @Nullable NoTokenException failure;
    private Instant failedAt = Instant.MIN;

    KeptTokens(Supplier<Tokens> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** One asks at a time: whoever waited for it uses its result. */
    String token() {
        asking.lock();
        try {
            Instant now = clock.instant();
            Tokens tokens = kept;
            if (tokens != null && now.isBefore(tokens.expiresAt().minus(margin(tokens)))) {
                return tokens.accessToken();
            }
            NoTokenException failed = failure;
            if (failed != null && now.isBefore(failedAt.plus(FAILURE))) {
                throw failed;
            }
            return ask(now);
        } finally {
            asking.unlock();
        }
    }

    private String ask(Instant now) {
        try {
            Tokens tokens = source.get();
            kept = tokens;
            keptSince = now;
            failure = null;
            return tokens.accessToken();
        } catch (NoTokenException e) {
            failure = e;
            failedAt = now;
            throw e;
        }
    }

    private Duration margin(Tokens tokens) {
        Duration tenth = Duration.between(keptSince, tokens.expiresAt()).dividedBy(10);
        return tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    }

    /**
     * Drops a token that was refused, unless it is so new that another one would fare no better.
     */
    void refused(String token) {
        asking.lock();
        try {
            Tokens tokens = kept;
            boolean old = clock.instant().isAfter(keptSince.plus(LONGEST_MARGIN));
            if (tokens != null && tokens.accessToken().equals(token) && old) {
                kept = null;
            }
        } finally {
            asking.unlock();
        }
    }
}
