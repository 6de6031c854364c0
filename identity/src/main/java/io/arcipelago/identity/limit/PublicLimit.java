package io.arcipelago.identity.limit;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts uses of public routes in the database, so that replicas share the count. */
@Component
public class PublicLimit {

    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    PublicLimit(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts a use; false if there were too many in the window.
     *
     * @param what the thing that is bounded
     * @param who whose uses are counted, such as a network address; stored as a digest only
     */
    public boolean admit(String what, String who, int most, Duration window) {
        Instant now = clock.instant();
        sweepIfDue(now);
        int uses =
                jdbc.sql(
                                """
                                insert into identity.public_limit as l (key_hash, uses, window_ends)
                                values (:key, 1, :ends)
                                on conflict (key_hash) do update set
                                       uses = case when l.window_ends <= :now then 1
                                                   else least(l.uses + 1, 1000000) end,
                                       window_ends = case when l.window_ends <= :now then :ends
                                                          else l.window_ends end
                                returning uses
                                """)
                        .param("key", Secrets.digest(what + "\n" + who.toLowerCase(Locale.ROOT)))
                        .param("now", Columns.timestamp(now))
                        .param("ends", Columns.timestamp(now.plus(window)))
                        .query(Integer.class)
                        .single();
        return uses <= most;
    }

    /** Counts a use and raises 429 if there were too many. */
    public void require(String what, String who, int most, Duration window) {
        if (!admit(what, who, most, window)) {
            throw new ApiFailure(
                    HttpStatus.TOO_MANY_REQUESTS,
                    FailureClass.TRANSIENT,
                    "too-many-requests",
                    "Too many requests from your address; try again in %d minutes"
                            .formatted(window.toMinutes()),
                    Map.of());
        }
    }

    private void sweepIfDue(Instant now) {
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(SWEEP_PAUSE))) {
            jdbc.sql("delete from identity.public_limit where window_ends <= :now")
                    .param("now", Columns.timestamp(now))
                    .update();
        }
    }
}
