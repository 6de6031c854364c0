package io.arcipelago.platform.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the workers that carry events from the outbox to their destinations. */
final class EventRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    /** Before anything that may publish, so that no event misses a subscription. */
    private static final int PHASE = -1000;

    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final Deliveries deliveries;
    private final List<EventConsumer> consumers;
    private final Optional<KafkaRound> kafka;
    private final EventProperties properties;
    private final WakeUp wakeUp;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EventRelay(
            DataSource dataSource,
            TransactionTemplate transaction,
            Deliveries deliveries,
            List<EventConsumer> consumers,
            Optional<KafkaRound> kafka,
            EventProperties properties,
            WakeUp wakeUp) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.deliveries = deliveries;
        this.consumers = List.copyOf(consumers);
        this.kafka = kafka;
        this.properties = properties;
        this.wakeUp = wakeUp;
        requireDistinctNames(this.consumers);
    }

    @Override
    public void start() {
        wakeUp.open();
        subscribe();
        for (EventConsumer consumer : consumers) {
            ConsumerRound round = new ConsumerRound(consumer, deliveries, transaction, properties);
            for (int i = 1; i <= properties.workers(); i++) {
                run("events-" + consumer.name() + "-" + i, worker(consumer.name(), round));
            }
        }
        kafka.ifPresent(round -> run("events-kafka", worker(KafkaRound.DESTINATION, round)));
        run("events-listener", new OutboxListener(dataSource, wakeUp));
        run(
                "events-retention",
                new OutboxRetention(dataSource, destinations(), properties.retention(), wakeUp));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        wakeUp.close();
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (Thread thread : threads) {
            awaitEnd(thread, deadline);
            if (thread.isAlive()) {
                log.warn("{} is still busy; its event is delivered again later", thread.getName());
                thread.interrupt();
            }
        }
        threads.clear();
        kafka.ifPresent(KafkaRound::close);
    }

    private static void awaitEnd(Thread thread, long deadline) {
        try {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void subscribe() {
        transaction.executeWithoutResult(status -> {
            consumers.forEach(consumer -> deliveries.subscribe(consumer.name(), consumer.topics()));
            // Without Kafka here nothing is revoked: another process may have it.
            if (kafka.isPresent()) {
                deliveries.subscribe(KafkaRound.DESTINATION, Set.of("*"));
            }
        });
    }

    private Set<String> destinations() {
        Set<String> names = new HashSet<>();
        consumers.forEach(consumer -> names.add(consumer.name()));
        if (kafka.isPresent()) {
            names.add(KafkaRound.DESTINATION);
        }
        return names;
    }

    private RelayWorker worker(String destination, RelayWorker.Round round) {
        return new RelayWorker(destination, round, deliveries, wakeUp, properties.pollInterval());
    }

    private void run(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    private static void requireDistinctNames(List<EventConsumer> consumers) {
        Set<String> seen = new HashSet<>(Set.of(KafkaRound.DESTINATION));
        for (EventConsumer consumer : consumers) {
            if (!seen.add(consumer.name())) {
                throw new IllegalStateException(
                        "Two event consumers are named '"
                                + consumer.name()
                                + "' (or it is reserved); a consumer's name must be its own");
            }
        }
    }
}
