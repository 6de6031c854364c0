package io.arcipelago.registry.feed;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.Items;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what was read from the provider. */
final class ItemCheck {

    private static final List<String> OS_TYPES = List.of("Linux", "Windows", "MacOS");

    private final Provider provider;
    private final Set<String> regions;
    private final Set<String> projects;
    private final Refusals refusals;

    ItemCheck(Provider provider, Set<String> regions, Set<String> projects, Refusals refusals) {
        this.provider = provider;
        this.regions = regions;
        this.projects = projects;
        this.refusals = refusals;
    }

    List<Flavor> flavors(List<Flavor> flavors) {
        return refusals
                .sound(
                        flavors,
                        flavor -> ItemKey.flavor(provider, flavor.region(), flavor.id()),
                        flavor -> place(flavor.region(), "flavor", flavor.name(), flavor.id()),
                        flavor ->
                                Stream.of(
                                        Values.name("id", flavor.id()),
                                        Values.name("name", flavor.name()),
                                        region(flavor.region()),
                                        Values.notNegative("number of vCPUs", flavor.vcpus()),
                                        Values.notNegative("RAM", flavor.ramMib()),
                                        Values.notNegative("disk", flavor.diskGib()),
                                        Values.notNegative("swap", flavor.swapMib()),
                                        Values.notNegative("ephemeral disk", flavor.ephemeralGib()),
                                        Values.notNegative("number of GPUs", flavor.gpus()),
                                        gpus(flavor)))
                .stream()
                .map(flavor -> Items.with(flavor, users(flavor.shared(), flavor.projects())))
                .toList();
    }

    private static Optional<Fault> gpus(Flavor flavor) {
        return flavor.gpus() == 0 && (flavor.gpuModel() != null || flavor.gpuVendor() != null)
                ? Optional.of(
                        new Fault(
                                "It names a GPU and has none",
                                "Give the number of GPUs, or leave model and vendor out"))
                : Optional.empty();
    }

    List<Image> images(List<Image> images) {
        return refusals
                .sound(
                        images,
                        image -> ItemKey.image(provider, image.region(), image.id()),
                        image -> place(image.region(), "image", image.name(), image.id()),
                        image ->
                                Stream.of(
                                        Values.name("id", image.id()),
                                        Values.name("name", image.name()),
                                        region(image.region())))
                .stream()
                .map(this::withOsType)
                .map(image -> Items.with(image, users(image.shared(), image.projects())))
                .toList();
    }

    private Image withOsType(Image image) {
        String type = image.osType();
        if (type == null) {
            return image;
        }
        Optional<String> known = OS_TYPES.stream().filter(type::equalsIgnoreCase).findFirst();
        if (known.isEmpty()) {
            refusals.warn(
                    place(image.region(), "image", image.name(), image.id()),
                    new Fault(
                            "Its os_type is '%s'; it is shown without"
                                    .formatted(Values.shortened(type)),
                            "Use one of " + OS_TYPES));
        }
        return new Image(
                image.region(),
                image.id(),
                image.name(),
                image.description(),
                known.orElse(null),
                image.osDistro(),
                image.osVersion(),
                image.architecture(),
                image.kernelId(),
                image.cudaSupport(),
                image.gpuDriver(),
                image.createdAt(),
                image.tags(),
                image.shared(),
                image.projects());
    }

    List<Network> networks(List<Network> networks) {
        return refusals
                .sound(
                        networks,
                        network -> ItemKey.network(provider, network.region(), network.id()),
                        network -> place(network.region(), "network", network.name(), network.id()),
                        network ->
                                Stream.of(
                                        Values.name("id", network.id()),
                                        Values.name("name", network.name()),
                                        region(network.region()),
                                        mtu(network.mtu())))
                .stream()
                .map(network -> Items.with(network, uses(network)))
                .toList();
    }

    private static Optional<Fault> mtu(@Nullable Integer mtu) {
        return mtu == null || mtu > 0
                ? Optional.empty()
                : Optional.of(new Fault("Its MTU is " + mtu, "Use a number above 0"));
    }

    private List<NetworkUse> uses(Network network) {
        Set<String> seen = new HashSet<>();
        return network.uses().stream()
                .filter(use -> projects.contains(use.project()))
                .filter(use -> seen.add(use.project()))
                .map(use -> withSoundProxy(network, use))
                .toList();
    }

    private NetworkUse withSoundProxy(Network network, NetworkUse use) {
        if (use.proxyHost() == null || Values.hostAndPort(use.proxyHost())) {
            return use;
        }
        refusals.warn(
                place(network.region(), "network", network.name(), network.id()),
                new Fault(
                        "The proxy of project %s is '%s'; it is left out"
                                .formatted(use.project(), Values.shortened(use.proxyHost())),
                        "Use a host name or an address, with :port if it is not 22"));
        return new NetworkUse(use.project(), use.isDefault(), null, null);
    }

    List<Quota> quotas(List<Quota> quotas) {
        return refusals
                .sound(
                        quotas,
                        quota ->
                                ItemKey.quota(
                                        provider,
                                        quota.region(),
                                        quota.project(),
                                        quota.service(),
                                        quota.role()),
                        ItemCheck::place,
                        quota ->
                                Stream.of(
                                        region(quota.region()),
                                        project(quota.project()),
                                        service(quota.service()),
                                        values(quota)))
                .stream()
                .map(this::withKnownValues)
                .toList();
    }

    private static Optional<Fault> values(Quota quota) {
        return quota.values().entrySet().stream()
                .flatMap(value -> fault(quota.role(), value.getKey(), value.getValue()).stream())
                .findFirst();
    }

    private static Optional<Fault> fault(QuotaRole role, String resource, @Nullable Long value) {
        if (!Values.resource(resource)) {
            return Optional.of(
                    new Fault(
                            "'%s' is not a resource".formatted(Values.shortened(resource)),
                            "Use letters, digits, and _ . / -"));
        }
        return value == null || value >= -1 || role == QuotaRole.USAGE
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "Its %s is %d".formatted(resource, value),
                                "Use -1 for no limit, or a number from 0 on"));
    }

    /** A number that is null is unknown, and so is a use that is negative. */
    private Quota withKnownValues(Quota quota) {
        TreeMap<String, Long> known = new TreeMap<>();
        for (Map.Entry<String, Long> entry : quota.values().entrySet()) {
            Long value = entry.getValue();
            if (value == null) {
                continue;
            }
            if (quota.role() == QuotaRole.USAGE && value < 0) {
                refusals.warn(
                        place(quota),
                        new Fault(
                                "The use of %s is %d; it counts as unknown"
                                        .formatted(entry.getKey(), value),
                                "Ask the provider's operators"));
                continue;
            }
            known.put(entry.getKey(), value);
        }
        return new Quota(quota.region(), quota.project(), quota.service(), quota.role(), known);
    }

    private static Optional<Fault> service(ServiceType service) {
        return service == ServiceType.IDENTITY
                ? Optional.of(
                        new Fault(
                                "Identity services have no quotas",
                                "Name the service that keeps the numbers"))
                : Optional.empty();
    }

    private Optional<Fault> region(String name) {
        return regions.contains(name)
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "Its region '%s' is not one of the provider's"
                                        .formatted(Values.shortened(name)),
                                "Name one of " + regions));
    }

    private Optional<Fault> project(String id) {
        return projects.contains(id)
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "Its project '%s' is not one of the provider's"
                                        .formatted(Values.shortened(id)),
                                "Declare the project"));
    }

    /** Projects that are not of the federation are nobody's business. */
    private List<String> users(boolean shared, List<String> users) {
        return shared
                ? List.of()
                : users.stream().filter(projects::contains).distinct().sorted().toList();
    }

    private static String place(String region, String what, String name, String id) {
        return "region %s, %s %s (%s)".formatted(region, what, name, id);
    }

    private static String place(Quota quota) {
        return "region %s, project %s, %s quota (%s)"
                .formatted(
                        quota.region(),
                        quota.project(),
                        quota.service().wire(),
                        quota.role().wire());
    }
}
