package io.arcipelago.identity.limit;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing at passwords and codes: after a few failures for one name from one address,
 * each further failure doubles the wait. The count is in the database, so that replicas share it,
 * and is raised before the guess is looked at, so that guesses in parallel gain nothing.
 */
@Component
public class GuessThrottle {

    /** Failures without a wait: people mistype. */
    static final int FREE_FAILURES = 5;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** After this long without an attempt the count starts again. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    GuessThrottle(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts an attempt; false if it comes too early and must not be looked at.
     *
     * @param username a user name, or a text with a space, which no user name has
     * @param address a network address; empty to count for all addresses together
     */
    public boolean admit(String username, String address) {
        Instant now = clock.instant();
        sweepIfDue(now);
        return jdbc.sql(
                        """
                        insert into identity.sign_in_throttle as t
                               (key_hash, failures, blocked_until, last_at)
                        values (:key, 1, :now, :now)
                        on conflict (key_hash) do update set
                               failures = case when t.last_at < :forgotten then 1
                                               else t.failures + 1 end,
                               blocked_until =
                                   case when t.last_at < :forgotten
                                             or t.failures + 1 < :free then :now::timestamptz
                                        else :now::timestamptz + make_interval(secs =>
                                             least(:longest,
                                                   power(2, least(t.failures + 1 - :free, 30))))
                                   end,
                               last_at = :now
                         where t.blocked_until <= :now
                        returning failures
                        """)
                .param("key", key(username, address))
                .param("now", Columns.timestamp(now))
                .param("forgotten", Columns.timestamp(now.minus(MEMORY)))
                .param("free", FREE_FAILURES)
                .param("longest", (double) LONGEST_WAIT.toSeconds())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Forgets the failures after an attempt that succeeded. */
    public void succeeded(String username, String address) {
        jdbc.sql("delete from identity.sign_in_throttle where key_hash = :key")
                .param("key", key(username, address))
                .update();
    }

    /** Takes one admitted attempt back that was no failure; earlier failures still count. */
    public void takeBack(String username, String address) {
        jdbc.sql(
                        """
                        update identity.sign_in_throttle
                           set failures = greatest(failures - 1, 0), blocked_until = :now
                         where key_hash = :key
                        """)
                .param("key", key(username, address))
                .param("now", Columns.timestamp(clock.instant()))
                .update();
    }

    private void sweepIfDue(Instant now) {
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(SWEEP_PAUSE))) {
            jdbc.sql("delete from identity.sign_in_throttle where last_at < :forgotten")
                    .param("forgotten", Columns.timestamp(now.minus(MEMORY)))
                    .update();
        }
    }

    private static String key(String username, String address) {
        return Secrets.digest(username.toLowerCase(Locale.ROOT) + "\n" + address);
    }
}
