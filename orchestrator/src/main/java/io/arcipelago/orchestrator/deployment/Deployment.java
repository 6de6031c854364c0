package io.arcipelago.orchestrator.deployment;

import io.arcipelago.orchestrator.federation.SiteKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment as it stands in the database.
 *
 * @param attempt the attempt in hand, 0 before the first
 * @param deadline when creation is given up
 * @param fence grows with each run of the step machine; a run that holds an older value has lost
 *     its right to write
 * @param version grows with each change that people can see
 */
public record Deployment(
        DeploymentId id,
        String title,
        String service,
        Owner owner,
        String group,
        Goal goal,
        DeploymentStatus status,
        Optional<String> statusReason,
        Phase phase,
        int phaseTries,
        Instant phaseStartedAt,
        int attempt,
        Limits limits,
        Instant deadline,
        Optional<SiteKey> wanted,
        Optional<String> callback,
        List<OutputValue> outputs,
        Optional<String> endpoint,
        long fence,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public Deployment {
        outputs = List.copyOf(outputs);
    }

    /**
     * How far creation may go.
     *
     * @param maxAttempts sites that may be tried
     * @param attemptMinutes minutes that one attempt may take
     * @param keepLast whether the servers of a failed last attempt stay for inspection
     */
    public record Limits(int maxAttempts, int attemptMinutes, boolean keepLast) {}
}
