package io.arcipelago.platform.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The open deliveries, shared by all replicas. All times are the database's. */
final class Deliveries {

    private static final int ERROR_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Deliveries(DataSource dataSource, JsonMapper json) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
    }

    /** Records that a destination wants topics, and that it no longer wants others. */
    void subscribe(String destination, Set<String> topics) {
        String[] wanted = topics.toArray(String[]::new);
        jdbc.sql(
                        """
                        delete from platform.subscription
                        where destination = :destination and topic <> all (:topics)
                        """)
                .param("destination", destination)
                .param("topics", wanted)
                .update();
        jdbc.sql(
                        """
                        insert into platform.subscription (destination, topic)
                        select :destination, topic from unnest(:topics) topic
                        on conflict (destination, topic) do update set seen_at = clock_timestamp()
                        """)
                .param("destination", destination)
                .param("topics", wanted)
                .update();
    }

    /**
     * Locks due deliveries until the transaction ends, at most one of each key: the earliest that
     * is open. A later one is invisible to every replica until that one is gone, which keeps the
     * order; a locked one is skipped, which shares the work.
     */
    List<Delivery> claim(String destination, int limit) {
        return jdbc.sql(
                        """
                        select d.destination, d.position, d.attempts, o.id, o.source, o.topic, o.key,
                               o.type, o.subject, o.published_at, o.data
                        from platform.delivery d
                        join platform.outbox o on o.position = d.position
                        where d.destination = :destination
                          and d.due_at <= clock_timestamp()
                          and not exists (
                              select 1 from platform.delivery earlier
                              where earlier.destination = d.destination
                                and earlier.topic = d.topic
                                and earlier.key = d.key
                                and earlier.position < d.position)
                        order by d.position
                        limit :limit
                        for update of d skip locked
                        """)
                .param("destination", destination)
                .param("limit", limit)
                .query(this::delivery)
                .list();
    }

    /** Removes handled deliveries, in the transaction that handled them. */
    void done(String destination, List<Long> positions) {
        jdbc.sql(
                        """
                        delete from platform.delivery
                        where destination = :destination and position = any (:positions)
                        """)
                .param("destination", destination)
                .param("positions", positions.toArray(Long[]::new))
                .update();
    }

    /**
     * Puts a failed delivery off. The condition on {@code attempts} lets one of several replicas
     * that failed together count.
     */
    void postpone(Delivery delivery, Duration pause) {
        jdbc.sql(
                        """
                        update platform.delivery
                        set attempts = attempts + 1,
                            due_at = clock_timestamp() + make_interval(secs => :seconds)
                        where destination = :destination and position = :position
                          and attempts = :attempts
                        """)
                .param("seconds", pause.toMillis() / 1000.0)
                .param("destination", delivery.destination())
                .param("position", delivery.position())
                .param("attempts", delivery.attempts())
                .update();
    }

    /** Gives a delivery up: the next event of the key may go ahead. */
    void bury(Delivery delivery, String error) {
        jdbc.sql(
                        """
                        with given_up as (
                            delete from platform.delivery
                            where destination = :destination and position = :position
                              and attempts = :attempts
                            returning destination, position, attempts)
                        insert into platform.dead_letter (destination, position, attempts, error)
                        select destination, position, attempts + 1, :error from given_up
                        """)
                .param("destination", delivery.destination())
                .param("position", delivery.position())
                .param("attempts", delivery.attempts())
                .param("error", shortened(error))
                .update();
    }

    /** How long until the next postponed delivery is due, at most the given time. */
    Duration untilNextDue(String destination, Duration atMost) {
        double seconds =
                jdbc.sql(
                                """
                                select coalesce(
                                    extract(epoch from min(due_at) - clock_timestamp()),
                                    :atMost)::float8
                                from platform.delivery
                                where destination = :destination and due_at > clock_timestamp()
                                """)
                        .param("destination", destination)
                        .param("atMost", atMost.toMillis() / 1000.0)
                        .query(Double.class)
                        .single();
        return Duration.ofMillis(Math.clamp((long) (seconds * 1000) + 1, 1, atMost.toMillis()));
    }

    private Delivery delivery(ResultSet row, int number) throws SQLException {
        String data = row.getString("data");
        ReceivedEvent event =
                new ReceivedEvent(
                        row.getObject("id", UUID.class),
                        row.getString("source"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("type"),
                        row.getString("subject"),
                        row.getTimestamp("published_at").toInstant(),
                        json.readTree(data));
        return new Delivery(
                row.getString("destination"),
                row.getLong("position"),
                row.getInt("attempts"),
                event,
                data);
    }

    private static String shortened(String error) {
        // PostgreSQL's text holds no NUL, and an error must not be the reason for another one.
        String clean = error.replace('\0', ' ');
        return clean.length() <= ERROR_LENGTH ? clean : clean.substring(0, ERROR_LENGTH);
    }
}
