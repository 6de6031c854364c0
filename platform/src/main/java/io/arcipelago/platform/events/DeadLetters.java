package io.arcipelago.platform.events;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What could not be delivered, for operators. */
public final class DeadLetters {

    private final JdbcClient jdbc;

    DeadLetters(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The newest dead letters, newest first. */
    public List<DeadLetter> newest(int limit) {
        return jdbc.sql(
                        """
                        select o.id, l.destination, o.topic, o.key, o.type, o.subject, l.attempts,
                               l.error, l.died_at
                        from platform.dead_letter l
                        join platform.outbox o on o.position = l.position
                        order by l.died_at desc
                        limit :limit
                        """)
                .param("limit", limit)
                .query((row, number) ->
                        new DeadLetter(
                                row.getObject("id", UUID.class),
                                row.getString("destination"),
                                row.getString("topic"),
                                row.getString("key"),
                                row.getString("type"),
                                row.getString("subject"),
                                row.getInt("attempts"),
                                row.getString("error"),
                                row.getTimestamp("died_at").toInstant()))
                .list();
    }

    /**
     * Has a dead letter delivered again, before all open events of its key.
     *
     * @return whether there was such a dead letter
     */
    public boolean redeliver(UUID eventId, String destination) {
        return jdbc.sql(
                                """
                                with revived as (
                                    delete from platform.dead_letter l
                                    using platform.outbox o
                                    where o.id = :id and o.position = l.position
                                      and l.destination = :destination
                                    returning l.destination, l.position, o.topic, o.key),
                                deliveries as (
                                    insert into platform.delivery
                                        (destination, position, topic, key)
                                    select destination, position, topic, key from revived)
                                select pg_notify(:channel, '') from revived
                                """)
                        .param("id", eventId)
                        .param("destination", destination)
                        .param("channel", Outbox.CHANNEL)
                        .query((row, number) -> number)
                        .list()
                        .size()
                > 0;
    }

    /**
     * Drops a dead letter for good.
     *
     * @return whether there was such a dead letter
     */
    public boolean discard(UUID eventId, String destination) {
        return jdbc.sql(
                                """
                                delete from platform.dead_letter l
                                using platform.outbox o
                                where o.id = :id and o.position = l.position
                                  and l.destination = :destination
                                """)
                        .param("id", eventId)
                        .param("destination", destination)
                        .update()
                > 0;
    }
}
