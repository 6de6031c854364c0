package io.arcipelago.identity.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that the service left in the outbox. */
public final class RecordedEvents {

    /** One event; the data is JSON as it will be sent. */
    public record Event(String source, String topic, String key, String type, String data) {}

    private final JdbcClient jdbc;

    RecordedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All events so far, the oldest first. */
    public List<Event> all() {
        return jdbc.sql(
                        """
                        select source, topic, key, type, data::text as data
                          from platform.outbox order by position
                        """)
                .query((row, number) ->
                        new Event(
                                row.getString("source"),
                                row.getString("topic"),
                                row.getString("key"),
                                row.getString("type"),
                                row.getString("data")))
                .list();
    }

    /** The newest event. */
    public Event last() {
        return all().getLast();
    }
}
