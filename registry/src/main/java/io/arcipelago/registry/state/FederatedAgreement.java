package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import java.util.List;

/**
 * An agreement with the projects that were made for it, wherever they are.
 *
 * @param terms as the first of the providers declares them
 * @param group whom it is for
 */
public record FederatedAgreement(
        String uid, ServiceLevelAgreement terms, GroupKey group, List<ProjectAt> projects) {

    public FederatedAgreement {
        projects = List.copyOf(projects);
    }
}
