package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.feeder.config.ProviderConfig;
import io.arcipelago.openstack.ProjectDetails;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Reads a provider as its projects see it. What cannot be read is reported, never guessed. */
@Component
public class ProviderScan {

    private static final Set<Facet> OF_KUBERNETES =
            EnumSet.of(Facet.IDENTITY, Facet.COMPUTE_QUOTA, Facet.BLOCK_STORAGE_QUOTA);

    private final SiteConnections sites;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final Semaphore room;

    public ProviderScan(
            SiteConnections sites,
            AccessTokens tokens,
            ScanSettings settings,
            InstantSource clock) {
        this.sites = sites;
        this.tokens = tokens;
        this.clock = clock;
        this.room = new Semaphore(settings.concurrency(), true);
    }

    /** Blocks until every project was read in every region. */
    public ProviderSnapshot scan(ProviderConfig config) throws InterruptedException {
        Instant begun = clock.instant();
        Optional<String> skipped = reasonToSkip(config);
        return skipped.isPresent()
                ? unread(config, begun, skipped.get())
                : snapshot(config, begun, read(config));
    }

    private static Optional<String> reasonToSkip(ProviderConfig config) {
        if (config.provider().status() != ProviderStatus.ACTIVE) {
            return Optional.of(
                    "the provider's status is '" + config.provider().status().wire() + "'");
        }
        return config.provider().type() == ProviderType.KUBERNETES
                ? Optional.of("scanning Kubernetes providers is not there yet")
                : Optional.empty();
    }

    private ProviderSnapshot unread(ProviderConfig config, Instant begun, String reason) {
        Set<Facet> facets =
                config.provider().type() == ProviderType.KUBERNETES
                        ? OF_KUBERNETES
                        : EnumSet.allOf(Facet.class);
        List<FacetReport> reports = new ArrayList<>();
        for (Region region : config.regions()) {
            for (ProjectConfig project : config.projects()) {
                for (Facet facet : facets) {
                    reports.add(
                            new FacetReport(
                                    region.name(),
                                    project.id(),
                                    facet,
                                    FacetOutcome.SKIPPED,
                                    reason,
                                    begun));
                }
            }
        }
        return new ProviderSnapshot(
                begun,
                config.provider(),
                config.identityProviders(),
                config.regions(),
                projects(config, List.of()),
                reports,
                List.of(),
                List.of(),
                List.of(),
                perUser(config),
                List.of());
    }

    private List<ProjectReading> read(ProviderConfig config) throws InterruptedException {
        SiteConnections.Site site = sites.at(config.provider().endpoint());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ProjectReading>> running = new ArrayList<>();
            for (Region region : config.regions()) {
                for (ProjectConfig project : config.projects()) {
                    running.add(threads.submit(() -> read(config, site, region.name(), project)));
                }
            }
            try {
                List<ProjectReading> readings = new ArrayList<>();
                for (Future<ProjectReading> future : running) {
                    readings.add(future.get());
                }
                return readings;
            } catch (InterruptedException e) {
                // The executor's end waits for its threads, so they must be told first.
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException(
                        "A project's reading failed unforeseen", e.getCause());
            }
        }
    }

    /** Waits for the site first: a slow site must not take the places of the others. */
    private ProjectReading read(
            ProviderConfig config, SiteConnections.Site site, String region, ProjectConfig project)
            throws InterruptedException {
        site.room().acquire();
        try {
            room.acquire();
            try {
                return ProjectReader.read(
                        site.connection(),
                        config.issuerOf(project),
                        project,
                        region,
                        tokens,
                        clock);
            } finally {
                room.release();
            }
        } finally {
            site.room().release();
        }
    }

    /** Puts together what the projects saw. */
    static ProviderSnapshot snapshot(
            ProviderConfig config, Instant begun, List<ProjectReading> readings) {
        List<Finding> findings = new ArrayList<>();
        readings.forEach(it ->
                it.findings().stream()
                        .filter(found -> !findings.contains(found))
                        .forEach(findings::add));
        List<Region> regions =
                config.regions().stream().map(it -> supplied(config, it, readings)).toList();
        List<Quota> quotas = new ArrayList<>(perUser(config));
        readings.forEach(it -> quotas.addAll(it.quotas()));
        return new ProviderSnapshot(
                begun,
                config.provider(),
                config.identityProviders(),
                regions,
                projects(config, readings),
                readings.stream().flatMap(it -> it.reports().stream()).toList(),
                Flavors.of(readings, findings),
                Images.of(readings, config.imageTags(), findings),
                Networks.of(readings, config.networkTags(), findings),
                quotas,
                findings);
    }

    private static Region supplied(
            ProviderConfig config, Region region, List<ProjectReading> readings) {
        return new Region(
                region.name(),
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                region.location(),
                Services.of(config.provider().endpoint(), region.name(), readings));
    }

    private static List<Project> projects(ProviderConfig config, List<ProjectReading> readings) {
        List<Project> projects = new ArrayList<>();
        for (ProjectConfig project : config.projects()) {
            Optional<ProjectDetails> details =
                    readings.stream()
                            .filter(it -> it.projectId().equals(project.id()))
                            .flatMap(it -> it.details().stream())
                            .findFirst();
            projects.add(
                    new Project(
                            project.id(),
                            details.map(ProjectDetails::name)
                                    .filter(it -> !it.isEmpty())
                                    .or(project::displayName)
                                    .orElse(project.id()),
                            details.map(ProjectDetails::description).orElse(""),
                            project.agreement()));
        }
        return projects;
    }

    private static List<Quota> perUser(ProviderConfig config) {
        List<Quota> quotas = new ArrayList<>();
        for (Region region : config.regions()) {
            config.projects().forEach(it -> quotas.addAll(QuotaNames.perUser(region.name(), it)));
        }
        return quotas;
    }
}
