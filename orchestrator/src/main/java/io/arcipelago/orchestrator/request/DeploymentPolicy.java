package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.security.Decision;
import io.arcipelago.platform.security.Policy;
import io.arcipelago.platform.web.ApiFailure;
import org.springframework.stereotype.Component;

/**
 * Who may do what to a deployment: its owner everything, members of its group read, administrators
 * read and delete, nobody but the owner sees credentials. To everybody else it does not exist.
 */
@Component
public class DeploymentPolicy implements Policy<DeploymentAction, Deployment> {

    @Override
    public Decision decide(Caller caller, DeploymentAction action, Deployment deployment) {
        boolean owner = deployment.owner().is(caller);
        boolean sameIssuer = deployment.owner().issuer().equals(caller.issuer());
        boolean member = sameIssuer && caller.memberOf(deployment.group());
        boolean mayRead = owner || member || caller.admin();
        if (!mayRead) {
            return Decision.refused(unknown(deployment.id().toString()));
        }
        boolean allowed =
                switch (action) {
                    case READ -> true;
                    case READ_CREDENTIALS -> owner;
                    case DELETE -> owner || caller.admin();
                };
        return allowed
                ? Decision.allowed()
                : Decision.refused(
                        ApiFailure.forbidden(
                                "not-the-owner",
                                "Only %s, who owns deployment %s, may do this"
                                        .formatted(deployment.owner().name(), deployment.title())));
    }

    /** Whether a client may offer the action. */
    public boolean allows(Caller caller, DeploymentAction action, Deployment deployment) {
        return decide(caller, action, deployment) instanceof Decision.Allowed;
    }

    /** Somebody who may not see a deployment is told the same as if there were none. */
    static ApiFailure unknown(String id) {
        return ApiFailure.notFound(
                "deployment-unknown", "There is no deployment %s that you may see".formatted(id));
    }
}
