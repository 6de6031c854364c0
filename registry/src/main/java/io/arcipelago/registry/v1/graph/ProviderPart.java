package io.arcipelago.registry.v1.graph;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the things of one provider. */
final class ProviderPart {

    private static final int MIB_PER_GIB = 1024;

    /** Clients read quotas into 32 bits. */
    private static final long MOST = Integer.MAX_VALUE;

    private final Graph graph;
    private final Uids uids;
    private final ProviderState state;
    private final Node provider;
    private final Map<String, Node> regions = new LinkedHashMap<>();
    private final Map<String, Node> projects = new LinkedHashMap<>();
    private final Map<Supply, Node> services = new HashMap<>();
    private final Set<Reach> reached = new HashSet<>();

    /** The service of a type that a region's items belong to: the first one. */
    private record Supply(String region, ServiceType type) {}

    /** A region that a project can use. */
    private record Reach(String region, String project) {}

    ProviderPart(Graph graph, Uids uids, ProviderState state) {
        this.graph = graph;
        this.uids = uids;
        this.state = state;
        this.provider =
                node(
                        Kind.PROVIDER,
                        state.uid(),
                        state,
                        state.provider().description(),
                        state.provider().name(),
                        state.provider().type().wire(),
                        state.provider().status().wire(),
                        state.provider().isPublic(),
                        state.provider().supportEmails());
    }

    Map<String, Node> projects() {
        return projects;
    }

    Map<String, Node> regions() {
        return regions;
    }

    Node build() {
        state.regions().forEach(this::region);
        state.projects().forEach(this::project);
        state.quotas().forEach(this::quota);
        for (FacetStanding facet : state.facets()) {
            if (facet.goodAt() != null) {
                reached.add(new Reach(facet.region(), facet.project()));
            }
        }
        state.flavors().forEach(this::flavor);
        state.images().forEach(this::image);
        state.networks().forEach(this::network);
        return provider;
    }

    private void region(Region region) {
        Node node =
                node(
                        Kind.REGION,
                        uids.region(state.provider(), region.name()),
                        region,
                        region.description(),
                        region.name(),
                        region.overbookingCpu(),
                        region.overbookingRam(),
                        region.bandwidthIn(),
                        region.bandwidthOut());
        provider.relate(Relation.REGIONS, node);
        node.relate(Relation.PROVIDER, provider);
        regions.put(region.name(), node);
        region.services().forEach(service -> service(node, region, service));
    }

    private void service(Node region, Region place, Service service) {
        Node node =
                node(
                        Kind.ofService(service.type()),
                        uids.service(state.provider(), place.name(), service),
                        service,
                        service.description(),
                        service.endpoint(),
                        service.type().wire(),
                        serviceName(service));
        region.relate(Relation.SERVICES, node);
        node.relate(Relation.REGION, region);
        if (service.type() == ServiceType.IDENTITY) {
            region.relate(Relation.IDENTITY_SERVICES, node);
        }
        services.putIfAbsent(new Supply(place.name(), service.type()), node);
    }

    private String serviceName(Service service) {
        return state.provider().type() == ProviderType.KUBERNETES
                        && service.type() == ServiceType.COMPUTE
                        && service.name().equals("v1")
                ? Kind.KUBERNETES_COMPUTE
                : service.name();
    }

    private void project(Project project) {
        Node node =
                node(
                        Kind.PROJECT,
                        uids.project(state.provider(), project.id()),
                        project,
                        project.description(),
                        project.name(),
                        project.id());
        provider.relate(Relation.PROJECTS, node);
        node.relate(Relation.PROVIDER, provider);
        projects.put(project.id(), node);
    }

    private void quota(Quota quota) {
        Node service = services.get(new Supply(quota.region(), quota.service()));
        Node project = projects.get(quota.project());
        Kind kind = Kind.ofQuota(quota.service()).orElse(null);
        if (service == null || project == null || kind == null) {
            return;
        }
        Node node =
                node(kind, uids.quota(state.provider(), quota), quota, quotaValues(kind, quota));
        node.relate(Relation.PROJECT, project);
        node.relate(Relation.SERVICE, service);
        project.relate(Relation.QUOTAS, node);
        service.relate(Relation.QUOTAS, node);
        reached.add(new Reach(quota.region(), quota.project()));
    }

    private static @Nullable Object[] quotaValues(Kind kind, Quota quota) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute attribute : kind.attributes()) {
            values.add(
                    switch (attribute.name()) {
                        case "description" -> "";
                        case "per_user" -> quota.role() == QuotaRole.PER_USER;
                        case "usage" -> quota.role() == QuotaRole.USAGE;
                        case "type" -> quota.service().wire();
                        case Kind.GPUS -> gpus(quota);
                        default -> capped(quota.values().get(attribute.name()));
                    });
        }
        return values.toArray();
    }

    private static @Nullable Long capped(@Nullable Long value) {
        return value == null ? null : Long.valueOf(Math.min(value, MOST));
    }

    /** Kept as {@code gpus.<model>}, each with its number. */
    private static @Nullable SortedMap<String, Long> gpus(Quota quota) {
        SortedMap<String, Long> gpus = new TreeMap<>();
        String prefix = Kind.GPUS + ".";
        quota.values()
                .forEach((name, value) -> {
                    if (name.startsWith(prefix)) {
                        gpus.put(name.substring(prefix.length()), Math.min(value, MOST));
                    }
                });
        return gpus.isEmpty() ? null : gpus;
    }

    private void flavor(Flavor flavor) {
        Node service = services.get(new Supply(flavor.region(), ServiceType.COMPUTE));
        if (service == null) {
            return;
        }
        Node node =
                node(
                        Kind.FLAVOR,
                        uids.flavor(state.provider(), flavor.region(), flavor.id()),
                        flavor,
                        flavor.description(),
                        flavor.name(),
                        flavor.id(),
                        (long) flavor.diskGib(),
                        (long) flavor.ramMib(),
                        (long) flavor.vcpus(),
                        ((long) flavor.swapMib() + MIB_PER_GIB - 1) / MIB_PER_GIB,
                        (long) flavor.ephemeralGib(),
                        (long) flavor.gpus(),
                        flavor.infiniband(),
                        flavor.gpuModel(),
                        flavor.gpuVendor(),
                        flavor.localStorage(),
                        flavor.shared());
        node.relate(Relation.SERVICE, service);
        service.relate(Relation.FLAVORS, node);
        users(node, Relation.FLAVORS, flavor.region(), flavor.shared(), flavor.projects());
    }

    private void image(Image image) {
        Node service = services.get(new Supply(image.region(), ServiceType.COMPUTE));
        if (service == null) {
            return;
        }
        Instant created = image.createdAt();
        Node node =
                node(
                        Kind.IMAGE,
                        uids.image(state.provider(), image.region(), image.id()),
                        image,
                        image.description(),
                        image.name(),
                        image.id(),
                        image.osType(),
                        image.osDistro(),
                        image.osVersion(),
                        image.architecture(),
                        image.kernelId(),
                        image.cudaSupport(),
                        image.gpuDriver(),
                        // Clients look for the newest image and cannot read null.
                        created == null ? Instant.EPOCH : created,
                        image.tags(),
                        image.shared());
        node.relate(Relation.SERVICES, service);
        service.relate(Relation.IMAGES, node);
        users(node, Relation.IMAGES, image.region(), image.shared(), image.projects());
    }

    private void network(Network network) {
        Node service = services.get(new Supply(network.region(), ServiceType.NETWORK));
        if (service == null) {
            return;
        }
        NetworkUse proxied =
                network.uses().stream()
                        .filter(use -> use.proxyHost() != null)
                        .findFirst()
                        .orElse(null);
        Node node =
                node(
                        Kind.NETWORK,
                        uids.network(state.provider(), network.region(), network.id()),
                        network,
                        network.description(),
                        network.name(),
                        network.id(),
                        network.external(),
                        network.uses().stream().anyMatch(NetworkUse::isDefault),
                        network.mtu() == null ? null : Long.valueOf(network.mtu()),
                        proxied == null ? null : proxied.proxyHost(),
                        proxied == null ? null : proxied.proxyUser(),
                        network.tags(),
                        network.shared());
        node.relate(Relation.SERVICE, service);
        service.relate(Relation.NETWORKS, node);
        List<String> users = network.uses().stream().map(NetworkUse::project).toList();
        users(node, Relation.NETWORKS, network.region(), network.shared(), users);
    }

    /** A shared item belongs to nobody but is there for every project that reaches its region. */
    private void users(
            Node item, Relation relation, String region, boolean shared, List<String> ids) {
        if (!shared) {
            for (String id : ids) {
                Node project = projects.get(id);
                if (project != null) {
                    item.relate(Relation.PROJECTS, project);
                    project.relate(relation, item);
                }
            }
            return;
        }
        projects.forEach((id, project) -> {
            if (reached.contains(new Reach(region, id))) {
                project.relate(relation, item);
            }
        });
    }

    private Node node(Kind kind, String uid, Object source, @Nullable Object... values) {
        Node node = new Node(kind, uid, source, state, values);
        graph.add(node);
        return node;
    }
}
