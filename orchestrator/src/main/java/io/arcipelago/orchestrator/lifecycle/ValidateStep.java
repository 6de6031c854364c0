package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.catalogue.DeploymentBlueprints;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.Phase;
import org.springframework.stereotype.Component;

/**
 * Reads the template with its inputs again, from what is stored: whatever comes later relies on the
 * stored form being complete.
 */
@Component
class ValidateStep implements Step {

    private final DeploymentBlueprints blueprints;

    ValidateStep(DeploymentBlueprints blueprints) {
        this.blueprints = blueprints;
    }

    @Override
    public Phase phase() {
        return Phase.VALIDATE;
    }

    @Override
    public StepOutcome run(Deployment deployment, RunControl control) {
        blueprints.of(deployment.id());
        return new StepOutcome.Done("The template and its inputs are valid");
    }
}
