package io.arcipelago.identity.client.assertion;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers, for all replicas, which identifiers of signed statements were used. */
@Component
public class UsedIdentifiers {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    UsedIdentifiers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Uses the identifier up.
     *
     * @param kind what is identified, so that kinds do not meet
     * @param owner who made the identifier; another's may be the same
     * @param until when the statement ends, so that it needs no more remembering
     * @return false if it was used before
     */
    public boolean use(String kind, String owner, String identifier, Instant until) {
        sweepIfDue();
        return jdbc.sql(
                                """
                                insert into identity.used_identifier (id_hash, expires_at)
                                values (:hash, :until)
                                on conflict (id_hash) do nothing
                                """)
                        .param("hash", Secrets.digest(kind + '\n' + owner + '\n' + identifier))
                        .param("until", Columns.timestamp(until))
                        .update()
                == 1;
    }

    private void sweepIfDue() {
        Instant now = clock.instant();
        Instant due = nextSweep.get();
        if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(PAUSE))) {
            return;
        }
        jdbc.sql("delete from identity.used_identifier where expires_at < :now")
                .param("now", Columns.timestamp(now))
                .update();
    }
}
