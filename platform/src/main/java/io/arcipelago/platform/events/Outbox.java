package io.arcipelago.platform.events;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events that transactions leave behind for the relay.
 *
 * <p>A lock on the key, held until the transaction ends, makes positions within a key follow the
 * order of commits: a second publisher of the key waits for the first. Without it an event could
 * become visible after one with a higher position had already been delivered.
 */
final class Outbox {

    static final String CHANNEL = "arcipelago_outbox";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Outbox(DataSource dataSource, JsonMapper json) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
    }

    /** Adds an event in the running transaction. */
    void append(String source, OutgoingEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(dataSource)) {
            throw new IllegalStateException(
                    "Event "
                            + event.type()
                            + " of "
                            + event.subject()
                            + " was published outside a transaction; publish it in the one that"
                            + " makes it true");
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:topic || chr(10) || :key, 0))")
                .param("topic", event.topic())
                .param("key", event.key())
                .query((row, number) -> number)
                .list();
        jdbc.sql(
                        """
                        with event as (
                            insert into platform.outbox (id, source, topic, key, type, subject, data)
                            values (:id, :source, :topic, :key, :type, :subject, :data::json)
                            returning position, topic, key),
                        deliveries as (
                            insert into platform.delivery (destination, position, topic, key)
                            select s.destination, e.position, e.topic, e.key
                            from event e
                            join platform.subscription s on s.topic in (e.topic, '*'))
                        select pg_notify(:channel, '')
                        """)
                .param("id", UUID.randomUUID())
                .param("source", source)
                .param("topic", event.topic())
                .param("key", event.key())
                .param("type", event.type())
                .param("subject", event.subject())
                .param("data", json.writeValueAsString(event.data()))
                .param("channel", CHANNEL)
                .query((row, number) -> number)
                .list();
    }
}
