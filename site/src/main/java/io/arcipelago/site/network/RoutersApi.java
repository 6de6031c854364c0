package io.arcipelago.site.network;

import io.arcipelago.site.state.FloatingIp;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Router;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Subnet;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Routers with their gateway and interfaces. */
final class RoutersApi {

    private final Site site;

    RoutersApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/routers", this::list);
        routes.add("POST", "/routers", this::create);
        routes.add("GET", "/routers/{id}", this::show);
        routes.add("PUT", "/routers/{id}", this::update);
        routes.add("DELETE", "/routers/{id}", this::delete);
        routes.add("PUT", "/routers/{id}/add_router_interface", this::addInterface);
        routes.add("PUT", "/routers/{id}/remove_router_interface", this::removeInterface);
    }

    static Router find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.routers().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("Router", id));
    }

    private Response list(Request request, Caller caller) {
        List<ObjectNode> views =
                site.store()
                        .read(data ->
                                data.routers().values().stream()
                                        .filter(it -> caller.sees(it.projectId()))
                                        .map(it -> view(data, it))
                                        .toList());
        return NeutronLists.answer(site, request, "routers", views);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "router");
        String id = UUID.randomUUID().toString();
        String name = NeutronBody.label(asked, "name");
        String description = NeutronBody.label(asked, "description");
        Response answer =
                site.store()
                        .change(data -> {
                            long used =
                                    data.routers().values().stream()
                                            .filter(it -> it.projectId().equals(caller.projectId()))
                                            .count();
                            NeutronBody.checkQuota(site, caller, "router", used, 1);
                            Router router =
                                    new Router(
                                            id,
                                            caller.projectId(),
                                            name,
                                            description,
                                            gateway(data, asked, caller),
                                            List.of());
                            data.routers().put(id, router);
                            return answer(201, data, router);
                        });
        site.work().router(id);
        return answer;
    }

    private Response update(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "router");
        String id = request.variable("id");
        Response answer =
                site.store()
                        .change(data -> {
                            Router router = find(data, id, caller);
                            if (asked.has("external_gateway_info")) {
                                checkNoFloatingIps(data, router);
                                router = router.withGateway(gateway(data, asked, caller));
                                data.routers().put(id, router);
                            }
                            return answer(200, data, router);
                        });
        site.work().router(id);
        return answer;
    }

    private static Optional<Router.Gateway> gateway(SiteData data, JsonNode asked, Caller caller) {
        Optional<String> networkId =
                JsonBody.text(asked.path("external_gateway_info"), "network_id");
        if (networkId.isEmpty()) {
            return Optional.empty();
        }
        Network network = NetworksApi.find(data, networkId.get(), caller);
        if (!network.external()) {
            throw NeutronErrors.badRequest(
                    "router", "Network " + network.id() + " is not an external network");
        }
        return Optional.of(
                new Router.Gateway(
                        network.id(),
                        Addressing.freeAddress(data, network.id())
                                .orElseThrow(() -> noAddress(network.id()))));
    }

    static ApiError noAddress(String networkId) {
        return NeutronErrors.conflict(
                "IpAddressGenerationFailure",
                "No more IP addresses available on network " + networkId + ".");
    }

    private Response show(Request request, Caller caller) {
        return site.store()
                .read(data -> answer(200, data, find(data, request.variable("id"), caller)));
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        site.store()
                .change(data -> {
                    find(data, id, caller);
                    if (data.portsOfDevice(id).findAny().isPresent()) {
                        throw NeutronErrors.conflict(
                                "RouterInUse", "Router " + id + " still has ports");
                    }
                    return Optional.ofNullable(data.routers().remove(id));
                });
        site.work().router(id);
        return Response.empty(204);
    }

    private Response addInterface(Request request, Caller caller) {
        String id = request.variable("id");
        String subnetId = subnetId(request);
        Port added =
                site.store()
                        .change(data -> {
                            Router router = find(data, id, caller);
                            Subnet subnet = SubnetsApi.find(data, subnetId, caller);
                            String address = freeGateway(data, router, subnet);
                            Port port =
                                    Addressing.port(
                                                    subnet,
                                                    address,
                                                    router.projectId(),
                                                    "",
                                                    "",
                                                    List.of())
                                            .withDevice(id, Port.ROUTER_INTERFACE);
                            data.ports().put(port.id(), port);
                            return port;
                        });
        site.work().router(id);
        return interfaceAnswer(id, added);
    }

    private static String freeGateway(SiteData data, Router router, Subnet subnet) {
        String address =
                subnet.gateway()
                        .orElseThrow(() ->
                                NeutronErrors.badRequest(
                                        "router",
                                        "Subnet for router interface must have a gateway" + " IP"));
        boolean present =
                data.portsOfDevice(router.id()).anyMatch(it -> it.subnetId().equals(subnet.id()));
        if (present) {
            throw NeutronErrors.badRequest(
                    "router", "Router already has a port on subnet " + subnet.id());
        }
        if (data.portsOn(subnet.networkId()).anyMatch(it -> it.address().equals(address))) {
            throw NeutronErrors.conflict(
                    "IpAddressInUse",
                    "Unable to complete operation for network "
                            + subnet.networkId()
                            + ". The IP address "
                            + address
                            + " is in use.");
        }
        return address;
    }

    private Response removeInterface(Request request, Caller caller) {
        String id = request.variable("id");
        String subnetId = subnetId(request);
        Port removed =
                site.store()
                        .change(data -> {
                            Router router = find(data, id, caller);
                            Port port =
                                    data.portsOfDevice(id)
                                            .filter(it -> it.subnetId().equals(subnetId))
                                            .findFirst()
                                            .orElseThrow(() ->
                                                    ApiError.neutron(
                                                            404,
                                                            "RouterInterfaceNotFoundForSubnet",
                                                            "Router "
                                                                    + id
                                                                    + " has no"
                                                                    + " interface"
                                                                    + " on subnet "
                                                                    + subnetId));
                            checkNoFloatingIps(data, router, port.networkId());
                            data.ports().remove(port.id());
                            return port;
                        });
        site.work().router(id);
        return interfaceAnswer(id, removed);
    }

    private static void checkNoFloatingIps(SiteData data, Router router) {
        data.portsOfDevice(router.id())
                .toList()
                .forEach(it -> checkNoFloatingIps(data, router, it.networkId()));
    }

    private static void checkNoFloatingIps(SiteData data, Router router, String networkId) {
        for (FloatingIp floatingIp : data.floatingIps().values()) {
            boolean there =
                    floatingIp
                            .portId()
                            .map(data.ports()::get)
                            .filter(it -> it.networkId().equals(networkId))
                            .isPresent();
            if (there) {
                throw NeutronErrors.conflict(
                        "RouterInterfaceInUseByFloatingIP",
                        "Router interface for network "
                                + networkId
                                + " on router "
                                + router.id()
                                + " cannot be deleted, as it is required by one or more floating"
                                + " IPs.");
            }
        }
    }

    private static String subnetId(Request request) {
        return JsonBody.read(request.body())
                .flatMap(it -> JsonBody.text(it, "subnet_id"))
                .orElseThrow(
                        () -> NeutronErrors.badRequest("router", "subnet_id must be specified"));
    }

    private static Response interfaceAnswer(String routerId, Port port) {
        ObjectNode body =
                JsonBody.object()
                        .put("id", routerId)
                        .put("tenant_id", port.projectId())
                        .put("port_id", port.id())
                        .put("network_id", port.networkId())
                        .put("subnet_id", port.subnetId());
        NeutronBody.array(body, "subnet_ids", List.of(port.subnetId()));
        return Response.json(200, body);
    }

    private static Response answer(int status, SiteData data, Router router) {
        ObjectNode body = JsonBody.object();
        body.set("router", view(data, router));
        return Response.json(status, body);
    }

    private static ObjectNode view(SiteData data, Router router) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", router.id())
                        .put("name", router.name())
                        .put("description", router.description())
                        .put("project_id", router.projectId())
                        .put("tenant_id", router.projectId())
                        .put("admin_state_up", true)
                        .put("status", "ACTIVE");
        router.gateway()
                .ifPresentOrElse(
                        gateway -> {
                            ObjectNode info =
                                    view.putObject("external_gateway_info")
                                            .put("network_id", gateway.networkId())
                                            .put("enable_snat", true);
                            ObjectNode fixed = info.putArray("external_fixed_ips").addObject();
                            data.subnetOf(gateway.networkId())
                                    .ifPresent(it -> fixed.put("subnet_id", it.id()));
                            fixed.put("ip_address", gateway.address());
                        },
                        () -> view.putNull("external_gateway_info"));
        view.putArray("routes");
        NeutronBody.array(view, "tags", router.tags());
        return view;
    }
}
