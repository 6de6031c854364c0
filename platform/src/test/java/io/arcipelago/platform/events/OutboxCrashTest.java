package io.arcipelago.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.platform.testing.TestPostgres;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processes that publish and relay are killed without warning; nothing is lost or done twice. */
class OutboxCrashTest {

    private static final int KEYS = 3;

    /** Changes things for ever, publishes each change, and relays to the consumer. */
    static final class PublishingMain {

        private PublishingMain() {}

        public static void main(String[] arguments) {
            TestPostgres.Database database =
                    new TestPostgres.Database(arguments[0], arguments[1], arguments[2]);
            EventsFixture events = new EventsFixture(database);
            events.relay(effects(events));
            for (int i = 0; i < KEYS; i++) {
                String key = "key-" + i;
                Thread.ofPlatform().start(() -> publishForEver(events, key));
            }
        }

        private static void publishForEver(EventsFixture events, String key) {
            JdbcClient jdbc = JdbcClient.create(events.dataSource);
            int next =
                    jdbc.sql(
                                    "select coalesce(max(number) + 1, 0) from public.thing where key = :key")
                            .param("key", key)
                            .query(Integer.class)
                            .single();
            for (int number = next; ; number++) {
                int current = number;
                events.transaction.executeWithoutResult(status -> {
                    jdbc.sql("insert into public.thing values (:key, :number)")
                            .param("key", key)
                            .param("number", current)
                            .update();
                    events.append(key, current);
                });
                System.out.println("committed " + key + " " + number);
            }
        }
    }

    private static RecordingConsumer effects(EventsFixture events) {
        JdbcClient jdbc = JdbcClient.create(events.dataSource);
        return new RecordingConsumer(
                "effects",
                event ->
                        jdbc.sql("insert into public.effect (key, number) values (:key, :number)")
                                .param("key", event.key())
                                .param("number", event.data().get("number").asInt())
                                .update());
    }

    @Test
    void everythingCommittedBeforeAKillIsHandledOnceAndInOrder() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        Set<String> acknowledged = new HashSet<>();
        try (EventsFixture events = new EventsFixture(database)) {
            JdbcClient jdbc = JdbcClient.create(events.dataSource);
            jdbc.sql("create table public.thing (key text, number int, primary key (key, number))")
                    .update();
            jdbc.sql(
                            """
                            create table public.effect (
                                id int generated always as identity, key text, number int)
                            """)
                    .update();
            Random random = new Random(20261122);
            for (int kill = 0; kill < 3; kill++) {
                int lines = 20 + random.nextInt(100);
                try (ChildJvm child =
                        ChildJvm.start(
                                PublishingMain.class,
                                database.url(),
                                database.username(),
                                database.password())) {
                    await().atMost(EventsFixture.DEADLINE)
                            .until(() -> child.lines().size() >= lines);
                    child.kill();
                    child.lines().stream()
                            .filter(line -> line.startsWith("committed "))
                            .forEach(line -> acknowledged.add(line.substring(10)));
                }
            }
            assertThat(acknowledged).hasSizeGreaterThan(60);

            events.relay(effects(events));
            await().atMost(EventsFixture.DEADLINE)
                    .until(() ->
                            jdbc.sql("select count(*) from platform.delivery")
                                            .query(Integer.class)
                                            .single()
                                    == 0);

            List<@Nullable String> things =
                    pairs(jdbc, "select key || ' ' || number from public.thing");
            assertThat(things).containsAll(acknowledged);
            assertThat(pairs(jdbc, "select key || ' ' || number from public.effect"))
                    .containsExactlyInAnyOrderElementsOf(things);
            assertThat(
                            pairs(
                                    jdbc,
                                    """
                                    select key || ' ' || number from (
                                        select key, number,
                                               lag(number) over (partition by key order by id) as before
                                        from public.effect) arrived
                                    where number <= before
                                    """))
                    .isEmpty();
        }
    }

    private static List<@Nullable String> pairs(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
