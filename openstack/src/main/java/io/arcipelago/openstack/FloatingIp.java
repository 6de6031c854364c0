package io.arcipelago.openstack;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An external address that may stand for a port's fixed address. */
public record FloatingIp(
        String id,
        String address,
        String networkId,
        String description,
        String status,
        Optional<String> portId,
        Optional<String> fixedAddress,
        List<String> tags) {

    static FloatingIp from(JsonNode node) {
        return new FloatingIp(
                Json.id(node),
                Json.text(node, "floating_ip_address"),
                Json.text(node, "floating_network_id"),
                Json.text(node, "description"),
                Json.text(node, "status"),
                Json.optionalText(node, "port_id"),
                Json.optionalText(node, "fixed_ip_address"),
                Json.texts(node, "tags"));
    }
}
