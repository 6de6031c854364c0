package io.arcipelago.openstack;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An IPv4 subnet to create.
 *
 * @param cidr such as {@code 10.0.0.0/24}
 * @param gateway empty for the site's choice, which is the first address
 */
public record SubnetRequest(
        String networkId,
        String name,
        String description,
        String cidr,
        Optional<String> gateway,
        List<String> dnsServers) {

    public SubnetRequest {
        dnsServers = List.copyOf(dnsServers);
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode subnet =
                body.putObject("subnet")
                        .put("network_id", networkId)
                        .put("name", name)
                        .put("description", description)
                        .put("ip_version", 4)
                        .put("cidr", cidr);
        gateway.ifPresent(address -> subnet.put("gateway_ip", address));
        if (!dnsServers.isEmpty()) {
            ArrayNode servers = subnet.putArray("dns_nameservers");
            dnsServers.forEach(servers::add);
        }
        return body;
    }
}
