package io.arcipelago.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class KafkaBackboneTest {

    @TempDir Path data;

    private final EventsFixture events = new EventsFixture(TestPostgres.freshDatabase());
    private final BrokerProperties embedded =
            new BrokerProperties(
                    KafkaMode.EMBEDDED, "", TestPostgres.freePort(), TestPostgres.freePort());

    @AfterEach
    void stop() {
        events.close();
    }

    @Test
    void eventsOfBeforeAndAfterARestartOfTheBrokerArriveInOrderAsCloudEvents() {
        WakeUp wakeUp = new WakeUp();
        KafkaBackbone first = new KafkaBackbone(embedded, data, wakeUp);
        KafkaHealth firstHealth = new KafkaHealth(first);
        // Nothing is up yet: the events have to wait for the broker.
        EventRelay relay = events.relay(Optional.of(round(first)), wakeUp);
        IntStream.range(0, 5).forEach(number -> events.publish("a", number));
        assertThat(firstHealth.health()).returns(Status.OUT_OF_SERVICE, Health::getStatus);
        first.start();
        await().atMost(EventsFixture.DEADLINE).until(() -> openDeliveries() == 0);
        Health up = firstHealth.health();
        assertThat(up.getStatus()).isEqualTo(Status.UP);
        assertThat(up.getDetails()).containsEntry("mode", "embedded").containsEntry("brokers", 1);
        firstHealth.close();
        relay.stop();
        first.stop();

        KafkaBackbone second = new KafkaBackbone(embedded, data, wakeUp);
        second.start();
        events.relay(Optional.of(round(second)), wakeUp);
        IntStream.range(5, 10).forEach(number -> events.publish("a", number));

        List<ConsumerRecord<String, String>> messages = read(10);
        events.stopRelays();
        second.stop();
        assertThat(messages)
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10)
                                .mapToObj(number -> "{\"number\":" + number + "}")
                                .toList());
        ConsumerRecord<String, String> message = messages.getFirst();
        assertThat(message.key()).isEqualTo("a");
        assertThat(header(message, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(message, "ce_id")).hasSize(36);
        assertThat(header(message, "ce_source")).isEqualTo("/test");
        assertThat(header(message, "ce_type")).isEqualTo("io.arcipelago.thing.changed.v1");
        assertThat(header(message, "ce_subject")).isEqualTo("thing/a");
        assertThat(Instant.parse(header(message, "ce_time"))).isBefore(Instant.now());
        assertThat(header(message, "content-type")).isEqualTo("application/json");
    }

    @Test
    void aTakenPortMakesTheBrokerFailWithTheReasonAndLeavesTheEventsInTheOutbox()
            throws IOException {
        try (ServerSocket other =
                new ServerSocket(embedded.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            WakeUp wakeUp = new WakeUp();
            KafkaBackbone kafka = new KafkaBackbone(embedded, data, wakeUp);
            KafkaHealth health = new KafkaHealth(kafka);
            events.relay(Optional.of(round(kafka)), wakeUp);
            kafka.start();
            events.publish("a", 1);

            await().atMost(EventsFixture.DEADLINE)
                    .until(() -> health.health().getStatus().equals(Status.DOWN));
            assertThat(String.valueOf(health.health().getDetails().get("error")))
                    .contains("Port " + embedded.port())
                    .contains("arcipelago.kafka.port");
            assertThat(openDeliveries()).isEqualTo(1);
            kafka.stop();
        }
    }

    @Test
    void externalWithoutServersIsRefusedAndOffIsHealthy() {
        BrokerProperties external = new BrokerProperties(KafkaMode.EXTERNAL, "", 1, 2);
        assertThatThrownBy(() -> new KafkaBackbone(external, data, new WakeUp()))
                .hasMessageContaining("arcipelago.kafka.bootstrap-servers");

        BrokerProperties off = new BrokerProperties(KafkaMode.OFF, "", 1, 2);
        Health health = new KafkaHealth(new KafkaBackbone(off, data, new WakeUp())).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("mode", "off");
    }

    private KafkaRound round(KafkaBackbone kafka) {
        return new KafkaRound(
                kafka.bootstrapServers().orElseThrow(),
                kafka::isReady,
                events.deliveries(),
                events.transaction);
    }

    private long openDeliveries() {
        return JdbcClient.create(events.dataSource)
                .sql("select count(*) from platform.delivery")
                .query(Long.class)
                .single();
    }

    private List<ConsumerRecord<String, String>> read(int count) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", embedded.servers(),
                        "group.id", "test",
                        "group.protocol", "consumer",
                        "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("test.things"));
            await().atMost(EventsFixture.DEADLINE)
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
                        return messages.size() >= count;
                    });
        }
        return messages;
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
