package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bounds how many clients one address or one person registers in an hour. The count is in the
 * database, so that replicas share it.
 */
@Component
class RegistrationThrottle {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    RegistrationThrottle(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts a registration; raises "too many requests" above the limit. */
    void count(String who, int limit) {
        Instant now = clock.instant();
        sweepIfDue(now);
        int count =
                jdbc.sql(
                                """
                                insert into identity.registration_throttle as t
                                       (key_hash, started_at, count)
                                values (:key, :now, 1)
                                on conflict (key_hash) do update set
                                       count = case when t.started_at <= :ended then 1
                                                    else least(t.count, :limit) + 1 end,
                                       started_at = case when t.started_at <= :ended
                                                         then :now::timestamptz
                                                         else t.started_at end
                                returning count
                                """)
                        .param("key", Secrets.digest(who))
                        .param("now", Columns.timestamp(now))
                        .param("ended", Columns.timestamp(now.minus(WINDOW)))
                        .param("limit", limit)
                        .query(Integer.class)
                        .single();
        if (count > limit) {
            throw new ApiFailure(
                    HttpStatus.TOO_MANY_REQUESTS,
                    FailureClass.TRANSIENT,
                    "too-many-registrations",
                    "Too many clients were registered from here; try again in an hour",
                    Map.of());
        }
    }

    private void sweepIfDue(Instant now) {
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(WINDOW))) {
            jdbc.sql("delete from identity.registration_throttle where started_at <= :ended")
                    .param("ended", Columns.timestamp(now.minus(WINDOW)))
                    .update();
        }
    }
}
