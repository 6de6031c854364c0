package io.arcipelago.platform.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has the scheduler look for due work right after the transaction that scheduled it: before the
 * commit it would see nothing, and the next poll would be its first chance.
 */
final class StartAfterCommit extends AbstractSchedulerListener {

    private final Supplier<Scheduler> scheduler;
    private final InstantSource time;

    StartAfterCommit(Supplier<Scheduler> scheduler, InstantSource time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    @Override
    public void onExecutionScheduled(TaskInstanceId task, Instant executionTime) {
        if (executionTime.isAfter(time.instant())
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        scheduler.get().triggerCheckForDueExecutions();
                    }
                });
    }
}
