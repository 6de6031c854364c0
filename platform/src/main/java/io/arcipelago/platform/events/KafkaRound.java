package io.arcipelago.platform.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends events to Kafka as CloudEvents in binary mode (Kafka protocol binding 1.0, section 3.2).
 *
 * <p>A broker that cannot be reached costs no attempts: events wait for it. Only an event that the
 * broker will never take goes to the dead letters.
 */
final class KafkaRound implements RelayWorker.Round, AutoCloseable {

    /** The destination's name among the consumers. */
    static final String DESTINATION = "kafka";

    private static final Logger log = LoggerFactory.getLogger(KafkaRound.class);
    private static final int BATCH = 200;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String servers;
    private final BooleanSupplier brokerReady;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private @Nullable Producer<String, byte[]> producer;

    KafkaRound(
            String servers,
            BooleanSupplier brokerReady,
            Deliveries deliveries,
            TransactionTemplate transaction) {
        this.servers = servers;
        this.brokerReady = brokerReady;
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    @Override
    public boolean deliver() throws InterruptedException {
        if (!brokerReady.getAsBoolean()) {
            return false;
        }
        Round round = new Round();
        transaction.executeWithoutResult(status -> send(round));
        if (round.interrupted) {
            throw new InterruptedException();
        }
        if (round.unreachable != null) {
            throw new KafkaException(servers + " is not reachable", round.unreachable);
        }
        return round.found;
    }

    /** What one round met. */
    private static final class Round {
        private boolean found;
        private boolean interrupted;
        private @Nullable Throwable unreachable;
    }

    private void send(Round round) {
        List<Delivery> due = deliveries.claim(DESTINATION, BATCH);
        round.found = !due.isEmpty();
        if (due.isEmpty()) {
            return;
        }
        Producer<String, byte[]> kafka = producer();
        List<Future<RecordMetadata>> answers = new ArrayList<>(due.size());
        for (Delivery delivery : due) {
            answers.add(kafka.send(message(delivery)));
        }
        kafka.flush();
        List<Long> sent = new ArrayList<>(due.size());
        for (int i = 0; i < due.size() && !round.interrupted; i++) {
            Delivery delivery = due.get(i);
            try {
                answers.get(i).get();
                sent.add(delivery.position());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (isHopeless(cause)) {
                    log.warn("Kafka refuses event {}: {}", delivery.event().id(), cause.toString());
                    deliveries.bury(delivery, cause.toString());
                } else {
                    round.unreachable = cause;
                }
            } catch (InterruptedException e) {
                round.interrupted = true;
            }
        }
        deliveries.done(DESTINATION, sent);
    }

    private static boolean isHopeless(Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof InvalidTopicException;
    }

    private static ProducerRecord<String, byte[]> message(Delivery delivery) {
        ReceivedEvent event = delivery.event();
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        event.topic(),
                        event.key(),
                        delivery.json().getBytes(StandardCharsets.UTF_8));
        Headers headers = message.headers();
        Map<String, String> attributes =
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", event.id().toString(),
                        "ce_source", event.source(),
                        "ce_type", event.type(),
                        "ce_subject", event.subject(),
                        "ce_time", event.time().toString(),
                        "content-type", "application/json");
        attributes.forEach(
                (name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings =
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            servers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            "arcipelago-outbox",
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            5_000,
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            5_000,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            10_000);
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        Producer<String, byte[]> open = producer;
        if (open != null) {
            open.close(CLOSE_TIMEOUT);
        }
    }
}
