package io.arcipelago.openstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A Neutron router.
 *
 * @param externalNetworkId the network of its gateway
 * @param externalAddresses its own addresses there
 */
public record Router(
        String id,
        String name,
        String description,
        String status,
        Optional<String> externalNetworkId,
        List<String> externalAddresses,
        List<String> tags) {

    static Router from(JsonNode node) {
        JsonNode gateway = node.path("external_gateway_info");
        List<String> addresses = new ArrayList<>();
        gateway.path("external_fixed_ips")
                .forEach(fixed -> addresses.add(Json.text(fixed, "ip_address")));
        return new Router(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.text(node, "status"),
                Json.optionalText(gateway, "network_id"),
                List.copyOf(addresses),
                Json.texts(node, "tags"));
    }
}
