package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ItemKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the quotas. Limits and usage are the provider's, and change for the projects for which
 * they were read well; limits for one person are the configuration's.
 */
final class QuotaMerge {

    private static final Comparator<Quota> ORDER =
            Comparator.comparing(Quota::region)
                    .thenComparing(Quota::project)
                    .thenComparing(Quota::service)
                    .thenComparing(Quota::role);

    private final Context context;

    QuotaMerge(Context context) {
        this.context = context;
    }

    /**
     * @param configured the projects that the snapshot names
     */
    List<Quota> merge(
            List<Quota> known,
            List<Quota> seen,
            Set<String> regions,
            Set<String> projects,
            Set<String> configured) {
        Set<ItemKey> seenKeys = new HashSet<>();
        List<Quota> merged = new ArrayList<>();
        for (Quota quota : seen) {
            if (quota.role() == QuotaRole.PER_USER || readWell(quota)) {
                seenKeys.add(key(quota));
                merged.add(quota);
            }
        }
        Map<Hold.Key, List<Quota>> lost = new HashMap<>();
        Map<Hold.Key, Integer> counts = new HashMap<>();
        for (Quota quota : known) {
            if (!regions.contains(quota.region()) || !projects.contains(quota.project())) {
                continue;
            }
            if (quota.role() != QuotaRole.PER_USER) {
                counts.merge(place(quota), 1, Integer::sum);
            }
            if (seenKeys.contains(key(quota))) {
                continue;
            }
            if (stays(quota, configured)) {
                merged.add(quota);
            } else if (quota.role() != QuotaRole.PER_USER) {
                lost.computeIfAbsent(place(quota), absent -> new ArrayList<>()).add(quota);
            }
        }
        for (String region : regions) {
            for (ServiceType service : ServiceType.values()) {
                settle(new Hold.Key(region, facet(service)), counts, lost, merged);
            }
        }
        return merged.stream()
                .filter(quota -> regions.contains(quota.region()))
                .filter(quota -> projects.contains(quota.project()))
                .sorted(ORDER)
                .toList();
    }

    private void settle(
            Hold.Key place,
            Map<Hold.Key, Integer> counts,
            Map<Hold.Key, List<Quota>> lost,
            List<Quota> merged) {
        if (place.facet() == Facet.IDENTITY
                || context.readWell(place.region(), place.facet()).isEmpty()) {
            return;
        }
        context.losses().look(place.region(), place.facet());
        List<Quota> gone = lost.getOrDefault(place, List.of());
        if (!context.losses()
                .mayGo(place.region(), place.facet(), counts.getOrDefault(place, 0), gone.size())) {
            merged.addAll(gone);
        }
    }

    private boolean stays(Quota quota, Set<String> configured) {
        if (context.keepsEverything() || context.read().refused().contains(key(quota))) {
            return true;
        }
        return quota.role() == QuotaRole.PER_USER
                ? !context.configuredMayGo() || !configured.contains(quota.project())
                : !readWell(quota);
    }

    private boolean readWell(Quota quota) {
        return context.readWell(quota.region(), facet(quota.service())).contains(quota.project());
    }

    private ItemKey key(Quota quota) {
        return ItemKey.quota(
                context.provider(), quota.region(), quota.project(), quota.service(), quota.role());
    }

    private static Hold.Key place(Quota quota) {
        return new Hold.Key(quota.region(), facet(quota.service()));
    }

    /** The facet with which a service's quotas are read. */
    static Facet facet(ServiceType service) {
        return switch (service) {
            case BLOCK_STORAGE -> Facet.BLOCK_STORAGE_QUOTA;
            case COMPUTE -> Facet.COMPUTE_QUOTA;
            case IDENTITY -> Facet.IDENTITY;
            case NETWORK -> Facet.NETWORK_QUOTA;
            case OBJECT_STORE -> Facet.OBJECT_STORE;
        };
    }
}
