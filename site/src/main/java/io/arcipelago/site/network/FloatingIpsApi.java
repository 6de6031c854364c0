package io.arcipelago.site.network;

import io.arcipelago.site.state.FloatingIp;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Router;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Floating IPs. A port needs a router to the external network before it can have one. */
final class FloatingIpsApi {

    private final Site site;

    FloatingIpsApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/floatingips", this::list);
        routes.add("POST", "/floatingips", this::create);
        routes.add("GET", "/floatingips/{id}", this::show);
        routes.add("PUT", "/floatingips/{id}", this::update);
        routes.add("DELETE", "/floatingips/{id}", this::delete);
    }

    private static FloatingIp find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.floatingIps().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("FloatingIP", id));
    }

    private Response list(Request request, Caller caller) {
        List<ObjectNode> views =
                site.store()
                        .read(data ->
                                data.floatingIps().values().stream()
                                        .filter(it -> caller.sees(it.projectId()))
                                        .map(it -> view(data, it))
                                        .toList());
        return NeutronLists.answer(site, request, "floatingips", views);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "floatingip");
        String networkId = NeutronBody.required(asked, "floating_network_id");
        String description = NeutronBody.label(asked, "description");
        Optional<String> portId = JsonBody.text(asked, "port_id");
        Set<String> routers = new LinkedHashSet<>();
        Response answer =
                site.store()
                        .change(data -> {
                            Network network = NetworksApi.find(data, networkId, caller);
                            if (!network.external()) {
                                throw NeutronErrors.badRequest(
                                        "floatingip",
                                        "Network "
                                                + networkId
                                                + " is not a valid external network");
                            }
                            long used =
                                    data.floatingIps().values().stream()
                                            .filter(it -> caller.projectId().equals(it.projectId()))
                                            .count();
                            NeutronBody.checkQuota(site, caller, "floatingip", used, 1);
                            portId.ifPresent(
                                    it -> routers.add(reach(data, it, networkId, "", caller)));
                            FloatingIp floatingIp =
                                    new FloatingIp(
                                            UUID.randomUUID().toString(),
                                            caller.projectId(),
                                            networkId,
                                            Addressing.freeAddress(data, networkId)
                                                    .orElseThrow(
                                                            () -> RoutersApi.noAddress(networkId)),
                                            description,
                                            portId,
                                            List.of());
                            data.floatingIps().put(floatingIp.id(), floatingIp);
                            return answer(201, data, floatingIp);
                        });
        site.work().routers(routers);
        return answer;
    }

    /** The router through which the port is reached; raises what Neutron says if there is none. */
    private static String reach(
            SiteData data, String portId, String networkId, String floatingIpId, Caller caller) {
        Port port = PortsApi.find(data, portId, caller);
        for (FloatingIp other : data.floatingIps().values()) {
            if (!other.id().equals(floatingIpId)
                    && other.portId().filter(portId::equals).isPresent()) {
                throw NeutronErrors.conflict(
                        "FloatingIPPortAlreadyAssociated",
                        "Cannot associate floating IP with port "
                                + portId
                                + " using fixed IP "
                                + port.address()
                                + ", as that fixed IP already has a floating IP on external"
                                + " network "
                                + networkId
                                + ".");
            }
        }
        return data.routerOf(port.networkId())
                .filter(it ->
                        it.gateway().filter(to -> to.networkId().equals(networkId)).isPresent())
                .map(Router::id)
                .orElseThrow(() ->
                        ApiError.neutron(
                                404,
                                "ExternalGatewayForFloatingIPNotFound",
                                "External network "
                                        + networkId
                                        + " is not reachable from subnet "
                                        + port.subnetId()
                                        + ".  Therefore, cannot associate Port "
                                        + portId
                                        + " with a Floating IP."));
    }

    private Response show(Request request, Caller caller) {
        return site.store()
                .read(data -> answer(200, data, find(data, request.variable("id"), caller)));
    }

    private Response update(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "floatingip");
        String id = request.variable("id");
        Set<String> routers = new LinkedHashSet<>();
        Response answer =
                site.store()
                        .change(data -> {
                            FloatingIp floatingIp = find(data, id, caller);
                            if (asked.has("port_id")) {
                                Optional<String> portId = JsonBody.text(asked, "port_id");
                                portId.ifPresent(it ->
                                        routers.add(
                                                reach(
                                                        data,
                                                        it,
                                                        floatingIp.networkId(),
                                                        id,
                                                        caller)));
                                routers.addAll(routersOf(data, floatingIp));
                                data.floatingIps().put(id, floatingIp.withPort(portId));
                                return answer(200, data, floatingIp.withPort(portId));
                            }
                            return answer(200, data, floatingIp);
                        });
        site.work().routers(routers);
        return answer;
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        List<String> routers =
                site.store()
                        .change(data -> {
                            FloatingIp floatingIp = find(data, id, caller);
                            List<String> concerned = routersOf(data, floatingIp);
                            data.floatingIps().remove(id);
                            return concerned;
                        });
        site.work().routers(routers);
        return Response.empty(204);
    }

    private static List<String> routersOf(SiteData data, FloatingIp floatingIp) {
        return floatingIp
                .portId()
                .map(data.ports()::get)
                .flatMap(it -> data.routerOf(it.networkId()))
                .map(Router::id)
                .stream()
                .toList();
    }

    private static Response answer(int status, SiteData data, FloatingIp floatingIp) {
        ObjectNode body = JsonBody.object();
        body.set("floatingip", view(data, floatingIp));
        return Response.json(status, body);
    }

    private static ObjectNode view(SiteData data, FloatingIp floatingIp) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", floatingIp.id())
                        .put("description", floatingIp.description())
                        .put("project_id", floatingIp.projectId())
                        .put("tenant_id", floatingIp.projectId())
                        .put("floating_network_id", floatingIp.networkId())
                        .put("floating_ip_address", floatingIp.address())
                        .put("status", floatingIp.portId().isPresent() ? "ACTIVE" : "DOWN");
        Optional<Port> port = floatingIp.portId().map(data.ports()::get);
        if (port.isPresent()) {
            view.put("port_id", port.get().id()).put("fixed_ip_address", port.get().address());
        } else {
            view.putNull("port_id").putNull("fixed_ip_address");
        }
        data.routerOf(port.map(Port::networkId).orElse(""))
                .ifPresentOrElse(
                        it -> view.put("router_id", it.id()), () -> view.putNull("router_id"));
        NeutronBody.array(view, "tags", floatingIp.tags());
        return view;
    }
}
