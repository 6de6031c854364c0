package io.arcipelago.platform.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.platform.database.DatabaseAutoConfiguration;
import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.platform.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SchedulingTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DatabaseAutoConfiguration.class,
                                    DataSourceTransactionManagerAutoConfiguration.class,
                                    SchedulingAutoConfiguration.class))
                    .withUserConfiguration(Work.class)
                    .withPropertyValues(database.properties());

    @Test
    void workScheduledInATransactionStartsAfterItsCommitWithoutWaitingForThePoll() {
        runner.withPropertyValues("arcipelago.scheduling.poll-interval=1h")
                .run(context -> {
                    Diary diary = context.getBean(Diary.class);
                    TransactionTemplate transaction =
                            new TransactionTemplate(
                                    context.getBean(PlatformTransactionManager.class));
                    transaction.executeWithoutResult(status -> diary.later("committed"));
                    await().atMost(DEADLINE).until(() -> diary.entries.contains("committed"));
                });
    }

    @Test
    void workScheduledInARolledBackTransactionNeverExists() {
        runner.run(context -> {
            Diary diary = context.getBean(Diary.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                diary.later("rolled back");
                status.setRollbackOnly();
            });
            diary.later("committed");
            await().atMost(DEADLINE).until(() -> diary.entries.contains("committed"));
            assertThat(diary.entries).containsExactly("committed");
            assertThat(context.getBean(Scheduler.class).getScheduledExecutions())
                    .noneMatch(
                            execution -> execution.getTaskInstance().getId().equals("rolled back"));
        });
    }

    @Test
    void aRecurringTaskBeanRunsByItselfOnAVirtualThread() {
        runner.withPropertyValues("arcipelago.scheduling.poll-interval=50ms")
                .run(context -> {
                    Diary diary = context.getBean(Diary.class);
                    await().atMost(DEADLINE).until(() -> diary.ticks.get() > 2);
                    assertThat(diary.virtual).containsOnly(true);
                });
    }

    @Test
    void aStopLetsRunningWorkEnd() {
        AtomicInteger ended = new AtomicInteger();
        runner.run(context -> {
            Diary diary = context.getBean(Diary.class);
            diary.later("slow");
            diary.slowStarted.await();
            Thread.startVirtualThread(() -> {
                await().atMost(DEADLINE)
                        .until(() ->
                                context.getBean(Scheduler.class)
                                        .getSchedulerState()
                                        .isShuttingDown());
                ended.incrementAndGet();
                diary.slowMayEnd.countDown();
            });
        });

        assertThat(ended).hasValue(1);
        runner.run(context ->
                assertThat(context.getBean(Scheduler.class).getScheduledExecutions())
                        .noneMatch(
                                execution -> execution.getTaskInstance().getId().equals("slow")));
    }

    @Test
    void workOfAKilledProcessIsTakenUpByAnother() {
        String[] settings = {"arcipelago.scheduling.heartbeat=250ms"};
        try (ChildJvm child = ChildJvm.start(KilledMain.class, database.properties())) {
            await().atMost(DEADLINE).until(() -> child.lines().contains("started hang"));
            child.kill();
        }

        runner.withPropertyValues(settings)
                .run(context -> {
                    Diary diary = context.getBean(Diary.class);
                    await().atMost(DEADLINE).until(() -> diary.entries.contains("hang"));
                });
    }

    /** Begins work that it never ends. */
    static final class KilledMain {

        private KilledMain() {}

        public static void main(String[] properties) {
            new SpringApplicationBuilder(Child.class)
                    .web(WebApplicationType.NONE)
                    .properties(properties)
                    .properties("arcipelago.scheduling.heartbeat=250ms", "hanging=true")
                    .run()
                    .getBean(Diary.class)
                    .later("hang");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({
        DatabaseAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        SchedulingAutoConfiguration.class,
        Work.class
    })
    static class Child {}

    /** A service that schedules, and tasks that need it. */
    static final class Diary {

        private final SchedulerClient scheduler;
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private final List<Boolean> virtual = new CopyOnWriteArrayList<>();
        private final AtomicInteger ticks = new AtomicInteger();
        private final CountDownLatch slowStarted = new CountDownLatch(1);
        private final CountDownLatch slowMayEnd = new CountDownLatch(1);

        Diary(SchedulerClient scheduler) {
            this.scheduler = scheduler;
        }

        void later(String entry) {
            scheduler.scheduleIfNotExists(
                    Work.ENTRY.instance(entry).data(new Note(entry)).scheduledTo(Instant.now()));
        }
    }

    record Note(String text) {}

    @Configuration(proxyBeanMethods = false)
    static class Work {

        private static final TaskDescriptor<Note> ENTRY = TaskDescriptor.of("entry", Note.class);

        @Bean
        Diary diary(SchedulerClient scheduler) {
            return new Diary(scheduler);
        }

        @Bean
        Task<Note> entry(Diary diary, @Value("${hanging:false}") boolean hanging) {
            return Tasks.oneTime(ENTRY)
                    .execute((instance, context) -> {
                        System.out.println("started " + instance.getData().text());
                        diary.slowStarted.countDown();
                        if (hanging || instance.getData().text().equals("slow")) {
                            awaitLatch(diary.slowMayEnd);
                        }
                        diary.entries.add(instance.getData().text());
                    });
        }

        @Bean
        Task<Void> tick(Diary diary) {
            return Tasks.recurring("tick", FixedDelay.ofMillis(10))
                    .execute((instance, context) -> {
                        diary.virtual.add(Thread.currentThread().isVirtual());
                        diary.ticks.incrementAndGet();
                    });
        }

        private static void awaitLatch(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
