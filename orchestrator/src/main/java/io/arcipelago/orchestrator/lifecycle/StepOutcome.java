package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.platform.web.FailureClass;
import java.time.Duration;

/** What a step reports when it has done what it could for now. */
public sealed interface StepOutcome {

    /** The step's goal holds. */
    record Done(String message) implements StepOutcome {}

    /**
     * Nothing is wrong, but the step has to wait for something; it is run again after the pause.
     */
    record Again(Duration pause, String message) implements StepOutcome {}

    /** The step could not go on. The class decides whether it is tried again. */
    record Failed(FailureClass failureClass, String message) implements StepOutcome {}
}
