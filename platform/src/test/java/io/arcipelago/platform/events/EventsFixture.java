package io.arcipelago.platform.events;

import com.zaxxer.hikari.HikariDataSource;
import io.arcipelago.platform.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Outbox and any number of relays, as replicas would run them, on one database. */
final class EventsFixture implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final EventProperties EAGER =
            new EventProperties(
                    2,
                    Duration.ofMillis(500),
                    3,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofDays(7));

    final HikariDataSource dataSource = new HikariDataSource();
    final TransactionTemplate transaction;
    final DeadLetters deadLetters;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Outbox outbox;
    private final List<EventRelay> relays = new ArrayList<>();

    EventsFixture(TestPostgres.Database database) {
        database.migrated();
        dataSource.setJdbcUrl(database.url());
        dataSource.setUsername(database.username());
        dataSource.setPassword(database.password());
        dataSource.setMaximumPoolSize(20);
        dataSource.setMinimumIdle(1);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.outbox = new Outbox(dataSource, json);
        this.deadLetters = new DeadLetters(dataSource);
    }

    /** Starts a replica with these consumers. */
    EventRelay relay(EventConsumer... consumers) {
        return relay(Optional.empty(), new WakeUp(), consumers);
    }

    EventRelay relay(Optional<KafkaRound> kafka, WakeUp wakeUp, EventConsumer... consumers) {
        EventRelay relay =
                new EventRelay(
                        dataSource,
                        transaction,
                        deliveries(),
                        List.of(consumers),
                        kafka,
                        EAGER,
                        wakeUp);
        relay.start();
        relays.add(relay);
        return relay;
    }

    Deliveries deliveries() {
        return new Deliveries(dataSource, json);
    }

    /** Publishes a numbered event in a transaction of its own. */
    void publish(String key, int number) {
        transaction.executeWithoutResult(status -> append(key, number));
    }

    /** Publishes a numbered event in the running transaction. */
    void append(String key, int number) {
        outbox.append(
                "/test",
                new OutgoingEvent(
                        "test.things",
                        key,
                        "io.arcipelago.thing.changed.v1",
                        "thing/" + key,
                        Map.of("number", number)));
    }

    void stopRelays() {
        relays.forEach(EventRelay::stop);
        relays.clear();
    }

    @Override
    public void close() {
        stopRelays();
        dataSource.close();
    }
}
