package io.arcipelago.openstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Network API v2.0. Deletions answer false if there was nothing to delete; creations that end in
 * TRANSIENT may have happened: look for the object's description or name.
 */
public final class Neutron {

    private final ServiceApi api;

    Neutron(ServiceApi api) {
        this.api = api;
    }

    public List<Network> networks(NetworkFilter filter) {
        return api.list("/networks", "networks", filter.query(), Network::from);
    }

    /**
     * The same, without the networks that cannot be read.
     *
     * @param unreadable is told of each of them, and why
     */
    public List<Network> networks(NetworkFilter filter, Consumer<String> unreadable) {
        return api.list(
                "/networks", "networks", filter.query(), Map.of(), Network::from, unreadable);
    }

    public Optional<Network> network(String id) {
        return find("networks", id).map(answer -> Network.from(answer.path("network")));
    }

    public Network createNetwork(String name, String description) {
        ObjectNode body = Json.object();
        body.putObject("network").put("name", name).put("description", description);
        return Network.from(api.post("/networks", body).path("network"));
    }

    /** Raises CONFLICT while ports are on it. */
    public boolean deleteNetwork(String id) {
        return delete("networks", id);
    }

    public List<Subnet> subnets(NetworkFilter filter) {
        return api.list("/subnets", "subnets", filter.query(), Subnet::from);
    }

    public Subnet createSubnet(SubnetRequest request) {
        return Subnet.from(api.post("/subnets", request.body()).path("subnet"));
    }

    public boolean deleteSubnet(String id) {
        return delete("subnets", id);
    }

    public List<Router> routers(NetworkFilter filter) {
        return api.list("/routers", "routers", filter.query(), Router::from);
    }

    public Optional<Router> router(String id) {
        return find("routers", id).map(answer -> Router.from(answer.path("router")));
    }

    /** A router with its gateway on an external network, or without one. */
    public Router createRouter(
            String name, String description, Optional<String> externalNetworkId) {
        ObjectNode body = Json.object();
        ObjectNode router =
                body.putObject("router").put("name", name).put("description", description);
        externalNetworkId.ifPresent(
                id -> router.putObject("external_gateway_info").put("network_id", id));
        return Router.from(api.post("/routers", body).path("router"));
    }

    /** Raises CONFLICT while it has interfaces. */
    public boolean deleteRouter(String id) {
        return delete("routers", id);
    }

    /**
     * Puts the subnet's gateway address on the router; raises BAD_REQUEST if it is there already.
     */
    public void addRouterInterface(String routerId, String subnetId) {
        api.putOnce(routerPath(routerId) + "/add_router_interface", subnet(subnetId));
    }

    /** False if the router or its interface on this subnet was not there. */
    public boolean removeRouterInterface(String routerId, String subnetId) {
        try {
            api.put(routerPath(routerId) + "/remove_router_interface", subnet(subnetId));
            return true;
        } catch (OpenStackException e) {
            if (e.kind() == OpenStackException.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static String routerPath(String id) {
        return "/routers/" + ServiceApi.segment(id);
    }

    private static ObjectNode subnet(String id) {
        return Json.object().put("subnet_id", id);
    }

    public List<Port> ports(NetworkFilter filter) {
        return api.list("/ports", "ports", filter.query(), Port::from);
    }

    public Optional<Port> port(String id) {
        return find("ports", id).map(answer -> Port.from(answer.path("port")));
    }

    public Port createPort(PortRequest request) {
        return Port.from(api.post("/ports", request.body()).path("port"));
    }

    /** Replaces the groups of a port. */
    public Port updatePortSecurityGroups(String portId, List<String> securityGroupIds) {
        ObjectNode body = Json.object();
        ArrayNode groups = body.putObject("port").putArray("security_groups");
        securityGroupIds.forEach(groups::add);
        return Port.from(api.put("/ports/" + ServiceApi.segment(portId), body).path("port"));
    }

    public boolean deletePort(String id) {
        return delete("ports", id);
    }

    public List<SecurityGroup> securityGroups(NetworkFilter filter) {
        return api.list("/security-groups", "security_groups", filter.query(), SecurityGroup::from);
    }

    public Optional<SecurityGroup> securityGroup(String id) {
        return find("security-groups", id)
                .map(answer -> SecurityGroup.from(answer.path("security_group")));
    }

    /** A group that lets everything out and nothing in until rules are added. */
    public SecurityGroup createSecurityGroup(String name, String description) {
        ObjectNode body = Json.object();
        body.putObject("security_group").put("name", name).put("description", description);
        return SecurityGroup.from(api.post("/security-groups", body).path("security_group"));
    }

    /** Raises CONFLICT while ports carry it. */
    public boolean deleteSecurityGroup(String id) {
        return delete("security-groups", id);
    }

    /** Raises CONFLICT if the group has the same rule already. */
    public SecurityGroupRule createSecurityGroupRule(SecurityGroupRuleRequest request) {
        return SecurityGroupRule.from(
                api.post("/security-group-rules", request.body()).path("security_group_rule"));
    }

    public boolean deleteSecurityGroupRule(String id) {
        return delete("security-group-rules", id);
    }

    public List<FloatingIp> floatingIps(NetworkFilter filter) {
        return api.list("/floatingips", "floatingips", filter.query(), FloatingIp::from);
    }

    public Optional<FloatingIp> floatingIp(String id) {
        return find("floatingips", id).map(answer -> FloatingIp.from(answer.path("floatingip")));
    }

    /** Takes an address of an external network, for a port at once if one is given. */
    public FloatingIp createFloatingIp(
            String externalNetworkId, String description, Optional<String> portId) {
        ObjectNode body = Json.object();
        ObjectNode floatingIp =
                body.putObject("floatingip")
                        .put("floating_network_id", externalNetworkId)
                        .put("description", description);
        portId.ifPresent(id -> floatingIp.put("port_id", id));
        return FloatingIp.from(api.post("/floatingips", body).path("floatingip"));
    }

    /** Makes the address stand for a port, or for none if empty. */
    public FloatingIp associateFloatingIp(String id, Optional<String> portId) {
        ObjectNode body = Json.object();
        ObjectNode floatingIp = body.putObject("floatingip");
        portId.ifPresentOrElse(
                port -> floatingIp.put("port_id", port), () -> floatingIp.putNull("port_id"));
        return FloatingIp.from(
                api.put("/floatingips/" + ServiceApi.segment(id), body).path("floatingip"));
    }

    public boolean deleteFloatingIp(String id) {
        return delete("floatingips", id);
    }

    /** Replaces an object's tags; a second call after its creation, so never the only mark. */
    public void replaceTags(NetworkResource resource, String id, List<String> tags) {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("tags");
        tags.forEach(array::add);
        api.put("/" + resource.path() + "/" + ServiceApi.segment(id) + "/tags", body);
    }

    /** The project's quotas with usage. */
    public Map<String, QuotaUsage> quotas() {
        return Quotas.read(
                api.get("/quotas/" + ServiceApi.segment(api.projectId()) + "/details.json"),
                "quota",
                "used");
    }

    private Optional<JsonNode> find(String collection, String id) {
        return api.find("/" + collection + "/" + ServiceApi.segment(id));
    }

    private boolean delete(String collection, String id) {
        return api.delete("/" + collection + "/" + ServiceApi.segment(id));
    }
}
