package io.arcipelago.site.state;

import java.util.List;
import java.util.Optional;

/** A security group with its rules. */
public record SecurityGroup(
        String id,
        String projectId,
        String name,
        String description,
        List<Rule> rules,
        List<String> tags)
        implements NetworkObject {

    /** Traffic that is let through; empty members mean anything. */
    public record Rule(
            String id,
            String direction,
            String etherType,
            Optional<String> protocol,
            Optional<Integer> portMin,
            Optional<Integer> portMax,
            Optional<String> remoteCidr,
            Optional<String> remoteGroupId,
            String description) {

        /** Whether both let the same traffic through. */
        public boolean sameTraffic(Rule other) {
            return direction.equals(other.direction)
                    && etherType.equals(other.etherType)
                    && protocol.equals(other.protocol)
                    && portMin.equals(other.portMin)
                    && portMax.equals(other.portMax)
                    && remoteCidr.equals(other.remoteCidr)
                    && remoteGroupId.equals(other.remoteGroupId);
        }
    }

    public SecurityGroup withRules(List<Rule> replaced) {
        return new SecurityGroup(id, projectId, name, description, List.copyOf(replaced), tags);
    }

    @Override
    public SecurityGroup withTags(List<String> replaced) {
        return new SecurityGroup(id, projectId, name, description, rules, List.copyOf(replaced));
    }
}
