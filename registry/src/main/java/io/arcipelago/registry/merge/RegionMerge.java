package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges the regions. One that holds items goes only when a person says so: with it would go all of
 * them, and its name in the configuration may have been mistyped.
 */
final class RegionMerge {

    private final Context context;

    RegionMerge(Context context) {
        this.context = context;
    }

    List<Region> merge(ProviderState known, List<Region> seen) {
        Map<String, Region> knownByName =
                known.regions().stream()
                        .collect(Collectors.toMap(Region::name, Function.identity()));
        Set<String> seenNames = seen.stream().map(Region::name).collect(Collectors.toSet());
        List<Region> merged = new ArrayList<>();
        for (Region region : seen) {
            context.losses().look(region.name(), Facet.IDENTITY);
            Region old = knownByName.get(region.name());
            merged.add(with(region, old, known));
        }
        known.regions().stream()
                .filter(region -> !seenNames.contains(region.name()))
                .filter(region -> stays(region.name(), items(known, region.name())))
                .forEach(merged::add);
        merged.sort(Comparator.comparing(Region::name));
        return merged;
    }

    private boolean stays(String region, int items) {
        if (!context.configuredMayGo()) {
            return true;
        }
        return items > 0 && !context.losses().released(region, Facet.IDENTITY, items, items);
    }

    private static int items(ProviderState known, String region) {
        return Math.toIntExact(
                Stream.of(
                                known.flavors().stream().map(item -> item.region()),
                                known.images().stream().map(item -> item.region()),
                                known.networks().stream().map(item -> item.region()),
                                known.quotas().stream().map(item -> item.region()))
                        .flatMap(Function.identity())
                        .filter(region::equals)
                        .count());
    }

    private Region with(Region seen, @Nullable Region before, ProviderState known) {
        List<Service> old = before == null ? List.of() : before.services();
        boolean catalogRead = !context.readWell(seen.name(), Facet.IDENTITY).isEmpty();
        Set<ServiceType> seenTypes =
                seen.services().stream().map(Service::type).collect(Collectors.toSet());
        Set<String> seenEndpoints =
                seen.services().stream().map(RegionMerge::key).collect(Collectors.toSet());
        List<Service> services =
                Stream.concat(
                                seen.services().stream(),
                                old.stream()
                                        .filter(service -> !seenEndpoints.contains(key(service)))
                                        .filter(service ->
                                                !catalogRead
                                                        || context.keepsEverything()
                                                        || (!seenTypes.contains(service.type())
                                                                && used(
                                                                        service.type(),
                                                                        seen.name(),
                                                                        known))))
                        .sorted(
                                Comparator.comparing(Service::type)
                                        .thenComparing(Service::endpoint))
                        .toList();
        return new Region(
                seen.name(),
                seen.description(),
                seen.overbookingCpu(),
                seen.overbookingRam(),
                seen.bandwidthIn(),
                seen.bandwidthOut(),
                location(seen, before),
                services);
    }

    /** A place that was refused is not a place that was taken away. */
    private @Nullable Location location(Region seen, @Nullable Region before) {
        boolean refused =
                context.read().refused().contains(ItemKey.region(context.provider(), seen.name()));
        return seen.location() == null && before != null && refused
                ? before.location()
                : seen.location();
    }

    /** A catalog that lost the service of items that are known is more likely to be broken. */
    private static boolean used(ServiceType type, String region, ProviderState known) {
        return known.quotas().stream()
                        .anyMatch(quota -> quota.region().equals(region) && quota.service() == type)
                || (type == ServiceType.COMPUTE
                        && known.flavors().stream()
                                .anyMatch(flavor -> flavor.region().equals(region)))
                || (type == ServiceType.NETWORK
                        && known.networks().stream()
                                .anyMatch(network -> network.region().equals(region)));
    }

    private static String key(Service service) {
        return service.type().wire() + ' ' + service.endpoint();
    }
}
