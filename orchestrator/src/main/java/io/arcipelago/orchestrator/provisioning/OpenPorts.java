package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A range of ports that a security group lets in, from an address range. */
public record OpenPorts(String protocol, int from, int to, String remoteCidr) {

    /** The form in a resource's specification. */
    public Map<String, Object> spec() {
        return Map.of("protocol", protocol, "from", from, "to", to, "remoteCidr", remoteCidr);
    }

    static List<OpenPorts> read(@org.jspecify.annotations.Nullable Object spec) {
        List<OpenPorts> ports = new ArrayList<>();
        if (spec instanceof List<?> rules) {
            for (Object rule : rules) {
                if (rule instanceof Map<?, ?> map) {
                    ports.add(
                            new OpenPorts(
                                    String.valueOf(map.get("protocol")),
                                    number(map.get("from")),
                                    number(map.get("to")),
                                    String.valueOf(map.get("remoteCidr"))));
                }
            }
        }
        return ports;
    }

    private static int number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    boolean isIn(SecurityGroupRule rule) {
        return rule.direction().equals("ingress")
                && rule.protocol().equals(Optional.of(protocol))
                && rule.portMin().equals(Optional.of(from))
                && rule.portMax().equals(Optional.of(to))
                && rule.remoteCidr().orElse("0.0.0.0/0").equals(remoteCidr);
    }

    static String words(List<OpenPorts> ports) {
        return ports.stream()
                .map(p ->
                        p.protocol()
                                + " "
                                + (p.from() == p.to() ? p.from() : p.from() + "-" + p.to()))
                .collect(Collectors.joining(", "));
    }
}
