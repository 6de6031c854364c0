package io.arcipelago.platform.security.dpop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers proofs for all replicas that share the database. */
public final class DatabaseUsedProofs implements UsedProofs {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    public DatabaseUsedProofs(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean use(String hash, Instant until) {
        sweepIfDue();
        return jdbc.sql(
                                """
                                insert into platform.used_proof (proof_hash, expires_at)
                                values (:hash, :until)
                                on conflict (proof_hash) do nothing
                                """)
                        .param("hash", hash)
                        .param("until", until.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private void sweepIfDue() {
        Instant now = clock.instant();
        Instant due = nextSweep.get();
        if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        jdbc.sql("delete from platform.used_proof where expires_at < :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
