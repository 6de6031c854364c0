package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.RegistrySettings.Guard;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a snapshot makes of what was known. Absence is not deletion: an item goes only if it was
 * looked for and not seen, if the provider is in service, and if not too much goes at once.
 */
public final class Merge {

    private Merge() {}

    /**
     * Merges a snapshot that is newer than what is known.
     *
     * @param known empty for a provider that was never heard of
     */
    public static Merged of(Optional<ProviderState> known, Reading read, Guard guard) {
        ProviderState before = known.orElseGet(() -> nothing(read.snapshot()));
        ProviderSnapshot snapshot = read.snapshot();
        Losses losses = new Losses(guard, before.holds(), snapshot.takenAt());
        Provider shown = before.settings().over(snapshot.provider());
        Context context = new Context(read, shown, losses);

        List<Region> regions = new RegionMerge(context).merge(before, snapshot.regions());
        List<Project> projects =
                new ProjectMerge(context).merge(before.projects(), snapshot.projects());
        Set<String> regionNames =
                regions.stream()
                        .map(Region::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> projectIds = projects.stream().map(Project::id).collect(Collectors.toSet());
        Set<String> configured =
                snapshot.projects().stream().map(Project::id).collect(Collectors.toSet());

        ProviderState merged =
                new ProviderState(
                        before.uid(),
                        before.generation(),
                        before.changedAt(),
                        snapshot.takenAt(),
                        shown,
                        snapshot.provider(),
                        before.settings(),
                        new IssuerMerge(context)
                                .merge(
                                        before.identityProviders(),
                                        snapshot.identityProviders(),
                                        projects),
                        regions,
                        projects,
                        new SharedItems<>(new Sharing.OfFlavors(), context)
                                .merge(
                                        before.flavors(),
                                        snapshot.flavors(),
                                        regionNames,
                                        projectIds),
                        new SharedItems<>(new Sharing.OfImages(), context)
                                .merge(before.images(), snapshot.images(), regionNames, projectIds),
                        new SharedItems<>(new Sharing.OfNetworks(), context)
                                .merge(
                                        before.networks(),
                                        snapshot.networks(),
                                        regionNames,
                                        projectIds),
                        new QuotaMerge(context)
                                .merge(
                                        before.quotas(),
                                        snapshot.quotas(),
                                        regionNames,
                                        projectIds,
                                        configured),
                        facets(before.facets(), snapshot.facets(), regionNames, projectIds),
                        losses.holds(regionNames),
                        List.of(),
                        before.downtimes());
        List<Finding> findings =
                Stream.of(read.findings(), snapshot.findings(), context.findings())
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
        return settled(known, standing(merged, findings), snapshot.takenAt(), losses.notes());
    }

    /**
     * The state with other words of administrators, as a generation of its own if that changes
     * anything.
     */
    public static Merged withSettings(
            ProviderState known, ProviderSettings settings, Instant changedAt) {
        ProviderState merged =
                new ProviderState(
                        known.uid(),
                        known.generation(),
                        known.changedAt(),
                        known.heardAt(),
                        settings.over(known.declared()),
                        known.declared(),
                        settings,
                        known.identityProviders(),
                        known.regions(),
                        known.projects(),
                        known.flavors(),
                        known.images(),
                        known.networks(),
                        known.quotas(),
                        known.facets(),
                        known.holds(),
                        known.findings(),
                        known.downtimes());
        return settled(
                Optional.of(known), standing(merged, known.findings()), changedAt, List.of());
    }

    private static ProviderState nothing(ProviderSnapshot snapshot) {
        Provider provider = snapshot.provider();
        return new ProviderState(
                ItemKey.provider(provider).derivedUid(),
                0,
                snapshot.takenAt(),
                snapshot.takenAt(),
                provider,
                provider,
                ProviderSettings.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Merged settled(
            Optional<ProviderState> known, ProviderState merged, Instant at, List<String> notes) {
        List<Change> changes = Change.between(known, merged);
        return new Merged(
                changes.isEmpty() ? merged : merged.at(merged.generation() + 1, at),
                changes,
                notes);
    }

    /** An active provider of which not everything could be seen is limited. */
    private static ProviderState standing(ProviderState state, List<Finding> findings) {
        boolean blind =
                !state.holds().isEmpty() || state.facets().stream().anyMatch(Merge::wentWrong);
        Provider shown = state.settings().over(state.declared());
        boolean limited = shown.status() == ProviderStatus.ACTIVE && blind;
        return state.told(limited ? withStatus(shown, ProviderStatus.LIMITED) : shown, findings);
    }

    private static boolean wentWrong(FacetStanding facet) {
        return switch (facet.outcome()) {
            case OK, SKIPPED -> false;
            case FAILED, FORBIDDEN -> true;
        };
    }

    /** The same provider in another status. */
    public static Provider withStatus(Provider provider, ProviderStatus status) {
        return new Provider(
                provider.name(),
                provider.type(),
                provider.description(),
                status,
                provider.isPublic(),
                provider.supportEmails(),
                provider.endpoint());
    }

    private static List<FacetStanding> facets(
            List<FacetStanding> known,
            List<FacetReport> reports,
            Set<String> regions,
            Set<String> projects) {
        Map<FacetStanding.Key, FacetStanding> facets = new HashMap<>();
        known.forEach(facet -> facets.put(facet.key(), facet));
        for (FacetReport report : reports) {
            FacetStanding.Key key =
                    new FacetStanding.Key(report.region(), report.project(), report.facet());
            FacetStanding old = facets.get(key);
            facets.put(
                    key,
                    new FacetStanding(
                            report.region(),
                            report.project(),
                            report.facet(),
                            report.outcome(),
                            report.at(),
                            report.outcome() == FacetOutcome.OK
                                    ? report.at()
                                    : old == null ? null : old.goodAt(),
                            report.reason()));
        }
        return facets.values().stream()
                .filter(facet -> regions.contains(facet.region()))
                .filter(facet -> projects.contains(facet.project()))
                .sorted(
                        Comparator.comparing(FacetStanding::region)
                                .thenComparing(FacetStanding::project)
                                .thenComparing(FacetStanding::facet))
                .toList();
    }
}
