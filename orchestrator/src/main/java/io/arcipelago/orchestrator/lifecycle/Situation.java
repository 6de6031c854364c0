package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the step machine looks at.
 *
 * @param tries how often the phase in hand has failed so far
 * @param attempt the attempt in hand, 0 before the first
 * @param attemptStartedAt when it began, empty before the first
 * @param attemptFailure why it failed, if it did
 * @param deadline when creation is given up
 * @param otherSites accepted sites that were not tried yet, as far as the last decision knew
 * @param leftovers whether a failed attempt still has objects on its site
 * @param seed spreads the pauses of deployments that failed together
 */
public record Situation(
        Goal goal,
        DeploymentStatus status,
        Phase phase,
        int tries,
        Instant phaseStartedAt,
        int attempt,
        Optional<Instant> attemptStartedAt,
        Optional<FailureClass> attemptFailure,
        Optional<String> attemptFailureText,
        int maxAttempts,
        int attemptMinutes,
        boolean keepLast,
        Instant deadline,
        int otherSites,
        boolean leftovers,
        int seed) {}
