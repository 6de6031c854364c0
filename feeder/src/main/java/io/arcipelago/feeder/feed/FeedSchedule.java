package io.arcipelago.feeder.feed;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.feeder.FeederProperties;
import io.arcipelago.feeder.config.ProviderConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts feeds on the scheduler: one execution for each provider, so that over all replicas a
 * provider is fed once at a time.
 */
@Configuration(proxyBeanMethods = false)
class FeedSchedule {

    static final TaskDescriptor<Void> FEED = TaskDescriptor.of("feed");

    /** After a failure that nobody foresaw. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** How long a feed waits that finds all places of this process taken. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    @Bean
    Task<Void> feedTask(
            FeedRunner runner,
            ProviderFiles files,
            FeederProperties properties,
            InstantSource clock) {
        Semaphore places = new Semaphore(properties.concurrentFeeds());
        return Tasks.custom(FEED)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    Optional<ProviderConfig> provider = files.recent().provider(instance.getId());
                    if (provider.isEmpty()) {
                        // No file declares it any more; the registry keeps what it knows.
                        return new CompletionHandler.OnCompleteRemove<>();
                    }
                    if (!places.tryAcquire()) {
                        return later(clock.instant().plus(WAIT));
                    }
                    try {
                        runner.run(provider.get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                    return later(clock.instant().plus(pause(properties)));
                });
    }

    private static CompletionHandler<Void> later(Instant next) {
        return (complete, operations) -> operations.reschedule(complete, next);
    }

    /** Sees to it that every provider that is declared has its execution. */
    @Bean
    Task<Void> feedPlan(
            ProviderFiles files,
            ObjectProvider<SchedulerClient> scheduler,
            FeederProperties properties,
            InstantSource clock) {
        return Tasks.recurring("feed-plan", FixedDelay.of(properties.planInterval()))
                .execute((instance, context) ->
                        files.now()
                                .providers()
                                .keySet()
                                .forEach(name ->
                                        scheduler
                                                .getObject()
                                                .scheduleIfNotExists(
                                                        FEED.instance(name)
                                                                .scheduledTo(clock.instant()))));
    }

    private static Duration pause(FeederProperties properties) {
        double factor =
                1 + properties.jitter() * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis(Math.round(properties.cadence().toMillis() * factor));
    }
}
