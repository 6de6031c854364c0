package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.openstack.CatalogueEndpoint;
import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.ProjectDetails;
import java.util.List;
import java.util.Optional;

/**
 * What one project sees in one region.
 *
 * @param details empty without a login
 * @param flavors empty if they could not be read, which is not the same as none
 * @param images likewise
 * @param networks likewise
 */
record ProjectReading(
        String region,
        ProjectConfig project,
        Optional<ProjectDetails> details,
        List<CatalogueEndpoint> catalogue,
        Optional<List<Flavor>> flavors,
        Optional<List<Image>> images,
        Optional<List<Network>> networks,
        List<Quota> quotas,
        List<FacetReport> reports,
        List<Finding> findings) {

    ProjectReading {
        catalogue = List.copyOf(catalogue);
        quotas = List.copyOf(quotas);
        reports = List.copyOf(reports);
        findings = List.copyOf(findings);
    }

    String projectId() {
        return project.id();
    }
}
