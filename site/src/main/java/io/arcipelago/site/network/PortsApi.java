package io.arcipelago.site.network;

import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Subnet;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Ports. */
final class PortsApi {

    private final Site site;

    PortsApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/ports", this::list);
        routes.add("POST", "/ports", this::create);
        routes.add("GET", "/ports/{id}", this::show);
        routes.add("PUT", "/ports/{id}", this::update);
        routes.add("DELETE", "/ports/{id}", this::delete);
    }

    static Port find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.ports().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("Port", id));
    }

    private Response list(Request request, Caller caller) {
        List<ObjectNode> views =
                site.store()
                        .read(data ->
                                data.ports().values().stream()
                                        .filter(it -> caller.sees(it.projectId()))
                                        .map(it -> view(data, it))
                                        .toList());
        return NeutronLists.answer(site, request, "ports", views);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "port");
        String networkId = NeutronBody.required(asked, "network_id");
        String name = NeutronBody.label(asked, "name");
        String description = NeutronBody.label(asked, "description");
        Port created =
                site.store()
                        .change(data -> {
                            Subnet subnet = subnet(data, networkId, caller);
                            List<String> groups = groups(data, asked, caller);
                            long used =
                                    data.ports().values().stream()
                                            .filter(it -> caller.projectId().equals(it.projectId()))
                                            .count();
                            NeutronBody.checkQuota(site, caller, "port", used, 1);
                            Port port =
                                    Addressing.port(
                                            subnet,
                                            address(data, subnet, asked),
                                            caller.projectId(),
                                            name,
                                            description,
                                            groups);
                            data.ports().put(port.id(), port);
                            return port;
                        });
        site.work().firewalls(created.securityGroupIds());
        return site.store().read(data -> answer(201, data, created));
    }

    private static Subnet subnet(SiteData data, String networkId, Caller caller) {
        Network network = NetworksApi.find(data, networkId, caller);
        if (network.external() && !caller.admin()) {
            throw ApiError.neutron(
                    403, "PolicyNotAuthorized", "rule:create_port is disallowed by policy");
        }
        return data.subnetOf(networkId)
                .orElseThrow(() ->
                        NeutronErrors.badRequest(
                                "port",
                                "network " + networkId + " has no subnet to take an address from"));
    }

    private static String address(SiteData data, Subnet subnet, JsonNode asked) {
        Optional<String> wanted = JsonBody.text(asked.path("fixed_ips").path(0), "ip_address");
        if (wanted.isEmpty()) {
            return Addressing.freeAddress(data, subnet.networkId())
                    .orElseThrow(() -> RoutersApi.noAddress(subnet.networkId()));
        }
        try {
            if (!Cidr.parse(subnet.cidr()).contains(wanted.get())) {
                throw NeutronErrors.invalid(
                        "IP address "
                                + wanted.get()
                                + " is not a valid IP for the specified subnet.");
            }
        } catch (IllegalArgumentException e) {
            throw NeutronErrors.invalid(String.valueOf(e.getMessage()));
        }
        if (Addressing.taken(data, subnet).contains(wanted.get())) {
            throw NeutronErrors.conflict(
                    "IpAddressAlreadyAllocated",
                    "IP address " + wanted.get() + " already allocated in subnet " + subnet.id());
        }
        return wanted.get();
    }

    /** The groups asked for, or the project's default group. */
    private static List<String> groups(SiteData data, JsonNode asked, Caller caller) {
        if (!asked.path("security_groups").isArray()) {
            return data.securityGroups().values().stream()
                    .filter(it -> it.projectId().equals(caller.projectId()))
                    .filter(it -> it.name().equals("default"))
                    .map(it -> it.id())
                    .limit(1)
                    .toList();
        }
        List<String> ids = NeutronBody.texts(asked, "security_groups");
        ids.forEach(id -> SecurityGroupsApi.find(data, id, caller));
        return ids;
    }

    private Response show(Request request, Caller caller) {
        return site.store()
                .read(data -> answer(200, data, find(data, request.variable("id"), caller)));
    }

    private Response update(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "port");
        String id = request.variable("id");
        List<String> concerned = new ArrayList<>();
        Port changed =
                site.store()
                        .change(data -> {
                            Port port = find(data, id, caller);
                            if (asked.path("security_groups").isArray()) {
                                concerned.addAll(port.securityGroupIds());
                                port = port.withSecurityGroups(groups(data, asked, caller));
                                concerned.addAll(port.securityGroupIds());
                                data.ports().put(id, port);
                            }
                            return port;
                        });
        site.work().firewalls(concerned);
        // A port that lost its last group is found by no group: its server is named itself.
        site.work().firewallOf(changed.deviceId());
        return site.store().read(data -> answer(200, data, changed));
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        List<String> groups = new ArrayList<>();
        List<String> routers =
                site.store()
                        .change(data -> {
                            Port port = find(data, id, caller);
                            if (port.deviceOwner().equals(Port.ROUTER_INTERFACE)) {
                                throw NeutronErrors.conflict(
                                        "ServicePortInUse",
                                        "Port "
                                                + id
                                                + " cannot be deleted directly via the port"
                                                + " API: has device owner "
                                                + port.deviceOwner()
                                                + ".");
                            }
                            groups.addAll(port.securityGroupIds());
                            return data.removePort(id);
                        });
        site.work().routers(routers);
        site.work().firewalls(groups);
        return Response.empty(204);
    }

    private static Response answer(int status, SiteData data, Port port) {
        ObjectNode body = JsonBody.object();
        body.set("port", view(data, port));
        return Response.json(status, body);
    }

    private static ObjectNode view(SiteData data, Port port) {
        boolean up =
                port.deviceOwner().equals(Port.ROUTER_INTERFACE)
                        || Stream.ofNullable(data.servers().get(port.deviceId()))
                                .anyMatch(Server::running);
        ObjectNode view =
                JsonBody.object()
                        .put("id", port.id())
                        .put("name", port.name())
                        .put("description", port.description())
                        .put("network_id", port.networkId())
                        .put("project_id", port.projectId())
                        .put("tenant_id", port.projectId())
                        .put("device_id", port.deviceId())
                        .put("device_owner", port.deviceOwner())
                        .put("mac_address", port.macAddress())
                        .put("admin_state_up", true)
                        .put("port_security_enabled", true)
                        .put("status", up ? "ACTIVE" : "DOWN");
        view.putArray("fixed_ips")
                .addObject()
                .put("subnet_id", port.subnetId())
                .put("ip_address", port.address());
        NeutronBody.array(view, "security_groups", port.securityGroupIds());
        NeutronBody.array(view, "tags", port.tags());
        return view;
    }
}
