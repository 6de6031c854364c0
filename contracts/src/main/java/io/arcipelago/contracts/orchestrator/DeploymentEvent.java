package io.arcipelago.contracts.orchestrator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a deployment. Published on {@link #TOPIC} with the deployment's id as key,
 * so the events of one deployment keep their order. The schema is {@code
 * events/deployment-event.v1.schema.json}. Holds no inputs and no secrets.
 *
 * @param deploymentId UUID
 * @param service the catalogue id of the service
 * @param group the group it belongs to
 * @param status the deployment's status after the event
 * @param phase the step in hand or just finished
 * @param attempt the attempt, 0 before the first
 * @param provider the site's provider, absent before placement
 * @param region the site's region, absent before placement
 * @param reason why it failed, for failures
 * @param failureClass the kind of failure, for failures
 * @param at when it happened
 */
public record DeploymentEvent(
        String deploymentId,
        String service,
        String group,
        String status,
        String phase,
        int attempt,
        @Nullable String provider,
        @Nullable String region,
        @Nullable String reason,
        @Nullable String failureClass,
        Instant at) {

    /** The Kafka topic of deployment events. */
    public static final String TOPIC = "arcipelago.deployments";

    /** What happened: the CloudEvents types. */
    public enum Type {
        SUBMITTED("submitted"),
        PLACED("placed"),
        STEP_FINISHED("step-finished"),
        ATTEMPT_FAILED("attempt-failed"),
        COMPLETED("completed"),
        FAILED("failed"),
        DELETE_REQUESTED("delete-requested"),
        DELETED("deleted"),
        DELETE_FAILED("delete-failed");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** The CloudEvents type, such as {@code io.arcipelago.deployment.submitted.v1}. */
        public String wire() {
            return "io.arcipelago.deployment." + word + ".v1";
        }
    }
}
