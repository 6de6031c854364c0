package io.arcipelago.site.compute;

import io.arcipelago.site.config.SiteConfig.Flavor;
import io.arcipelago.site.config.SiteConfig.Image;
import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.fault.Fault;
import io.arcipelago.site.network.Addressing;
import io.arcipelago.site.state.KeyPair;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.work.Site;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks an order for a server as Nova does, and accepts it together with its ports. */
final class ServerOrders {

    private static final int LONGEST_METADATA = 255;

    private final Site site;

    ServerOrders(Site site) {
        this.site = site;
    }

    Server accept(ObjectNode asked, Caller caller) {
        String name =
                JsonBody.text(asked, "name")
                        .filter(it -> !it.isBlank())
                        .orElseThrow(() -> NovaBody.missing("server", asked, "name"));
        Flavor flavor = flavor(asked);
        Image image = image(asked);
        if (flavor.diskGib() == 0 && !caller.admin()) {
            throw ApiError.forbidden(
                    "Only volume-backed servers are allowed for flavors with zero disk.");
        }
        if (flavor.diskGib() < image.minDiskGib()) {
            throw ApiError.badRequest("Flavor's disk is too small for requested image.");
        }
        Map<String, String> metadata = metadata(asked.path("metadata"));
        Optional<String> userData = JsonBody.text(asked, "user_data").map(ServerOrders::decoded);
        Project project =
                site.config()
                        .project(caller.projectId())
                        .orElseThrow(() -> ApiError.forbidden("The project is gone."));
        return site.store()
                .change(data -> {
                    Optional<KeyPair> key = keyPair(data, asked, caller);
                    List<String> groups = groups(data, asked, caller);
                    List<Nic> nics = nics(data, asked, caller);
                    ComputeQuotas.used(data, project.id())
                            .check(project, flavor.vcpus(), flavor.ramMib());
                    checkPortQuota(data, project, nics);
                    return store(
                            data, caller, name, flavor, image, metadata, userData, key, groups,
                            nics);
                });
    }

    /** A network interface asked for: a new port on a network, or an existing port. */
    private sealed interface Nic {
        record NewPort(Network network) implements Nic {}

        record Existing(Port port) implements Nic {}
    }

    /** Everything was checked before: from here on the change goes through. */
    private Server store(
            SiteData data,
            Caller caller,
            String name,
            Flavor flavor,
            Image image,
            Map<String, String> metadata,
            Optional<String> userData,
            Optional<KeyPair> key,
            List<String> groups,
            List<Nic> nics) {
        String id = UUID.randomUUID().toString();
        List<String> portIds = new ArrayList<>();
        List<String> ownPortIds = new ArrayList<>();
        Optional<Fault> struck = site.faults().strikeBuild(site.config().name());
        Optional<String> failure =
                struck.filter(it -> it.kind() == Fault.Kind.BUILD_ERROR)
                        .map(it ->
                                it.message().isEmpty()
                                        ? "No valid host was found. "
                                        : it.message());
        for (Nic nic : nics) {
            switch (nic) {
                case Nic.Existing(Port port) -> {
                    data.ports().put(port.id(), port.withDevice(id, Port.COMPUTE));
                    portIds.add(port.id());
                }
                case Nic.NewPort(Network network) -> {
                    // Nova tells a tenant of a network failure only in the server's fault.
                    Optional<Port> port =
                            network.external() && !caller.admin()
                                    ? Optional.empty()
                                    : Addressing.newPort(
                                            data, network.id(), caller.projectId(), groups);
                    if (port.isPresent()) {
                        data.ports().put(port.get().id(), port.get().withDevice(id, Port.COMPUTE));
                        portIds.add(port.get().id());
                        ownPortIds.add(port.get().id());
                    } else {
                        failure =
                                Optional.of(
                                        "Build of instance "
                                                + id
                                                + " aborted: Failed to allocate the network(s), not"
                                                + " rescheduling.");
                    }
                }
            }
        }
        Instant now = site.clock().instant();
        Server server =
                new Server(
                        id,
                        caller.projectId(),
                        caller.userId(),
                        name,
                        new Server.Order(
                                flavor.id(),
                                flavor.name(),
                                flavor.vcpus(),
                                flavor.ramMib(),
                                flavor.diskGib(),
                                image.id(),
                                image.name(),
                                key.map(KeyPair::name),
                                key.map(KeyPair::publicKey),
                                userData,
                                List.copyOf(portIds),
                                groups,
                                failure,
                                struck.filter(it -> it.kind() == Fault.Kind.UNREACHABLE)
                                        .isPresent()),
                        metadata,
                        List.copyOf(ownPortIds),
                        new Server.Condition(
                                Server.Status.BUILD,
                                Optional.of(Server.Task.SPAWNING),
                                Optional.empty()),
                        now,
                        now);
        data.servers().put(id, server);
        return server;
    }

    private Flavor flavor(ObjectNode asked) {
        String reference =
                JsonBody.text(asked, "flavorRef")
                        .orElseThrow(() -> NovaBody.missing("server", asked, "flavorRef"));
        String id = lastSegment(reference);
        return site.config()
                .flavor(id)
                .orElseThrow(() -> ApiError.badRequest("Flavor " + id + " could not be found."));
    }

    private Image image(ObjectNode asked) {
        return JsonBody.text(asked, "imageRef")
                .flatMap(it -> site.config().image(lastSegment(it)))
                .orElseThrow(() -> ApiError.badRequest("Can not find requested image"));
    }

    private static String lastSegment(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static Optional<KeyPair> keyPair(SiteData data, ObjectNode asked, Caller caller) {
        return JsonBody.text(asked, "key_name")
                .map(name ->
                        Optional.ofNullable(
                                        data.keyPairs()
                                                .get(SiteData.keyPairId(caller.userId(), name)))
                                .orElseThrow(
                                        () -> ApiError.badRequest("Invalid key_name provided.")));
    }

    private static List<String> groups(SiteData data, ObjectNode asked, Caller caller) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode element : asked.path("security_groups")) {
            String wanted = JsonBody.text(element, "name").orElse("");
            ids.add(
                    group(data, wanted, caller)
                            .orElseThrow(() ->
                                    ApiError.badRequest(
                                            "Unable to find security_group with name or id"
                                                    + " '"
                                                    + wanted
                                                    + "'"))
                            .id());
        }
        if (ids.isEmpty()) {
            group(data, "default", caller).ifPresent(it -> ids.add(it.id()));
        }
        return List.copyOf(ids);
    }

    private static Optional<SecurityGroup> group(SiteData data, String wanted, Caller caller) {
        return data.securityGroups().values().stream()
                .filter(it -> it.projectId().equals(caller.projectId()))
                .filter(it -> it.id().equals(wanted) || it.name().equals(wanted))
                .findFirst();
    }

    private static List<Nic> nics(SiteData data, ObjectNode asked, Caller caller) {
        JsonNode networks = asked.path("networks");
        if (networks.isArray() && !networks.isEmpty()) {
            List<Nic> nics = new ArrayList<>();
            networks.forEach(it -> nics.add(nic(data, it, caller)));
            return nics;
        }
        List<Network> mine =
                data.networks().values().stream()
                        .filter(it -> !it.external() && it.projectId().equals(caller.projectId()))
                        .toList();
        if (mine.size() > 1) {
            throw ApiError.conflict(
                    "Multiple possible networks found, use a Network ID to be more specific.");
        }
        return mine.stream().<Nic>map(Nic.NewPort::new).toList();
    }

    private static Nic nic(SiteData data, JsonNode asked, Caller caller) {
        Optional<String> portId = JsonBody.text(asked, "port");
        if (portId.isPresent()) {
            Port port = data.ports().get(portId.get());
            if (port == null || !caller.sees(port.projectId())) {
                throw ApiError.badRequest("Port id " + portId.get() + " could not be found.");
            }
            if (!port.deviceId().isEmpty()) {
                throw ApiError.conflict("Port " + port.id() + " is still in use.");
            }
            return new Nic.Existing(port);
        }
        String id = JsonBody.text(asked, "uuid").orElse("");
        Network network = data.networks().get(id);
        if (network == null || !(network.external() || caller.sees(network.projectId()))) {
            throw ApiError.badRequest("Network " + id + " could not be found.");
        }
        if (!network.external() && data.subnetOf(id).isEmpty()) {
            throw ApiError.badRequest(
                    "Network " + id + " requires a subnet in order to boot instances on.");
        }
        return new Nic.NewPort(network);
    }

    private static void checkPortQuota(SiteData data, Project project, List<Nic> nics) {
        long wanted = nics.stream().filter(it -> it instanceof Nic.NewPort).count();
        long used =
                data.ports().values().stream()
                        .filter(it -> it.projectId().equals(project.id()))
                        .count();
        int limit = project.limit("port");
        if (limit >= 0 && used + wanted > limit) {
            throw ApiError.forbidden("Maximum number of ports exceeded");
        }
    }

    static Map<String, String> metadata(JsonNode asked) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : asked.properties()) {
            boolean valid =
                    entry.getValue().isString()
                            && entry.getKey().length() <= LONGEST_METADATA
                            && entry.getValue().asString().length() <= LONGEST_METADATA;
            if (!valid) {
                throw ApiError.badRequest(
                        "Invalid input for field/attribute "
                                + entry.getKey()
                                + ". Metadata are texts of at most 255 characters.");
            }
            metadata.put(entry.getKey(), entry.getValue().asString());
        }
        return Map.copyOf(metadata);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(
                    "Invalid input for field/attribute user_data. The value is not base64.");
        }
    }
}
