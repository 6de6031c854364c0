package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.Items;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Follows the name of a region or a project through everything that names it. */
final class Rename {

    private Rename() {}

    static Region with(Region region, Location location) {
        return at(region, location);
    }

    static Region withoutLocation(Region region) {
        return at(region, null);
    }

    private static Region at(Region region, @Nullable Location location) {
        return new Region(
                region.name(),
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                location,
                region.services());
    }

    static Region with(Region region, List<Service> services) {
        return new Region(
                region.name(),
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                region.location(),
                services);
    }

    /** Everything but the project itself. */
    static void project(Draft draft, String old, String now) {
        if (old.equals(now)) {
            return;
        }
        UnaryOperator<String> name = id -> id.equals(old) ? now : id;
        draft.flavors.replaceAll(it -> Items.with(it, it.projects().stream().map(name).toList()));
        draft.images.replaceAll(it -> Items.with(it, it.projects().stream().map(name).toList()));
        draft.networks.replaceAll(it ->
                Items.with(
                        it,
                        it.uses().stream()
                                .map(use ->
                                        new NetworkUse(
                                                name.apply(use.project()),
                                                use.isDefault(),
                                                use.proxyHost(),
                                                use.proxyUser()))
                                .toList()));
        draft.quotas.replaceAll(it ->
                new Quota(
                        it.region(),
                        name.apply(it.project()),
                        it.service(),
                        it.role(),
                        it.values()));
        draft.facets.replaceAll(it -> facet(it, it.region(), name.apply(it.project())));
    }

    /** Everything but the region itself. */
    static void region(Draft draft, String old, String now) {
        if (old.equals(now)) {
            return;
        }
        UnaryOperator<String> name = region -> region.equals(old) ? now : region;
        draft.flavors.replaceAll(it -> flavor(it, name.apply(it.region())));
        draft.images.replaceAll(it -> image(it, name.apply(it.region())));
        draft.networks.replaceAll(it ->
                new Network(
                        name.apply(it.region()),
                        it.id(),
                        it.name(),
                        it.description(),
                        it.external(),
                        it.shared(),
                        it.mtu(),
                        it.tags(),
                        it.uses()));
        draft.quotas.replaceAll(it ->
                new Quota(
                        name.apply(it.region()),
                        it.project(),
                        it.service(),
                        it.role(),
                        it.values()));
        draft.facets.replaceAll(it -> facet(it, name.apply(it.region()), it.project()));
        draft.holds.replaceAll(it ->
                new Hold(
                        name.apply(it.region()),
                        it.facet(),
                        it.known(),
                        it.lost(),
                        it.since(),
                        it.release()));
    }

    private static FacetStanding facet(FacetStanding it, String region, String project) {
        return new FacetStanding(
                region, project, it.facet(), it.outcome(), it.triedAt(), it.goodAt(), it.reason());
    }

    private static Flavor flavor(Flavor it, String region) {
        return new Flavor(
                region,
                it.id(),
                it.name(),
                it.description(),
                it.vcpus(),
                it.ramMib(),
                it.diskGib(),
                it.swapMib(),
                it.ephemeralGib(),
                it.gpus(),
                it.gpuModel(),
                it.gpuVendor(),
                it.infiniband(),
                it.localStorage(),
                it.shared(),
                it.projects());
    }

    private static Image image(Image it, String region) {
        return new Image(
                region,
                it.id(),
                it.name(),
                it.description(),
                it.osType(),
                it.osDistro(),
                it.osVersion(),
                it.architecture(),
                it.kernelId(),
                it.cudaSupport(),
                it.gpuDriver(),
                it.createdAt(),
                it.tags(),
                it.shared(),
                it.projects());
    }
}
