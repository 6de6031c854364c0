package io.arcipelago.orchestrator.lifecycle;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the step machine on the scheduler: one execution for each deployment that is not settled.
 *
 * <p>A request wakes a deployment in the transaction that changes it, and a finished run is removed
 * in a transaction that holds the deployment's row. So either the request sees that no execution is
 * there and adds one, or the run sees the request and goes on: a wake-up cannot be lost between the
 * two.
 */
@Configuration(proxyBeanMethods = false)
class LifecycleScheduling {

    static final TaskDescriptor<Void> DEPLOYMENT = TaskDescriptor.of("deployment");

    /** How long an unsettled deployment may stand still before the sweep looks after it. */
    private static final Duration STALE = Duration.ofMinutes(10);

    @Bean
    Task<Void> deploymentTask(
            LifecycleRunner runner, JdbcClient jdbc, TransactionTemplate transactions) {
        return Tasks.custom(DEPLOYMENT)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(5)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    DeploymentId id = DeploymentId.parse(instance.getId());
                    Optional<Instant> next =
                            runner.run(id, () -> context.getSchedulerState().isShuttingDown());
                    return completion(id, next, jdbc, transactions);
                });
    }

    private static CompletionHandler<Void> completion(
            DeploymentId id,
            Optional<Instant> next,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        if (next.isPresent()) {
            return (complete, operations) -> operations.reschedule(complete, next.get());
        }
        return (complete, operations) ->
                transactions.executeWithoutResult(status -> {
                    boolean moreToDo =
                            jdbc.sql(
                                            """
                                            select phase <> 'done'
                                                   or status = 'DELETE_IN_PROGRESS'
                                              from orchestrator.deployment
                                             where id = :id for update
                                            """)
                                    .param("id", id.value())
                                    .query(Boolean.class)
                                    .optional()
                                    .orElse(false);
                    if (moreToDo) {
                        operations.reschedule(complete, complete.getTimeDone());
                    } else {
                        operations.remove();
                    }
                });
    }

    /** Finds deployments that are not settled and that nobody works on, and wakes them. */
    @Bean
    Task<Void> deploymentSweep(DeploymentStore deployments, Wake wake, InstantSource clock) {
        return Tasks.recurring("deployment-sweep", FixedDelay.ofMinutes(1))
                .execute((instance, context) ->
                        deployments
                                .unsettledSince(clock.instant().minus(STALE), 100)
                                .forEach(wake::now));
    }

    @Bean
    Wake wake(ObjectProvider<SchedulerClient> scheduler, InstantSource clock) {
        return new Wake(scheduler, clock);
    }

    /** Makes the step machine look at a deployment. */
    static class Wake implements Waker {

        private final ObjectProvider<SchedulerClient> scheduler;
        private final InstantSource clock;

        Wake(ObjectProvider<SchedulerClient> scheduler, InstantSource clock) {
            this.scheduler = scheduler;
            this.clock = clock;
        }

        @Override
        public void now(DeploymentId id) {
            SchedulerClient client = scheduler.getObject();
            Instant now = clock.instant();
            boolean added =
                    client.scheduleIfNotExists(DEPLOYMENT.instance(id.toString()).scheduledTo(now));
            if (!added) {
                try {
                    client.reschedule(DEPLOYMENT.instanceId(id.toString()), now);
                } catch (TaskInstanceCurrentlyExecutingException running) {
                    // The run in hand sees the change before it ends.
                }
            }
        }
    }
}
