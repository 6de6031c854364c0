package io.arcipelago.openstack;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Traffic that a group lets through.
 *
 * @param direction {@code ingress} or {@code egress}
 * @param etherType {@code IPv4} or {@code IPv6}
 * @param protocol empty for any
 * @param remoteCidr the other side, empty for anywhere or for a remote group
 */
public record SecurityGroupRule(
        String id,
        String securityGroupId,
        String direction,
        String etherType,
        Optional<String> protocol,
        Optional<Integer> portMin,
        Optional<Integer> portMax,
        Optional<String> remoteCidr,
        Optional<String> remoteGroupId) {

    static SecurityGroupRule from(JsonNode node) {
        return new SecurityGroupRule(
                Json.id(node),
                Json.text(node, "security_group_id"),
                Json.text(node, "direction"),
                Json.text(node, "ethertype"),
                Json.optionalText(node, "protocol"),
                Json.optionalText(node, "port_range_min").map(Integer::valueOf),
                Json.optionalText(node, "port_range_max").map(Integer::valueOf),
                Json.optionalText(node, "remote_ip_prefix"),
                Json.optionalText(node, "remote_group_id"));
    }
}
