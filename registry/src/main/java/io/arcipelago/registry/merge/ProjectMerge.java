package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Merges the projects, which the configuration names and the provider describes. */
final class ProjectMerge {

    private final Context context;

    ProjectMerge(Context context) {
        this.context = context;
    }

    List<Project> merge(List<Project> known, List<Project> seen) {
        Map<String, Project> knownById =
                known.stream().collect(Collectors.toMap(Project::id, Function.identity()));
        Set<String> seenIds = seen.stream().map(Project::id).collect(Collectors.toSet());
        Set<String> described =
                context.read().snapshot().facets().stream()
                        .filter(report -> report.facet() == Facet.IDENTITY)
                        .filter(report -> report.outcome() == FacetOutcome.OK)
                        .map(FacetReport::project)
                        .collect(Collectors.toSet());
        List<Project> lost =
                known.stream().filter(project -> !seenIds.contains(project.id())).toList();
        return Stream.concat(
                        seen.stream()
                                .map(project ->
                                        named(project, knownById.get(project.id()), described)),
                        mayGo(known.size(), lost.size()) ? Stream.empty() : lost.stream())
                .sorted(Comparator.comparing(Project::id))
                .toList();
    }

    /** Without a login nobody can tell the project's name. */
    private static Project named(Project seen, @Nullable Project known, Set<String> described) {
        return known == null || described.contains(seen.id())
                ? seen
                : new Project(seen.id(), known.name(), known.description(), seen.agreement());
    }

    private boolean mayGo(int known, int lost) {
        if (lost == 0) {
            context.losses().look("", Facet.IDENTITY);
            return true;
        }
        if (!context.configuredMayGo()) {
            if (!context.keepsEverything()) {
                context.warn(
                        "projects",
                        "%d known projects are not in the snapshot, and stay because some of it was"
                                        .formatted(lost)
                                + " rejected",
                        "Correct what was rejected; then they go");
            }
            return false;
        }
        context.losses().look("", Facet.IDENTITY);
        return context.losses().mayGo("", Facet.IDENTITY, known, lost);
    }
}
