package io.arcipelago.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.demo.EventTrail.PublishedEvent;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Uses the consumer without a broker that Kafka's client library brings along. */
class KafkaTrailTest {

    private static final TopicPartition PARTITION = new TopicPartition(DeploymentEvent.TOPIC, 0);
    private static final String COMPLETED = DeploymentEvent.Type.COMPLETED.wire();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Lacks the look-up by time; here the first record is the first that is new enough. */
    private final MockConsumer<String, byte[]> consumer =
            new MockConsumer<>("earliest") {
                @Override
                public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                        Map<TopicPartition, Long> times) {
                    asked.putAll(times);
                    return firstNew.map(first -> Map.of(PARTITION, first)).orElse(Map.of());
                }
            };

    private final Map<TopicPartition, Long> asked = new HashMap<>();
    private Optional<OffsetAndTimestamp> firstNew = Optional.empty();
    private long offset;

    KafkaTrailTest() {
        Node broker = new Node(1, "localhost", 9092);
        Node[] replicas = {broker};
        consumer.updatePartitions(
                DeploymentEvent.TOPIC,
                List.of(new PartitionInfo(DeploymentEvent.TOPIC, 0, broker, replicas, replicas)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    private KafkaTrail trail() {
        return new KafkaTrail(
                "localhost:9092",
                () -> consumer,
                JsonMapper.builder().build(),
                InstantSource.system());
    }

    private List<PublishedEvent> read(Duration patience) {
        return trail().read("d-1", NOW, Set.of(COMPLETED), patience);
    }

    private void published(String key, String id, DeploymentEvent.Type type) {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(
                        DeploymentEvent.TOPIC,
                        0,
                        offset++,
                        key,
                        "{\"status\":\"S\",\"phase\":\"p\",\"provider\":\"ELBA\",\"region\":\"R\"}"
                                .getBytes(StandardCharsets.UTF_8));
        Headers headers = message.headers();
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_type",
                        type.wire(),
                        "ce_time",
                        NOW.toString())
                .forEach(
                        (name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        consumer.schedulePollTask(() -> consumer.addRecord(message));
    }

    @Test
    void readsTheDeploymentsEventsInOrderAndEachOnce() {
        published("d-1", "e1", DeploymentEvent.Type.SUBMITTED);
        published("d-2", "e2", DeploymentEvent.Type.COMPLETED);
        published("d-1", "e3", DeploymentEvent.Type.PLACED);
        published("d-1", "e3", DeploymentEvent.Type.PLACED);
        published("d-1", "e4", DeploymentEvent.Type.COMPLETED);

        List<PublishedEvent> events = read(Duration.ofSeconds(30));

        assertThat(events)
                .extracting(PublishedEvent::word)
                .containsExactly("submitted", "placed", "completed");
        assertThat(events.getFirst().text()).isEqualTo("S, p, ELBA/R");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void beginsAtTheFirstRecordThatIsNewEnough() {
        offset = 7;
        firstNew = Optional.of(new OffsetAndTimestamp(7, NOW.toEpochMilli()));
        published("d-1", "e1", DeploymentEvent.Type.COMPLETED);

        assertThat(read(Duration.ofSeconds(30))).hasSize(1);
        assertThat(asked).containsEntry(PARTITION, NOW.minusSeconds(60).toEpochMilli());
    }

    @Test
    void saysWhichEventsThereWereWhenTheLastOneIsMissing() {
        published("d-1", "e1", DeploymentEvent.Type.SUBMITTED);

        assertThatThrownBy(() -> read(Duration.ofMillis(300)))
                .hasMessageContaining(COMPLETED)
                .hasMessageContaining("there were: submitted");
    }

    @Test
    void aMessageThatIsNoCloudEventIsAFailure() {
        consumer.schedulePollTask(() ->
                consumer.addRecord(
                        new ConsumerRecord<>(
                                DeploymentEvent.TOPIC,
                                0,
                                0,
                                "d-1",
                                "{}".getBytes(StandardCharsets.UTF_8))));

        assertThatThrownBy(() -> read(Duration.ofSeconds(30)))
                .hasMessageContaining("no CloudEvent");
    }
}
