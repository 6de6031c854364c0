package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;
import java.util.Optional;

/** A change of a deployment that the step machine decided on. */
public sealed interface Transition {

    /**
     * The phase in hand is run again after the pause.
     *
     * @param counted whether this was a failure, which counts as a try
     */
    record Repeat(Duration pause, boolean counted, String message) implements Transition {}

    /** The phase in hand is over; the next one begins at once. */
    record Enter(Phase phase, String message) implements Transition {}

    /** The attempt has failed; what it left on its site is removed next. */
    record FailAttempt(FailureClass failureClass, String reason) implements Transition {}

    /**
     * Nothing more is to be done for what people see; {@code phase} is {@link Phase#DONE}, or
     * {@link Phase#CLEAN_UP} while leftovers of failed attempts are still being removed.
     *
     * @param message what the last step did
     */
    record Settle(DeploymentStatus status, Optional<String> reason, Phase phase, String message)
            implements Transition {}
}
