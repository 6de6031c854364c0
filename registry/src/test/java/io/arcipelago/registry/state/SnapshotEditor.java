package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes the next reading of a provider out of the last one. */
public final class SnapshotEditor {

    private Instant takenAt;
    private Provider provider;
    private final List<IdentityProvider> issuers;
    private final List<Region> regions;
    private final List<Project> projects;
    private final List<FacetReport> facets;
    private final List<Flavor> flavors;
    private final List<Image> images;
    private final List<Network> networks;
    private final List<Quota> quotas;
    private final List<Finding> findings;

    private SnapshotEditor(ProviderSnapshot last) {
        takenAt = last.takenAt();
        provider = last.provider();
        issuers = new ArrayList<>(last.identityProviders());
        regions = new ArrayList<>(last.regions());
        projects = new ArrayList<>(last.projects());
        facets = new ArrayList<>(last.facets());
        flavors = new ArrayList<>(last.flavors());
        images = new ArrayList<>(last.images());
        networks = new ArrayList<>(last.networks());
        quotas = new ArrayList<>(last.quotas());
        findings = new ArrayList<>(last.findings());
    }

    /** One minute after the last one, with the same in it. */
    public static SnapshotEditor after(ProviderSnapshot last) {
        return new SnapshotEditor(last).later(Duration.ofMinutes(1));
    }

    public SnapshotEditor later(Duration time) {
        takenAt = takenAt.plus(time);
        facets.replaceAll(report -> report(report, report.outcome(), takenAt));
        return this;
    }

    public SnapshotEditor provider(UnaryOperator<Provider> change) {
        provider = change.apply(provider);
        return this;
    }

    public SnapshotEditor status(ProviderStatus status) {
        return provider(known ->
                new Provider(
                        known.name(),
                        known.type(),
                        known.description(),
                        status,
                        known.isPublic(),
                        known.supportEmails(),
                        known.endpoint()));
    }

    /** What a project's facets of these kinds ended with; what they saw is left in. */
    public SnapshotEditor outcome(Predicate<FacetReport> which, FacetOutcome outcome) {
        facets.replaceAll(report -> which.test(report) ? report(report, outcome, takenAt) : report);
        return this;
    }

    public SnapshotEditor outcome(String project, FacetOutcome outcome) {
        return outcome(report -> report.project().equals(project), outcome);
    }

    public SnapshotEditor outcome(String project, Facet facet, FacetOutcome outcome) {
        return outcome(
                report -> report.project().equals(project) && report.facet() == facet, outcome);
    }

    private static FacetReport report(FacetReport report, FacetOutcome outcome, Instant at) {
        return new FacetReport(
                report.region(),
                report.project(),
                report.facet(),
                outcome,
                outcome == FacetOutcome.OK ? null : "It did not answer",
                at);
    }

    public List<FacetReport> facets() {
        return facets;
    }

    public List<IdentityProvider> issuers() {
        return issuers;
    }

    public List<Region> regions() {
        return regions;
    }

    public List<Project> projects() {
        return projects;
    }

    public List<Flavor> flavors() {
        return flavors;
    }

    public List<Image> images() {
        return images;
    }

    public List<Network> networks() {
        return networks;
    }

    public List<Quota> quotas() {
        return quotas;
    }

    public List<Finding> findings() {
        return findings;
    }

    public ProviderSnapshot snapshot() {
        return new ProviderSnapshot(
                takenAt, provider, issuers, regions, projects, facets, flavors, images, networks,
                quotas, findings);
    }
}
