package io.arcipelago.site.compute;

import io.arcipelago.site.state.FloatingIp;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.JsonBody;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers as Nova writes them. */
final class ServerViews {

    private ServerViews() {}

    static ObjectNode brief(Server server) {
        ObjectNode view = JsonBody.object().put("id", server.id()).put("name", server.name());
        view.putArray("links");
        return view;
    }

    static ObjectNode inFull(SiteData data, Server server) {
        Server.Condition condition = server.condition();
        ObjectNode view =
                brief(server)
                        .put("status", condition.status().name())
                        .put("tenant_id", server.projectId())
                        .put("user_id", server.userId())
                        .put("created", server.created().toString())
                        .put("updated", server.updated().toString())
                        .put("hostId", "")
                        .put("progress", condition.status() == Server.Status.ACTIVE ? 100 : 0)
                        .put("accessIPv4", "")
                        .put("accessIPv6", "")
                        .put("config_drive", "")
                        .put("OS-DCF:diskConfig", "MANUAL")
                        .put("OS-EXT-AZ:availability_zone", "nova")
                        .put("OS-EXT-STS:vm_state", vmState(condition.status()))
                        .put(
                                "OS-EXT-STS:power_state",
                                condition.status() == Server.Status.ACTIVE ? 1 : 0);
        condition
                .task()
                .ifPresentOrElse(
                        task -> view.put("OS-EXT-STS:task_state", task.wireName()),
                        () -> view.putNull("OS-EXT-STS:task_state"));
        server.order()
                .keyName()
                .ifPresentOrElse(key -> view.put("key_name", key), () -> view.putNull("key_name"));
        view.putObject("flavor").put("id", server.order().flavorId());
        view.putObject("image").put("id", server.order().imageId());
        ObjectNode metadata = view.putObject("metadata");
        server.metadata().forEach(metadata::put);
        condition
                .fault()
                .ifPresent(message ->
                        view.putObject("fault")
                                .put("code", 500)
                                .put("created", server.updated().toString())
                                .put("message", message));
        addresses(data, server, view.putObject("addresses"));
        groups(data, server, view);
        ArrayNode volumes = view.putArray("os-extended-volumes:volumes_attached");
        data.volumesOf(server.id()).forEach(it -> volumes.addObject().put("id", it.id()));
        return view;
    }

    static String vmState(Server.Status status) {
        return switch (status) {
            case BUILD -> "building";
            case ACTIVE -> "active";
            case SHUTOFF -> "stopped";
            case ERROR -> "error";
        };
    }

    private static void addresses(SiteData data, Server server, ObjectNode addresses) {
        for (String portId : server.order().portIds()) {
            Port port = data.ports().get(portId);
            Network network = port == null ? null : data.networks().get(port.networkId());
            if (port != null && network != null) {
                ArrayNode list =
                        addresses.path(network.name()) instanceof ArrayNode existing
                                ? existing
                                : addresses.putArray(network.name());
                address(list, port, port.address(), "fixed");
                for (FloatingIp floatingIp : data.floatingIps().values()) {
                    if (floatingIp.portId().filter(portId::equals).isPresent()) {
                        address(list, port, floatingIp.address(), "floating");
                    }
                }
            }
        }
    }

    private static void address(ArrayNode list, Port port, String address, String kind) {
        list.addObject()
                .put("version", 4)
                .put("addr", address)
                .put("OS-EXT-IPS:type", kind)
                .put("OS-EXT-IPS-MAC:mac_addr", port.macAddress());
    }

    private static void groups(SiteData data, Server server, ObjectNode view) {
        Set<String> names = new LinkedHashSet<>();
        for (String portId : server.order().portIds()) {
            Port port = data.ports().get(portId);
            if (port != null) {
                for (String groupId : port.securityGroupIds()) {
                    SecurityGroup group = data.securityGroups().get(groupId);
                    if (group != null) {
                        names.add(group.name());
                    }
                }
            }
        }
        ArrayNode groups = view.putArray("security_groups");
        names.forEach(name -> groups.addObject().put("name", name));
    }
}
