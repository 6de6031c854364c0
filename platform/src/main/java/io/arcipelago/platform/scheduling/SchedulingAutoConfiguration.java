package io.arcipelago.platform.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import io.arcipelago.platform.database.DatabaseAutoConfiguration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.LazyInitTargetSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * One db-scheduler for all services. A service contributes its tasks as beans of type {@link Task};
 * recurring ones start by themselves. Scheduling takes part in the running transaction.
 */
@AutoConfiguration(after = {DatabaseAutoConfiguration.class, DataSourceAutoConfiguration.class})
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(SchedulingProperties.class)
public class SchedulingAutoConfiguration {

    /** The fewest that db-scheduler accepts. */
    static final int MISSED_HEARTBEATS = 4;

    /**
     * What services schedule through. It looks for the scheduler at its first use, because the
     * scheduler needs all tasks and a task may need a service that schedules.
     */
    @Bean
    @Primary
    SchedulerClient schedulerClient(BeanFactory beans) {
        LazyInitTargetSource scheduler = new LazyInitTargetSource();
        scheduler.setTargetBeanName("scheduler");
        scheduler.setTargetClass(Scheduler.class);
        scheduler.setBeanFactory(beans);
        return ProxyFactory.getProxy(SchedulerClient.class, scheduler);
    }

    @Bean(destroyMethod = "")
    Scheduler scheduler(
            DataSource dataSource,
            SchedulingProperties properties,
            ObjectProvider<Task<?>> tasks,
            ObjectProvider<Scheduler> self) {
        List<Task<?>> known = tasks.orderedStream().toList();
        SchedulerBuilder builder =
                new StartingAll(new TransactionAwareDataSourceProxy(dataSource), known)
                        .tableName("platform.scheduled_tasks")
                        .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                        .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true))
                        .serializer(new JsonTaskData())
                        .threads(properties.threads())
                        .executorService(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("task-", 0).factory()))
                        .pollingInterval(properties.pollInterval())
                        .heartbeatInterval(properties.heartbeat())
                        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                        .shutdownMaxWait(properties.stopTimeout())
                        .enableImmediateExecution()
                        .failureLogging(LogLevel.WARN, true)
                        .addSchedulerListener(
                                new StartAfterCommit(self::getObject, InstantSource.system()));
        return builder.build();
    }

    @Bean
    SchedulerLifecycle schedulerLifecycle(Scheduler scheduler) {
        return new SchedulerLifecycle(scheduler);
    }

    /** The builder's public method takes one static type; beans come as {@code Task<?>}. */
    private static final class StartingAll extends SchedulerBuilder {

        StartingAll(DataSource dataSource, List<Task<?>> tasks) {
            super(dataSource, tasks.stream().filter(task -> !(task instanceof OnStartup)).toList());
            for (Task<?> task : tasks) {
                if (task instanceof OnStartup atStart) {
                    knownTasks.add(task);
                    startTasks.add(atStart);
                }
            }
        }
    }
}
