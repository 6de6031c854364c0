package io.arcipelago.registry.v1.document;

import static io.arcipelago.registry.v1.document.ValueReader.at;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.v1.document.Records.Blank;
import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.graph.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the services of a region with what they supply: flavors, images, networks, quotas. */
final class SupplyReader {

    private final Faults faults;
    private final ValueReader values;
    private final Members members;
    private final Set<String> projects;

    private final Map<Place, Flavor> flavors = new LinkedHashMap<>();
    private final Map<Place, Image> images = new LinkedHashMap<>();
    private final Map<Place, Network> networks = new LinkedHashMap<>();
    private final Map<Share, Quota> quotas = new LinkedHashMap<>();

    /** A thing of a region. */
    private record Place(String region, String id) {}

    /** A project's share of a service. */
    private record Share(String region, String project, ServiceType service, QuotaRole role) {}

    /**
     * @param projects the ids of the provider's projects
     */
    SupplyReader(Faults faults, ValueReader values, Members members, Set<String> projects) {
        this.faults = faults;
        this.values = values;
        this.members = members;
        this.projects = projects;
    }

    List<Flavor> flavors() {
        return List.copyOf(flavors.values());
    }

    List<Image> images() {
        return List.copyOf(images.values());
    }

    List<Network> networks() {
        return List.copyOf(networks.values());
    }

    List<Quota> quotas() {
        return List.copyOf(quotas.values());
    }

    /** Reads all services of a region; keeps what they supply. */
    List<Service> services(String region, JsonNode node, List<Object> above) {
        List<Service> services = new ArrayList<>();
        for (ServiceType type : ServiceType.values()) {
            Kind kind = Kind.ofService(type);
            Set<String> endpoints = new HashSet<>();
            members.each(
                    node,
                    kind.collection(),
                    above,
                    (service, place) -> {
                        Service read =
                                Records.service(
                                        new Service(type, "", "", ""),
                                        values.whole(kind, service, place));
                        members.unique(
                                endpoints, read.endpoint(), at(place, "endpoint"), "service");
                        services.add(read);
                        supplies(region, type, service, place);
                    });
        }
        return services;
    }

    private void supplies(String region, ServiceType type, JsonNode service, List<Object> place) {
        switch (type) {
            case COMPUTE -> {
                quotas(region, type, service, place);
                flavors(region, service, place);
                images(region, service, place);
            }
            case NETWORK -> {
                Set<String> users = quotas(region, type, service, place);
                networks(region, service, place, users);
            }
            case BLOCK_STORAGE, OBJECT_STORE -> quotas(region, type, service, place);
            case IDENTITY -> {}
        }
    }

    /** The projects that have quotas of the service. */
    private Set<String> quotas(
            String region, ServiceType type, JsonNode service, List<Object> above) {
        Kind kind = Kind.ofQuota(type).orElseThrow();
        Set<Share> seen = new HashSet<>();
        Set<String> users = new HashSet<>();
        members.each(
                service,
                "quotas",
                above,
                (quota, place) -> {
                    Values set = values.whole(kind, quota, place);
                    String project = members.note(quota, "project", place);
                    if (project == null) {
                        faults.add(at(place, "project"), "field required", "value_error.missing");
                        return;
                    }
                    known(project, at(place, "project"));
                    if (set.flag("usage", false) && set.flag("per_user", false)) {
                        faults.add(
                                at(place, "per_user"),
                                "a quota tells either the usage or what one user may use",
                                "value_error");
                    }
                    Quota read = Records.quota(region, project, type, kind, set);
                    Share share = new Share(region, project, type, read.role());
                    if (!seen.add(share)) {
                        faults.add(
                                place,
                                "project '%s' has more than one %s quota of this service"
                                        .formatted(project, read.role().wire()),
                                "value_error");
                    }
                    users.add(project);
                    // Of two services of one type, the first that tells numbers tells them for
                    // both.
                    quotas.merge(
                            share,
                            read,
                            (first, second) -> first.values().isEmpty() ? second : first);
                });
        return users;
    }

    private void flavors(String region, JsonNode service, List<Object> above) {
        items(
                service,
                "flavors",
                above,
                Kind.FLAVOR,
                Flavor::id,
                (set, users) -> {
                    Flavor read =
                            Records.flavor(
                                    Blank.flavor(region, users.shared(), users.projects()), set);
                    checkGpus(faults, read, users.place());
                    flavors.putIfAbsent(new Place(region, read.id()), read);
                    return read;
                });
    }

    static void checkGpus(Faults faults, Flavor read, List<Object> place) {
        if (read.gpus() > 0) {
            return;
        }
        if (read.gpuModel() != null) {
            faults.add(at(place, "gpu_model"), "must be null if gpus is 0", "value_error");
        }
        if (read.gpuVendor() != null) {
            faults.add(at(place, "gpu_vendor"), "must be null if gpus is 0", "value_error");
        }
    }

    private void images(String region, JsonNode service, List<Object> above) {
        items(
                service,
                "images",
                above,
                Kind.IMAGE,
                Image::id,
                (set, users) -> {
                    Image read =
                            Records.image(
                                    Blank.image(region, users.shared(), users.projects()), set);
                    images.putIfAbsent(new Place(region, read.id()), read);
                    return read;
                });
    }

    private void networks(
            String region, JsonNode service, List<Object> above, Set<String> withQuotas) {
        items(
                service,
                "networks",
                above,
                Kind.NETWORK,
                Network::id,
                (set, users) -> {
                    Network read =
                            Records.network(Blank.network(region, users.shared()), set, List.of());
                    networks.putIfAbsent(
                            new Place(region, read.id()), withUses(read, set, users, withQuotas));
                    return read;
                });
    }

    /** A shared network keeps uses only if it says something of them. */
    private Network withUses(Network read, Values set, Users users, Set<String> withQuotas) {
        boolean says =
                set.flag("is_default", false)
                        || set.note("proxy_host", null) != null
                        || set.note("proxy_user", null) != null;
        Set<String> everybody = withQuotas.isEmpty() ? projects : withQuotas;
        List<String> ids =
                !users.shared()
                        ? users.projects()
                        : says ? everybody.stream().sorted().toList() : List.of();
        return new Network(
                read.region(),
                read.id(),
                read.name(),
                read.description(),
                read.external(),
                read.shared(),
                read.mtu(),
                read.tags(),
                ids.stream()
                        .map(id ->
                                new NetworkUse(
                                        id,
                                        set.flag("is_default", false),
                                        set.note("proxy_host", null),
                                        set.note("proxy_user", null)))
                        .toList());
    }

    /** Who may use an item, and where the document says so. */
    private record Users(boolean shared, List<String> projects, List<Object> place) {}

    /** Makes an item of its values. */
    @FunctionalInterface
    private interface Maker<T> {
        T make(Values values, Users users);
    }

    private <T> void items(
            JsonNode service,
            String member,
            List<Object> above,
            Kind kind,
            Function<T, String> id,
            Maker<T> maker) {
        Set<String> ids = new HashSet<>();
        members.each(
                service,
                member,
                above,
                (item, place) -> {
                    Values set = values.whole(kind, item, place);
                    List<String> users = members.texts(item, "projects", place);
                    users.forEach(project -> known(project, at(place, "projects")));
                    boolean shared = shared(item, users, place);
                    T read =
                            maker.make(
                                    set,
                                    new Users(
                                            shared,
                                            shared ? List.of() : users.stream().distinct().toList(),
                                            place));
                    members.unique(ids, id.apply(read), at(place, "uuid"), kind.title());
                });
    }

    /** What does not say so is shared if it names no project. */
    private boolean shared(JsonNode item, List<String> users, List<Object> place) {
        JsonNode shared = item.get("is_shared");
        if (shared == null || shared.isNull()) {
            return users.isEmpty();
        }
        if (!shared.isBoolean()) {
            faults.add(
                    at(place, "is_shared"),
                    "value could not be parsed to a boolean",
                    "type_error.bool");
            return false;
        }
        return shared.asBoolean();
    }

    private void known(String project, List<Object> place) {
        if (!projects.contains(project)) {
            faults.add(
                    place,
                    "project '%s' is not in this provider's list of projects".formatted(project),
                    "value_error");
        }
    }
}
