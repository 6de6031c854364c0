package io.arcipelago.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventRelayTest {

    private EventsFixture events = new EventsFixture(TestPostgres.freshDatabase());
    private JdbcClient jdbc = JdbcClient.create(events.dataSource);

    @BeforeEach
    void createEffects() {
        jdbc.sql("create table public.effect (number int not null)").update();
    }

    @AfterEach
    void stop() {
        events.close();
    }

    @Test
    void anEventReachesEveryConsumerWithAllItsAttributes() {
        RecordingConsumer first = new RecordingConsumer("first", event -> {});
        RecordingConsumer second = new RecordingConsumer("second", event -> {});
        events.relay(first, second);

        events.publish("a", 1);

        await().atMost(EventsFixture.DEADLINE)
                .untilAsserted(() -> {
                    assertThat(first.received()).hasSize(1);
                    assertThat(second.received()).hasSize(1);
                });
        ReceivedEvent event = first.received().getFirst();
        assertThat(event.source()).isEqualTo("/test");
        assertThat(event.topic()).isEqualTo("test.things");
        assertThat(event.key()).isEqualTo("a");
        assertThat(event.type()).isEqualTo("io.arcipelago.thing.changed.v1");
        assertThat(event.subject()).isEqualTo("thing/a");
        assertThat(event.id()).isEqualTo(second.received().getFirst().id());
    }

    @Test
    void aRolledBackEventIsNeverDelivered() {
        RecordingConsumer consumer = new RecordingConsumer("consumer", event -> {});
        events.relay(consumer);

        events.transaction.executeWithoutResult(status -> {
            events.append("a", 1);
            status.setRollbackOnly();
        });
        events.publish("a", 2);

        await().atMost(EventsFixture.DEADLINE).until(() -> !consumer.received().isEmpty());
        assertThat(consumer.numbersOf("a")).containsExactly(2);
    }

    @Test
    void aPublicationOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> events.append("a", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("thing/a")
                .hasMessageContaining("transaction");
    }

    @Test
    void eventsPublishedWhileTheConsumerIsAwayWaitForIt() {
        events.relay(new RecordingConsumer("consumer", event -> {})).stop();
        IntStream.range(0, 20).forEach(number -> events.publish("a", number));

        RecordingConsumer later = new RecordingConsumer("consumer", event -> {});
        events.relay(later);

        await().atMost(EventsFixture.DEADLINE)
                .untilAsserted(() ->
                        assertThat(later.numbersOf("a"))
                                .containsExactlyElementsOf(
                                        IntStream.range(0, 20).boxed().toList()));
    }

    @Test
    void aSecondPublisherOfAKeyWaitsSoThatCommitsAndPositionsAgree() throws InterruptedException {
        RecordingConsumer consumer = new RecordingConsumer("consumer", event -> {});
        events.relay(consumer);
        CountDownLatch firstHasPublished = new CountDownLatch(1);
        CountDownLatch firstMayCommit = new CountDownLatch(1);
        Thread first =
                Thread.startVirtualThread(() ->
                        events.transaction.executeWithoutResult(status -> {
                            events.append("a", 1);
                            firstHasPublished.countDown();
                            awaitLatch(firstMayCommit);
                        }));
        awaitLatch(firstHasPublished);
        Thread second = Thread.startVirtualThread(() -> events.publish("a", 2));
        await().atMost(EventsFixture.DEADLINE).until(this::somebodyWaitsForAnAdvisoryLock);
        events.publish("b", 3);
        await().atMost(EventsFixture.DEADLINE).until(() -> !consumer.numbersOf("b").isEmpty());
        assertThat(consumer.numbersOf("a")).isEmpty();

        firstMayCommit.countDown();
        first.join();
        second.join();

        await().atMost(EventsFixture.DEADLINE)
                .untilAsserted(() -> assertThat(consumer.numbersOf("a")).containsExactly(1, 2));
    }

    @Test
    void replicasShareTheWorkAndKeepTheOrderOfEachKeyUnderConcurrentPublishers()
            throws InterruptedException {
        Set<String> busy = ConcurrentHashMap.newKeySet();
        AtomicBoolean overlap = new AtomicBoolean();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        RecordingConsumer[] replicas = new RecordingConsumer[3];
        for (int i = 0; i < replicas.length; i++) {
            replicas[i] =
                    new RecordingConsumer(
                            "consumer",
                            event -> {
                                if (!busy.add(event.key())) {
                                    overlap.set(true);
                                }
                                if (event.key().equals("key-0")) {
                                    order.add(event.data().get("number").asInt());
                                }
                                busy.remove(event.key());
                            });
            events.relay(replicas[i]);
        }
        AtomicInteger[] counters =
                IntStream.range(0, 5)
                        .mapToObj(key -> new AtomicInteger())
                        .toArray(AtomicInteger[]::new);
        List<Thread> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < 4; publisher++) {
            publishers.add(
                    Thread.startVirtualThread(() -> {
                        for (int i = 0; i < 50; i++) {
                            int key = i % counters.length;
                            publishNext("key-" + key, counters[key]);
                        }
                    }));
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }

        await().atMost(EventsFixture.DEADLINE)
                .until(() ->
                        Arrays.stream(replicas).mapToInt(replica -> replica.received().size()).sum()
                                == 200);
        assertThat(overlap).isFalse();
        assertThat(order).containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(replicas)
                .filteredOn(replica -> !replica.received().isEmpty())
                .hasSizeGreaterThan(1);
    }

    @Test
    void aFailedAttemptLeavesNothingBehindAndIsRepeated() {
        AtomicInteger attempts = new AtomicInteger();
        events.relay(
                new RecordingConsumer(
                        "consumer",
                        event -> {
                            jdbc.sql("insert into public.effect values (1)").update();
                            if (attempts.incrementAndGet() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        }));

        events.publish("a", 1);

        await().atMost(EventsFixture.DEADLINE).until(() -> openDeliveries() == 0);
        assertThat(attempts).hasValue(3);
        assertThat(jdbc.sql("select count(*) from public.effect").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void aPoisonedKeyBlocksNeitherOtherKeysNorOtherConsumersAndEndsAsDeadLetter() {
        AtomicBoolean cured = new AtomicBoolean();
        RecordingConsumer picky =
                new RecordingConsumer(
                        "picky",
                        event -> {
                            if (event.data().get("number").asInt() == 13 && !cured.get()) {
                                throw new IllegalArgumentException("13 is \u0000 bad luck");
                            }
                        });
        RecordingConsumer easy = new RecordingConsumer("easy", event -> {});
        events.relay(picky, easy);

        events.publish("poisoned", 13);
        events.publish("poisoned", 14);
        events.publish("healthy", 1);

        await().atMost(EventsFixture.DEADLINE)
                .untilAsserted(() -> {
                    assertThat(picky.numbersOf("healthy")).containsExactly(1);
                    assertThat(easy.numbersOf("poisoned")).containsExactly(13, 14);
                    assertThat(picky.numbersOf("poisoned")).containsExactly(14);
                });
        DeadLetter dead = events.deadLetters.newest(10).getFirst();
        assertThat(dead.destination()).isEqualTo("picky");
        assertThat(dead.key()).isEqualTo("poisoned");
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(dead.error()).contains("bad luck");

        cured.set(true);
        assertThat(events.deadLetters.redeliver(dead.eventId(), "picky")).isTrue();
        assertThat(events.deadLetters.redeliver(dead.eventId(), "picky")).isFalse();
        await().atMost(EventsFixture.DEADLINE)
                .untilAsserted(
                        () -> assertThat(picky.numbersOf("poisoned")).containsExactly(14, 13));
        assertThat(events.deadLetters.newest(10)).isEmpty();
        assertThat(easy.numbersOf("poisoned")).containsExactly(13, 14);
    }

    @Test
    void oldEventsAreRemovedOnceHandledAndOnlyThen() {
        events.relay(new RecordingConsumer("consumer", event -> {}));
        events.publish("handled", 1);
        await().atMost(EventsFixture.DEADLINE).until(() -> openDeliveries() == 0);
        events.stopRelays();
        events.publish("waiting", 2);
        jdbc.sql("update platform.outbox set published_at = published_at - interval '8 days'")
                .update();
        events.publish("young", 3);

        new OutboxRetention(events.dataSource, Set.of("consumer"), Duration.ofDays(7), new WakeUp())
                .clean();

        assertThat(
                        jdbc.sql("select key from platform.outbox order by position")
                                .query((row, number) -> row.getString(1))
                                .list())
                .containsExactly("waiting", "young");
    }

    private void publishNext(String key, AtomicInteger counter) {
        // The number is drawn under the lock that the first append takes, as a service would draw
        // a version from the row it holds.
        events.transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext(:key))")
                    .param("key", key)
                    .query((row, number) -> number)
                    .list();
            events.append(key, counter.getAndIncrement());
        });
    }

    private boolean somebodyWaitsForAnAdvisoryLock() {
        return jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private int openDeliveries() {
        return jdbc.sql("select count(*) from platform.delivery").query(Integer.class).single();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
