package io.arcipelago.site.network;

import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.SiteData;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Networks. The external one is seen by all projects and changed by none. */
final class NetworksApi {

    private static final int MTU = 1450;

    private final Site site;

    NetworksApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/networks", this::list);
        routes.add("POST", "/networks", this::create);
        routes.add("GET", "/networks/{id}", this::show);
        routes.add("DELETE", "/networks/{id}", this::delete);
    }

    static Network find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.networks().get(id))
                .filter(it -> it.external() || caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("Network", id));
    }

    private Response list(Request request, Caller caller) {
        List<ObjectNode> views =
                site.store()
                        .read(data ->
                                data.networks().values().stream()
                                        .filter(it -> it.external() || caller.sees(it.projectId()))
                                        .map(it -> view(data, it))
                                        .toList());
        return NeutronLists.answer(site, request, "networks", views);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "network");
        Network network =
                new Network(
                        UUID.randomUUID().toString(),
                        caller.projectId(),
                        NeutronBody.label(asked, "name"),
                        NeutronBody.label(asked, "description"),
                        false,
                        List.of());
        return site.store()
                .change(data -> {
                    long used =
                            data.networks().values().stream()
                                    .filter(it -> it.projectId().equals(caller.projectId()))
                                    .count();
                    NeutronBody.checkQuota(site, caller, "network", used, 1);
                    data.networks().put(network.id(), network);
                    return answer(201, data, network);
                });
    }

    private Response show(Request request, Caller caller) {
        return site.store()
                .read(data -> answer(200, data, find(data, request.variable("id"), caller)));
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        site.store()
                .change(data -> {
                    Network network = find(data, id, caller);
                    if (network.external()) {
                        throw ApiError.neutron(
                                403,
                                "PolicyNotAuthorized",
                                "rule:delete_network is disallowed by policy");
                    }
                    Optional<Port> port = data.portsOn(id).findFirst();
                    if (port.isPresent()) {
                        throw NeutronErrors.conflict(
                                "NetworkInUse",
                                "Unable to complete operation on network "
                                        + id
                                        + ". There are one or more ports still in use on"
                                        + " the network, id for these ports is: "
                                        + port.get().id()
                                        + ".");
                    }
                    data.subnets().values().removeIf(it -> it.networkId().equals(id));
                    return Optional.ofNullable(data.networks().remove(id));
                });
        site.work().network(id);
        return Response.empty(204);
    }

    private static Response answer(int status, SiteData data, Network network) {
        ObjectNode body = JsonBody.object();
        body.set("network", view(data, network));
        return Response.json(status, body);
    }

    private static ObjectNode view(SiteData data, Network network) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", network.id())
                        .put("name", network.name())
                        .put("description", network.description())
                        .put("project_id", network.projectId())
                        .put("tenant_id", network.projectId())
                        .put("admin_state_up", true)
                        .put("status", "ACTIVE")
                        .put("shared", false)
                        .put("router:external", network.external())
                        .put("is_default", network.external())
                        .put("port_security_enabled", true)
                        .put("mtu", MTU);
        ArrayNode subnets = view.putArray("subnets");
        data.subnets().values().stream()
                .filter(it -> it.networkId().equals(network.id()))
                .forEach(it -> subnets.add(it.id()));
        NeutronBody.array(view, "tags", network.tags());
        return view;
    }
}
