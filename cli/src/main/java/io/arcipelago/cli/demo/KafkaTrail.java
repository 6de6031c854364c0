package io.arcipelago.cli.demo;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Times;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads deployment events from Kafka: CloudEvents in binary mode (Kafka protocol binding 1.0,
 * section 3.2). Belongs to no consumer group, so it leaves no trace at the broker.
 */
final class KafkaTrail implements EventTrail {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int REQUEST_MILLIS = 10_000;

    /** The broker's clock stamps records; it may differ a little from ours. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

    private final String servers;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final JsonMapper json;
    private final InstantSource clock;

    KafkaTrail(String servers, JsonMapper json, InstantSource clock) {
        this(servers, () -> consumer(servers), json, clock);
    }

    KafkaTrail(
            String servers,
            Supplier<Consumer<String, byte[]>> consumers,
            JsonMapper json,
            InstantSource clock) {
        this.servers = servers;
        this.consumers = consumers;
        this.json = json;
        this.clock = clock;
    }

    private static Consumer<String, byte[]> consumer(String servers) {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "arcipelago-demo",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        REQUEST_MILLIS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        REQUEST_MILLIS);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public String place() {
        return "topic %s at %s".formatted(DeploymentEvent.TOPIC, servers);
    }

    @Override
    public List<PublishedEvent> read(
            String deployment, Instant since, Set<String> lastTypes, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            assign(consumer, since, deadline);
            // By id: the outbox publishes at least once.
            Map<String, PublishedEvent> events = new LinkedHashMap<>();
            while (events.values().stream().noneMatch(it -> lastTypes.contains(it.type()))) {
                if (clock.instant().isAfter(deadline)) {
                    throw new CliFailure(missing(deployment, lastTypes, events, patience));
                }
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    if (deployment.equals(message.key())) {
                        PublishedEvent event = event(message);
                        events.putIfAbsent(event.id(), event);
                    }
                }
            }
            return new ArrayList<>(events.values());
        } catch (KafkaException e) {
            throw new CliFailure(
                    "Kafka at %s cannot be read: %s; if events go to another one, name it with --kafka"
                            .formatted(servers, e.getMessage()),
                    e);
        }
    }

    private void assign(Consumer<String, byte[]> consumer, Instant since, Instant deadline) {
        List<TopicPartition> partitions = partitions(consumer);
        while (partitions.isEmpty()) {
            if (clock.instant().isAfter(deadline)) {
                throw new CliFailure(
                        "%s has no topic %s".formatted(servers, DeploymentEvent.TOPIC));
            }
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        // Asked for first: what is published after this has a higher offset.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long from = since.minus(CLOCK_MARGIN).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> offsets =
                consumer.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(it -> it, it -> from)));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            long first = offset == null ? ends.getOrDefault(partition, 0L) : offset.offset();
            consumer.seek(partition, first);
        }
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        return consumer.partitionsFor(DeploymentEvent.TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static String missing(
            String deployment,
            Set<String> lastTypes,
            Map<String, PublishedEvent> events,
            Duration patience) {
        return "No event %s of deployment %s within %s; there were: %s"
                .formatted(
                        lastTypes,
                        deployment,
                        Times.duration(patience),
                        events.isEmpty()
                                ? "none"
                                : events.values().stream()
                                        .map(PublishedEvent::word)
                                        .collect(Collectors.joining(", ")));
    }

    private PublishedEvent event(ConsumerRecord<String, byte[]> message) {
        String type = header(message, "ce_type");
        String id = header(message, "ce_id");
        if (!header(message, "ce_specversion").equals("1.0") || type.isEmpty() || id.isEmpty()) {
            throw new CliFailure(
                    "Message %d of %s is no CloudEvent 1.0"
                            .formatted(message.offset(), message.topic()));
        }
        try {
            JsonNode body = json.readTree(message.value());
            return new PublishedEvent(
                    id, type, Instant.parse(header(message, "ce_time")), text(body));
        } catch (JacksonException | DateTimeException e) {
            throw new CliFailure("Event %s of %s is damaged".formatted(id, message.topic()), e);
        }
    }

    private static String text(JsonNode body) {
        StringBuilder text = new StringBuilder();
        text.append(body.path("status").asString("?"));
        text.append(", ").append(body.path("phase").asString("?"));
        if (body.path("provider").isString()) {
            text.append(", ").append(body.path("provider").asString());
            text.append('/').append(body.path("region").asString(""));
        }
        if (body.path("reason").isString()) {
            text.append(", ").append(body.path("reason").asString());
        }
        return text.toString();
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
