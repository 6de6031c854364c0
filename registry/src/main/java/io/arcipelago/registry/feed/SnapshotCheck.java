package io.arcipelago.registry.feed;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.merge.Reading;
import io.arcipelago.registry.state.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks a snapshot item by item. One bad item costs that item; only a snapshot that does not say
 * which provider it is of, or when it was taken, is refused whole.
 */
final class SnapshotCheck {

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int MOST_FINDINGS = 500;

    private final Refusals refusals = new Refusals();
    private final ProviderSnapshot snapshot;
    private final Instant now;

    private SnapshotCheck(ProviderSnapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    /**
     * @param owner the group for which another provider declares the agreement of a document id
     * @throws ApiFailure 400 if nothing of it can be used
     */
    static Reading check(
            ProviderSnapshot snapshot, Function<String, Optional<GroupKey>> owner, Instant now) {
        return new SnapshotCheck(snapshot, now).reading(owner);
    }

    private Reading reading(Function<String, Optional<GroupKey>> owner) {
        Provider provider = provider();
        ConfigurationCheck configuration = new ConfigurationCheck(provider, refusals);
        List<Region> regions = configuration.regions(snapshot.regions());
        List<IdentityProvider> issuers = configuration.issuers(snapshot.identityProviders(), owner);
        Set<String> documents =
                issuers.stream()
                        .flatMap(issuer -> issuer.userGroups().stream())
                        .flatMap(group -> group.agreements().stream())
                        .map(ServiceLevelAgreement::documentId)
                        .collect(Collectors.toSet());
        List<Project> projects = configuration.projects(snapshot.projects(), documents);
        Set<String> regionNames = regions.stream().map(Region::name).collect(Collectors.toSet());
        Set<String> projectIds = projects.stream().map(Project::id).collect(Collectors.toSet());
        ItemCheck items = new ItemCheck(provider, regionNames, projectIds, refusals);
        ProviderSnapshot sound =
                new ProviderSnapshot(
                        snapshot.takenAt().truncatedTo(ChronoUnit.MICROS),
                        provider,
                        issuers,
                        regions,
                        projects,
                        facets(regionNames, projectIds),
                        items.flavors(snapshot.flavors()),
                        items.images(snapshot.images()),
                        items.networks(snapshot.networks()),
                        items.quotas(snapshot.quotas()),
                        findings());
        return new Reading(sound, refusals.refused(), refusals.findings());
    }

    private Provider provider() {
        Provider provider = snapshot.provider();
        Optional<Fault> fault =
                Values.name("name", provider.name()).or(() -> Values.storable(provider));
        if (fault.isPresent()) {
            throw bad("The provider cannot be taken: " + fault.get().message());
        }
        if (!Values.url(provider.endpoint())) {
            throw bad(
                    "The endpoint of provider %s is '%s'; it must be a URL with http or https."
                            .formatted(provider.name(), Values.shortened(provider.endpoint())));
        }
        if (snapshot.takenAt().isAfter(now.plus(SKEW))) {
            throw bad(
                    "The snapshot of %s was taken at %s, which has not come yet; set the clocks of"
                                    .formatted(provider.name(), snapshot.takenAt())
                            + " the feeder and the registry.");
        }
        List<String> emails = new ArrayList<>();
        for (String email : provider.supportEmails()) {
            if (Values.email(email)) {
                emails.add(email);
            } else {
                refusals.warn(
                        "provider " + provider.name(),
                        new Fault(
                                "'%s' is not an e-mail address".formatted(Values.shortened(email)),
                                "Correct it; it is left out until then"));
            }
        }
        return new Provider(
                provider.name(),
                provider.type(),
                provider.description(),
                provider.status(),
                provider.isPublic(),
                emails,
                provider.endpoint());
    }

    private List<FacetReport> facets(Set<String> regions, Set<String> projects) {
        Set<List<Object>> seen = new HashSet<>();
        List<FacetReport> sound = new ArrayList<>();
        for (FacetReport report : snapshot.facets()) {
            boolean known =
                    regions.contains(report.region()) && projects.contains(report.project());
            boolean first = seen.add(List.of(report.region(), report.project(), report.facet()));
            if (known && first && Values.storable(report).isEmpty()) {
                sound.add(timely(report));
            }
        }
        int dropped = snapshot.facets().size() - sound.size();
        if (dropped > 0) {
            refusals.warn(
                    "facets",
                    new Fault(
                            dropped
                                    + " reports name an unknown region or project, or a facet twice",
                            "Report each facet of each region and project once"));
        }
        return sound;
    }

    /** Nothing was read later than now. */
    private FacetReport timely(FacetReport report) {
        Instant at = report.at().isAfter(now) ? now : report.at();
        return new FacetReport(
                report.region(),
                report.project(),
                report.facet(),
                report.outcome(),
                report.reason() == null
                        ? null
                        : report.reason()
                                .substring(
                                        0, Math.min(report.reason().length(), Values.LONGEST_TEXT)),
                at.truncatedTo(ChronoUnit.MICROS));
    }

    private List<Finding> findings() {
        return snapshot.findings().stream()
                .filter(finding -> Values.storable(finding).isEmpty())
                .limit(MOST_FINDINGS)
                .toList();
    }

    private static ApiFailure bad(String message) {
        return ApiFailure.badRequest("snapshot-unusable", message);
    }
}
