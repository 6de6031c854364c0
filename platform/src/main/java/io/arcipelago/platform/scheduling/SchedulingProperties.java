package io.arcipelago.platform.scheduling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scheduled work is run.
 *
 * @param threads how many executions this process runs at a time
 * @param pollInterval how long a due execution can wait unseen; one scheduled for now by this
 *     process starts at once after its transaction
 * @param heartbeat how often a running execution shows that its process lives; work of a dead
 *     process is taken up after {@value SchedulingAutoConfiguration#MISSED_HEARTBEATS} of them
 * @param stopTimeout how long a stop waits for running executions
 */
@ConfigurationProperties("arcipelago.scheduling")
public record SchedulingProperties(
        @DefaultValue("16") int threads,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("20s") Duration stopTimeout) {}
