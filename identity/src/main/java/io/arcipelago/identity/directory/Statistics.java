package io.arcipelago.identity.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many people there are. Anybody may ask, so the database is asked once a minute at most,
 * however often that is.
 */
@Component
class Statistics {

    private static final Duration LIFE = Duration.ofMinutes(1);

    /** The totals, as told. */
    record Totals(long totalUsers, long activeUsers) {}

    private record Counted(Totals totals, Instant at) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Counted> newest = new AtomicReference<>();

    Statistics(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Totals totals() {
        Instant now = clock.instant();
        Counted known = newest.get();
        if (known == null) {
            return count(now);
        }
        boolean fresh = now.isBefore(known.at().plus(LIFE));
        // Whoever wins counts; the others are content with the old numbers meanwhile.
        if (fresh || !newest.compareAndSet(known, new Counted(known.totals(), now))) {
            return known.totals();
        }
        return count(now);
    }

    private Totals count(Instant now) {
        Totals totals =
                jdbc.sql(
                                """
                                select count(*) as people, count(*) filter (where active) as active
                                  from identity.account
                                """)
                        .query((row, number) ->
                                new Totals(row.getLong("people"), row.getLong("active")))
                        .single();
        newest.set(new Counted(totals, now));
        return totals;
    }
}
