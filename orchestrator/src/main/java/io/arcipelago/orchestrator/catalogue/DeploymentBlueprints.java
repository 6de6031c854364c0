package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The blueprint of a stored deployment: its template with all its inputs, secret ones included. */
@Component
public class DeploymentBlueprints {

    private final DeploymentStore deployments;
    private final SecretInputs secretInputs;
    private final Blueprints blueprints;

    public DeploymentBlueprints(
            DeploymentStore deployments, SecretInputs secretInputs, Blueprints blueprints) {
        this.deployments = deployments;
        this.secretInputs = secretInputs;
        this.blueprints = blueprints;
    }

    public Blueprint of(DeploymentId deployment) {
        Revision revision = deployments.createRevision(deployment);
        Map<String, Object> inputs = new LinkedHashMap<>(revision.inputs());
        inputs.putAll(secretInputs.read(deployment, revision.secretInputs()));
        return blueprints.require(revision.template(), inputs);
    }
}
