package io.arcipelago.openstack;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An IPv4 rule to add to a group; see {@link SecurityGroupRule} for its members. */
public record SecurityGroupRuleRequest(
        String securityGroupId,
        String direction,
        Optional<String> protocol,
        Optional<Integer> portMin,
        Optional<Integer> portMax,
        Optional<String> remoteCidr,
        Optional<String> remoteGroupId) {

    /** Lets traffic to a range of ports in. */
    public static SecurityGroupRuleRequest ingress(
            String securityGroupId, String protocol, int portMin, int portMax, String remoteCidr) {
        return new SecurityGroupRuleRequest(
                securityGroupId,
                "ingress",
                Optional.of(protocol),
                Optional.of(portMin),
                Optional.of(portMax),
                Optional.of(remoteCidr),
                Optional.empty());
    }

    /** Lets everything in that comes from servers of a group. */
    public static SecurityGroupRuleRequest ingressFromGroup(
            String securityGroupId, String remoteGroupId) {
        return new SecurityGroupRuleRequest(
                securityGroupId,
                "ingress",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(remoteGroupId));
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode rule =
                body.putObject("security_group_rule")
                        .put("security_group_id", securityGroupId)
                        .put("direction", direction)
                        .put("ethertype", "IPv4");
        protocol.ifPresent(name -> rule.put("protocol", name));
        portMin.ifPresent(port -> rule.put("port_range_min", port));
        portMax.ifPresent(port -> rule.put("port_range_max", port));
        remoteCidr.ifPresent(cidr -> rule.put("remote_ip_prefix", cidr));
        remoteGroupId.ifPresent(group -> rule.put("remote_group_id", group));
        return body;
    }
}
