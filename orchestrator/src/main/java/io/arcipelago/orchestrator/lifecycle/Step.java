package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.Phase;

/**
 * The work of one phase. It is idempotent: a run that was cut off anywhere is simply run again. It
 * may throw; the runner classifies what it throws.
 */
public interface Step {

    Phase phase();

    StepOutcome run(Deployment deployment, RunControl control);
}
