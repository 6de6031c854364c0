package io.arcipelago.registry.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges what projects see in common.
 *
 * <p>A project whose facet was not read well has said nothing: its private items stay its own. A
 * shared item is gone only if somebody looked and nobody saw it. An item that becomes private is
 * private at once, for those who still see it.
 */
final class SharedItems<T> {

    private final Sharing<T> sharing;
    private final Context context;

    SharedItems(Sharing<T> sharing, Context context) {
        this.sharing = sharing;
        this.context = context;
    }

    /**
     * @param regions the regions that there are after the merge
     * @param projects the projects that there are after the merge
     */
    List<T> merge(List<T> known, List<T> seen, Set<String> regions, Set<String> projects) {
        Map<String, List<T>> knownByRegion =
                known.stream().collect(Collectors.groupingBy(sharing::region));
        Map<String, List<T>> seenByRegion =
                seen.stream().collect(Collectors.groupingBy(sharing::region));
        List<T> merged = new ArrayList<>();
        for (String region : regions) {
            merged.addAll(
                    mergeRegion(
                            region,
                            knownByRegion.getOrDefault(region, List.of()),
                            seenByRegion.getOrDefault(region, List.of())));
        }
        return merged.stream()
                .map(item -> sharing.only(item, projects))
                .filter(item -> sharing.shared(item) || !sharing.users(item).isEmpty())
                .sorted(Comparator.comparing(sharing::region).thenComparing(sharing::id))
                .toList();
    }

    private List<T> mergeRegion(String region, List<T> known, List<T> seen) {
        Set<String> looked = context.readWell(region, sharing.facet());
        if (looked.isEmpty()) {
            if (!seen.isEmpty()) {
                context.warn(
                        "region " + region,
                        "%d %s were not taken: no project's reading of them ended well"
                                .formatted(seen.size(), sharing.facet().wire()),
                        "Report the facet with outcome ok for the projects that saw them");
            }
            return known;
        }
        context.losses().look(region, sharing.facet());
        Map<String, T> knownById =
                known.stream().collect(Collectors.toMap(sharing::id, Function.identity()));
        Set<String> seenIds = seen.stream().map(sharing::id).collect(Collectors.toSet());
        List<T> merged = new ArrayList<>();
        for (T item : seen) {
            merged.add(replaced(item, knownById.get(sharing.id(item)), looked));
        }
        List<T> lost = new ArrayList<>();
        for (T item : known) {
            if (!seenIds.contains(sharing.id(item))) {
                unseen(item, looked, merged, lost);
            }
        }
        if (!context.losses().mayGo(region, sharing.facet(), known.size(), lost.size())) {
            merged.addAll(lost);
        }
        return merged;
    }

    private T replaced(T item, @Nullable T known, Set<String> looked) {
        if (known == null) {
            return sharing.joined(item, item, Set.of());
        }
        boolean becamePrivate = sharing.shared(known) && !sharing.shared(item);
        return sharing.joined(
                item, known, becamePrivate ? Set.of() : silent(sharing.users(known), looked));
    }

    private void unseen(T item, Set<String> looked, List<T> merged, List<T> lost) {
        if (context.keepsEverything()
                || context.read().refused().contains(sharing.key(context.provider(), item))) {
            merged.add(item);
            return;
        }
        Set<String> silent = silent(sharing.users(item), looked);
        if (sharing.shared(item) || silent.isEmpty()) {
            lost.add(item);
        } else {
            merged.add(sharing.only(item, silent));
        }
    }

    /** The projects that said nothing this time. */
    private Set<String> silent(Set<String> users, Set<String> looked) {
        if (context.keepsEverything()) {
            return users;
        }
        Set<String> silent = new HashSet<>(users);
        silent.removeAll(looked);
        return silent;
    }
}
