package io.arcipelago.openstack;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A Neutron port.
 *
 * @param deviceId the server or router it belongs to, empty text if none
 * @param deviceOwner such as {@code compute:nova} or {@code network:router_interface}
 */
public record Port(
        String id,
        String name,
        String description,
        String networkId,
        String deviceId,
        String deviceOwner,
        String macAddress,
        String status,
        List<FixedIp> fixedIps,
        List<String> securityGroupIds,
        List<String> tags) {

    static Port from(JsonNode node) {
        List<FixedIp> fixedIps = new ArrayList<>();
        node.path("fixed_ips")
                .forEach(fixed ->
                        fixedIps.add(
                                new FixedIp(
                                        Json.text(fixed, "subnet_id"),
                                        Json.text(fixed, "ip_address"))));
        return new Port(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.text(node, "network_id"),
                Json.text(node, "device_id"),
                Json.text(node, "device_owner"),
                Json.text(node, "mac_address"),
                Json.text(node, "status"),
                List.copyOf(fixedIps),
                Json.texts(node, "security_groups"),
                Json.texts(node, "tags"));
    }
}
