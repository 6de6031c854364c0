package io.arcipelago.feeder.feed;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** When providers are fed next, and their feeding before that. */
@Component
class FeedTimes {

    private final ObjectProvider<SchedulerClient> scheduler;
    private final InstantSource clock;

    FeedTimes(ObjectProvider<SchedulerClient> scheduler, InstantSource clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * @param at when it was or is to begin
     */
    record Time(Instant at, boolean running) {}

    /** By provider. */
    Map<String, Time> all() {
        Map<String, Time> times = new HashMap<>();
        for (ScheduledExecution<?> execution :
                scheduler
                        .getObject()
                        .getScheduledExecutionsForTask(
                                FeedSchedule.FEED.getTaskName(),
                                Void.class,
                                ScheduledExecutionsFilter.all())) {
            times.put(
                    execution.getTaskInstance().getId(),
                    new Time(execution.getExecutionTime(), execution.isPicked()));
        }
        return times;
    }

    /** Lets a provider be fed at once; false if it is being fed now. */
    boolean now(String provider) {
        Instant now = clock.instant();
        SchedulerClient client = scheduler.getObject();
        if (client.scheduleIfNotExists(FeedSchedule.FEED.instance(provider).scheduledTo(now))) {
            return true;
        }
        try {
            client.reschedule(FeedSchedule.FEED.instanceId(provider), now);
            return true;
        } catch (TaskInstanceCurrentlyExecutingException running) {
            return false;
        }
    }
}
