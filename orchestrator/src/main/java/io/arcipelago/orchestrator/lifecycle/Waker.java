package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.deployment.DeploymentId;

/** Makes the step machine look at a deployment soon; called in the transaction of the change. */
public interface Waker {

    void now(DeploymentId id);
}
