package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.Phase;

/** What the step machine does next for a deployment. */
public sealed interface Move {

    /** Runs the step of this phase. */
    record Run(Phase phase) implements Move {}

    /** Changes the deployment without running a step. */
    record Take(Transition transition) implements Move {}

    /** Does nothing until somebody asks for something. */
    record Rest() implements Move {}
}
