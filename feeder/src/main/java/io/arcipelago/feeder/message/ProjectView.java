package io.arcipelago.feeder.message;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.feeder.config.ProviderConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one project has in one region, which is what one message tells.
 *
 * @param issuer the issuer of the project's group
 */
record ProjectView(
        ProviderSnapshot snapshot, Region region, ProjectConfig project, IdentityProvider issuer) {

    /** Without these there is nothing to say. */
    private static final Set<Facet> NEEDED =
            EnumSet.of(Facet.IDENTITY, Facet.FLAVORS, Facet.IMAGES, Facet.COMPUTE_QUOTA);

    /**
     * The projects that were read whole, because a message tells all of it; of the others, the last
     * message stands.
     */
    static List<ProjectView> of(ProviderConfig config, ProviderSnapshot snapshot) {
        List<ProjectView> views = new ArrayList<>();
        for (Region region : snapshot.regions()) {
            for (ProjectConfig project : config.projects()) {
                ProjectView view =
                        new ProjectView(snapshot, region, project, config.issuerOf(project));
                if (view.readWhole()) {
                    views.add(view);
                }
            }
        }
        return views;
    }

    private boolean readWhole() {
        Set<Facet> read = EnumSet.noneOf(Facet.class);
        for (ProviderSnapshot.FacetReport report : snapshot.facets()) {
            if (report.region().equals(region.name()) && report.project().equals(project.id())) {
                switch (report.outcome()) {
                    case OK -> read.add(report.facet());
                    // The region has no such service.
                    case SKIPPED -> {}
                    case FAILED, FORBIDDEN -> {
                        return false;
                    }
                }
            }
        }
        return read.containsAll(NEEDED);
    }

    /** What keeps the messages of one project and region in order. */
    String key() {
        return String.join("|", snapshot.provider().name(), region.name(), project.id());
    }

    List<Service> services(ServiceType type) {
        return region.services().stream().filter(it -> it.type() == type).toList();
    }

    List<Quota> quotas(ServiceType type) {
        return snapshot.quotas().stream()
                .filter(it -> it.service() == type)
                .filter(it -> it.region().equals(region.name()))
                .filter(it -> it.project().equals(project.id()))
                .toList();
    }

    List<Flavor> flavors() {
        return snapshot.flavors().stream()
                .filter(it -> it.region().equals(region.name()))
                .filter(it -> it.shared() || it.projects().contains(project.id()))
                .toList();
    }

    List<Image> images() {
        return snapshot.images().stream()
                .filter(it -> it.region().equals(region.name()))
                .filter(it -> it.shared() || it.projects().contains(project.id()))
                .toList();
    }

    List<Network> networks() {
        return snapshot.networks().stream()
                .filter(it -> it.region().equals(region.name()))
                .filter(it ->
                        it.shared()
                                || it.uses().stream()
                                        .anyMatch(use -> use.project().equals(project.id())))
                .toList();
    }
}
