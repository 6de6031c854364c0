package io.arcipelago.platform.events;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes events that everybody has handled, and destinations that no longer exist. */
final class OutboxRetention implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OutboxRetention.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);
    private static final int BATCH = 5000;

    private final JdbcClient jdbc;
    private final Set<String> destinations;
    private final Duration retention;
    private final WakeUp wakeUp;

    OutboxRetention(
            DataSource dataSource, Set<String> destinations, Duration retention, WakeUp wakeUp) {
        this.jdbc = JdbcClient.create(dataSource);
        this.destinations = destinations;
        this.retention = retention;
        this.wakeUp = wakeUp;
    }

    @Override
    public void run() {
        try {
            while (wakeUp.isOpen()) {
                wakeUp.pause(INTERVAL);
                try {
                    clean();
                } catch (DataAccessException e) {
                    log.warn("Old events could not be removed: {}", e.getMessage());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round of cleaning; replicas that clean together share the rows. */
    void clean() {
        forgetDestinations();
        int removed;
        do {
            removed =
                    jdbc.sql(
                                    """
                                    delete from platform.outbox where position in (
                                        select o.position from platform.outbox o
                                        where o.published_at
                                              < clock_timestamp() - make_interval(secs => :seconds)
                                          and not exists (select 1 from platform.delivery d
                                                          where d.position = o.position)
                                          and not exists (select 1 from platform.dead_letter l
                                                          where l.position = o.position)
                                        order by o.published_at
                                        limit :batch
                                        for update of o skip locked)
                                    """)
                            .param("seconds", retention.toMillis() / 1000.0)
                            .param("batch", BATCH)
                            .update();
        } while (removed == BATCH);
    }

    private void forgetDestinations() {
        jdbc.sql(
                        """
                        update platform.subscription set seen_at = clock_timestamp()
                        where destination = any (:mine)
                        """)
                .param("mine", destinations.toArray(String[]::new))
                .update();
        List<String> forgotten =
                jdbc.sql(
                                """
                                with forgotten as (
                                    delete from platform.subscription
                                    where seen_at < clock_timestamp() - make_interval(secs => :age)
                                    returning destination),
                                deliveries as (
                                    delete from platform.delivery d
                                    where d.destination in (select destination from forgotten)
                                      and d.destination <> all (:mine))
                                select distinct destination from forgotten
                                """)
                        .param("age", (double) FORGOTTEN_AFTER.toSeconds())
                        .param("mine", destinations.toArray(String[]::new))
                        .query((row, number) -> row.getString(1))
                        .list();
        if (!forgotten.isEmpty()) {
            log.warn(
                    "No process asked for events as {} for {} days; their open events are dropped",
                    forgotten,
                    FORGOTTEN_AFTER.toDays());
        }
    }
}
