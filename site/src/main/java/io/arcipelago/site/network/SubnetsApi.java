package io.arcipelago.site.network;

import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.Network;
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

/** Subnets: IPv4, one per network. */
final class SubnetsApi {

    private static final int LONGEST_PREFIX = 29;

    private final Site site;

    SubnetsApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/subnets", this::list);
        routes.add("POST", "/subnets", this::create);
        routes.add("GET", "/subnets/{id}", this::show);
        routes.add("DELETE", "/subnets/{id}", this::delete);
    }

    static Subnet find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.subnets().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("Subnet", id));
    }

    private Response list(Request request, Caller caller) {
        List<ObjectNode> views =
                site.store()
                        .read(data ->
                                data.subnets().values().stream()
                                        .filter(it -> caller.sees(it.projectId()))
                                        .map(SubnetsApi::view)
                                        .toList());
        return NeutronLists.answer(site, request, "subnets", views);
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "subnet");
        String networkId = NeutronBody.required(asked, "network_id");
        Cidr cidr = cidr(NeutronBody.required(asked, "cidr"));
        Subnet subnet =
                new Subnet(
                        UUID.randomUUID().toString(),
                        networkId,
                        caller.projectId(),
                        NeutronBody.label(asked, "name"),
                        NeutronBody.label(asked, "description"),
                        cidr.toString(),
                        gateway(asked, cidr),
                        NeutronBody.texts(asked, "dns_nameservers"),
                        List.of());
        site.store()
                .change(data -> {
                    Network network = NetworksApi.find(data, networkId, caller);
                    if (network.external()) {
                        throw ApiError.neutron(
                                403,
                                "PolicyNotAuthorized",
                                "rule:create_subnet is disallowed by policy");
                    }
                    checkAlone(data, networkId, cidr);
                    long used =
                            data.subnets().values().stream()
                                    .filter(it -> it.projectId().equals(caller.projectId()))
                                    .count();
                    NeutronBody.checkQuota(site, caller, "subnet", used, 1);
                    return Optional.ofNullable(data.subnets().put(subnet.id(), subnet));
                });
        site.work().network(networkId);
        return answer(201, subnet);
    }

    private static void checkAlone(SiteData data, String networkId, Cidr cidr) {
        Optional<Subnet> present = data.subnetOf(networkId);
        if (present.isPresent()) {
            boolean overlaps = Cidr.parse(present.get().cidr()).overlaps(cidr);
            throw NeutronErrors.invalid(
                    overlaps
                            ? "Requested subnet with cidr: "
                                    + cidr
                                    + " for network: "
                                    + networkId
                                    + " overlaps with another subnet."
                            : "a network of this site holds one subnet, and "
                                    + networkId
                                    + " has one; make another network.");
        }
    }

    private static Cidr cidr(String text) {
        try {
            Cidr cidr = Cidr.parse(text);
            if (cidr.prefix() > LONGEST_PREFIX) {
                throw NeutronErrors.invalid(
                        "'" + text + "' is too small; the longest prefix is /" + LONGEST_PREFIX);
            }
            return cidr;
        } catch (IllegalArgumentException e) {
            throw NeutronErrors.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Absent means the first address, null means none. */
    private static Optional<String> gateway(JsonNode asked, Cidr cidr) {
        if (asked.path("gateway_ip").isNull()) {
            return Optional.empty();
        }
        String gateway = JsonBody.text(asked, "gateway_ip").orElseGet(cidr::firstHost);
        try {
            if (cidr.contains(gateway)) {
                return Optional.of(gateway);
            }
        } catch (IllegalArgumentException e) {
            throw NeutronErrors.invalid(String.valueOf(e.getMessage()));
        }
        throw NeutronErrors.invalid("Gateway " + gateway + " is not valid on subnet " + cidr);
    }

    private Response show(Request request, Caller caller) {
        return answer(200, site.store().read(data -> find(data, request.variable("id"), caller)));
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        Subnet removed =
                site.store()
                        .change(data -> {
                            Subnet subnet = find(data, id, caller);
                            if (data.portsOn(subnet.networkId()).findAny().isPresent()) {
                                throw NeutronErrors.conflict(
                                        "SubnetInUse",
                                        "Unable to complete operation on subnet "
                                                + id
                                                + ": One or more ports have an IP"
                                                + " allocation from this subnet.");
                            }
                            data.subnets().remove(id);
                            return subnet;
                        });
        site.work().network(removed.networkId());
        return Response.empty(204);
    }

    private static Response answer(int status, Subnet subnet) {
        ObjectNode body = JsonBody.object();
        body.set("subnet", view(subnet));
        return Response.json(status, body);
    }

    private static ObjectNode view(Subnet subnet) {
        Cidr cidr = Cidr.parse(subnet.cidr());
        ObjectNode view =
                JsonBody.object()
                        .put("id", subnet.id())
                        .put("name", subnet.name())
                        .put("description", subnet.description())
                        .put("network_id", subnet.networkId())
                        .put("project_id", subnet.projectId())
                        .put("tenant_id", subnet.projectId())
                        .put("ip_version", 4)
                        .put("cidr", subnet.cidr())
                        .put("enable_dhcp", true);
        subnet.gateway()
                .ifPresentOrElse(
                        it -> view.put("gateway_ip", it), () -> view.putNull("gateway_ip"));
        NeutronBody.array(view, "dns_nameservers", subnet.dnsServers());
        view.putArray("allocation_pools")
                .addObject()
                .put("start", Cidr.format(cidr.base() + 2))
                .put("end", cidr.lastHost());
        view.putArray("host_routes");
        NeutronBody.array(view, "tags", subnet.tags());
        return view;
    }
}
