package io.arcipelago.tests.road;

import static org.awaitility.Awaitility.await;

import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads deployment events from the broker, as any program of the federation may. */
final class Events {

    /** One event: its CloudEvents attributes and its content. */
    record Event(Map<String, String> headers, JsonNode content) {

        String type() {
            return headers.getOrDefault("ce_type", "");
        }
    }

    private Events() {}

    /** All events of a deployment, in the broker's order, read until one of the type is there. */
    static List<Event> of(String broker, String deployment, DeploymentEvent.Type last) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false);
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(DeploymentEvent.TOPIC).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200))
                                .forEach(it -> {
                                    if (Objects.equals(it.key(), deployment)) {
                                        events.add(event(it.headers(), it.value()));
                                    }
                                });
                        return events.stream().anyMatch(it -> it.type().equals(last.wire()));
                    });
        }
        return events;
    }

    private static Event event(Iterable<Header> headers, String content) {
        Map<String, String> attributes = new TreeMap<>();
        headers.forEach(
                it -> attributes.put(it.key(), new String(it.value(), StandardCharsets.UTF_8)));
        return new Event(attributes, JsonMapper.shared().readTree(content));
    }
}
