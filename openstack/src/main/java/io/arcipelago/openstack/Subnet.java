package io.arcipelago.openstack;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A network's address range. */
public record Subnet(
        String id,
        String name,
        String description,
        String networkId,
        String cidr,
        Optional<String> gateway,
        int ipVersion,
        boolean dhcp,
        List<String> dnsServers) {

    static Subnet from(JsonNode node) {
        return new Subnet(
                Json.id(node),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.text(node, "network_id"),
                Json.text(node, "cidr"),
                Json.optionalText(node, "gateway_ip"),
                Json.integer(node, "ip_version"),
                Json.bool(node, "enable_dhcp"),
                Json.texts(node, "dns_nameservers"));
    }
}
