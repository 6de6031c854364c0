package io.arcipelago.feeder.scan;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.openstack.CatalogueEndpoint;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.ProjectDetails;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.ServiceType;
import io.arcipelago.openstack.SiteConnection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what one project sees in one region, each facet for itself. */
final class ProjectReader {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectReader.class);

    /** Where Keystone trades access tokens; a refusal there is about the token. */
    private static final String FEDERATION = "/OS-FEDERATION/";

    private static final Map<String, String> ACTIVE = Map.of("status", "active");

    private final String region;
    private final ProjectConfig project;
    private final InstantSource clock;
    private final List<FacetReport> reports = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Quota> quotas = new ArrayList<>();

    private ProjectReader(String region, ProjectConfig project, InstantSource clock) {
        this.region = region;
        this.project = project;
        this.clock = clock;
    }

    static ProjectReading read(
            SiteConnection site,
            IdentityProvider issuer,
            ProjectConfig project,
            String region,
            AccessTokens tokens,
            InstantSource clock) {
        ProjectReader reader = new ProjectReader(region, project, clock);
        return reader.read(site, issuer, tokens);
    }

    private ProjectReading read(SiteConnection site, IdentityProvider issuer, AccessTokens tokens) {
        AtomicReference<String> lastToken = new AtomicReference<>("");
        Credentials credentials =
                new Credentials.FederatedAccessToken(
                        Objects.requireNonNullElse(issuer.name(), ""),
                        Objects.requireNonNullElse(issuer.protocol(), ""),
                        () -> {
                            String token = tokens.token(issuer.endpoint());
                            lastToken.set(token);
                            return token;
                        });
        OpenStackClient client =
                OpenStackClient.open(site, credentials, ProjectScope.id(project.id()), region);
        Optional<ProjectDetails> details =
                facet(
                        Facet.IDENTITY,
                        () -> login(client, issuer.endpoint(), tokens, lastToken::get));
        if (details.isEmpty()) {
            return withoutLogin();
        }
        Optional<List<CatalogueEndpoint>> catalogue = facet(Facet.OBJECT_STORE, client::catalogue);
        Optional<List<Flavor>> flavors =
                facet(
                        client,
                        ServiceType.COMPUTE,
                        Facet.FLAVORS,
                        () -> client.compute().flavors(unreadable("flavor")));
        Optional<List<Image>> images =
                facet(
                        client,
                        ServiceType.IMAGE,
                        Facet.IMAGES,
                        () -> client.images().images(ACTIVE, unreadable("image")));
        Optional<List<Network>> networks =
                facet(
                        client,
                        ServiceType.NETWORK,
                        Facet.NETWORKS,
                        () ->
                                client.network()
                                        .networks(NetworkFilter.all(), unreadable("network")));
        facet(client, ServiceType.COMPUTE, Facet.COMPUTE_QUOTA, () -> client.compute().quotas())
                .ifPresent(it -> quotas.addAll(QuotaNames.compute(region, project.id(), it)));
        facet(
                        client,
                        ServiceType.VOLUME,
                        Facet.BLOCK_STORAGE_QUOTA,
                        () -> client.volumes().quotas())
                .ifPresent(it -> quotas.addAll(QuotaNames.blockStorage(region, project.id(), it)));
        facet(client, ServiceType.NETWORK, Facet.NETWORK_QUOTA, () -> client.network().quotas())
                .ifPresent(it -> quotas.addAll(QuotaNames.network(region, project.id(), it)));
        return new ProjectReading(
                region,
                project,
                details,
                catalogue.orElse(List.of()),
                flavors,
                images,
                networks,
                quotas,
                reports,
                findings);
    }

    private ProjectReading withoutLogin() {
        FacetReport login = reports.getFirst();
        for (Facet facet : Facet.values()) {
            if (facet != Facet.IDENTITY) {
                reports.add(
                        new FacetReport(
                                region,
                                project.id(),
                                facet,
                                login.outcome(),
                                "no login: " + login.reason(),
                                clock.instant()));
            }
        }
        return new ProjectReading(
                region,
                project,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                quotas,
                reports,
                findings);
    }

    /** Tries a second time with a new access token if the site refused the one that was kept. */
    private static ProjectDetails login(
            OpenStackClient client,
            String issuer,
            AccessTokens tokens,
            Supplier<String> lastToken) {
        try {
            return client.project();
        } catch (OpenStackException e) {
            if (e.status() != 401 || !String.valueOf(e.getMessage()).contains(FEDERATION)) {
                throw e;
            }
            String before = lastToken.get();
            tokens.refused(issuer, before);
            if (tokens.token(issuer).equals(before)) {
                throw e;
            }
            return client.project();
        }
    }

    /** A facet of a service, which not every region has. */
    private <T> Optional<T> facet(
            OpenStackClient client, ServiceType service, Facet facet, Supplier<T> reading) {
        if (client.supplies(service)) {
            return facet(facet, reading);
        }
        report(
                facet,
                FacetOutcome.SKIPPED,
                "the site's catalogue has no such service in region " + region);
        return Optional.empty();
    }

    private <T> Optional<T> facet(Facet facet, Supplier<T> reading) {
        try {
            T value = reading.get();
            report(facet, FacetOutcome.OK, null);
            return Optional.of(value);
        } catch (OpenStackException e) {
            report(
                    facet,
                    e.forbidden() ? FacetOutcome.FORBIDDEN : FacetOutcome.FAILED,
                    e.getMessage());
        } catch (NoTokenException e) {
            report(facet, FacetOutcome.FAILED, e.getMessage());
        } catch (RuntimeException e) {
            // An answer that nobody foresaw costs this facet and no other.
            LOG.warn("Facet {} of project {} failed", facet.wire(), project.id(), e);
            report(
                    facet,
                    FacetOutcome.FAILED,
                    "the answer was not understood (" + e.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    private void report(Facet facet, FacetOutcome outcome, @Nullable String reason) {
        reports.add(new FacetReport(region, project.id(), facet, outcome, reason, clock.instant()));
    }

    private Consumer<String> unreadable(String kind) {
        return what ->
                findings.add(
                        new Finding(
                                Severity.REJECTED,
                                "region " + region + ", " + kind,
                                what,
                                "Correct it at the site; all others were taken"));
    }
}
