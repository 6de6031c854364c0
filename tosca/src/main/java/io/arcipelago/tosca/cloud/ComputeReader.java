package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.Evaluation;
import io.arcipelago.tosca.Evaluator;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Operation;
import io.arcipelago.tosca.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Compute node with its capabilities host, os and endpoint. */
final class ComputeReader {

    private static final Set<String> WITHOUT_PORTS = Set.of("icmp", "igmp");
    private static final int MAX_PORT = 65535;

    private final BoundTemplate bound;
    private final Evaluator evaluator;
    private final Problems problems;

    ComputeReader(BoundTemplate bound, Evaluator evaluator, Problems problems) {
        this.bound = bound;
        this.evaluator = evaluator;
        this.problems = problems;
    }

    ComputeNode read(NodeTemplate node, List<Operation> operations) {
        return new ComputeNode(
                node.name(),
                bound.instanceCount(node.name()),
                Facts.number(capability(node, "host", "num_cpus")),
                Facts.bytes(capability(node, "host", "mem_size")),
                Facts.bytes(capability(node, "host", "disk_size")),
                Facts.text(capability(node, "host", "instance_type")),
                new ComputeNode.OperatingSystem(
                        os(node, "image"),
                        os(node, "type"),
                        os(node, "distribution"),
                        os(node, "version"),
                        os(node, "architecture")),
                ports(node),
                users(node),
                tags(node),
                operations);
    }

    private Evaluation capability(NodeTemplate node, String capability, String property) {
        return node.capabilities().containsKey(capability)
                ? evaluator.capabilityProperty(node.name(), capability, property)
                : new Evaluation.Absent();
    }

    private Optional<String> os(NodeTemplate node, String property) {
        return Facts.text(capability(node, "os", property));
    }

    private List<PortSpec> ports(NodeTemplate node) {
        List<PortSpec> ports = new ArrayList<>();
        Facts.map(capability(node, "endpoint", "ports"))
                .forEach((name, spec) -> port(node, name, Facts.map(spec)).ifPresent(ports::add));
        return ports;
    }

    private Optional<PortSpec> port(NodeTemplate node, String name, Map<String, Object> spec) {
        String protocol = Facts.text(spec, "protocol").orElse("tcp");
        Optional<String> cidr = Facts.text(spec, "remote_cidr");
        if (WITHOUT_PORTS.contains(protocol)) {
            return Optional.of(new PortSpec(name, protocol, 0, 0, cidr));
        }
        List<Long> range = range(spec);
        if (range.size() != 2
                || range.getFirst() < 1
                || range.getLast() > MAX_PORT
                || range.getFirst() > range.getLast()) {
            problems.error(
                    "port.range",
                    node.position(),
                    "topology_template/node_templates/%s/capabilities/endpoint/properties/ports/%s"
                            .formatted(node.name(), name),
                    "The port %s of %s needs a source between 1 and 65535 or a source_range such as [8000, 8010]"
                            .formatted(name, node.name()));
            return Optional.empty();
        }
        return Optional.of(
                new PortSpec(
                        name,
                        protocol,
                        range.getFirst().intValue(),
                        range.getLast().intValue(),
                        cidr));
    }

    /** {@code source} is the port people write; target is what it leads to inside. */
    private static List<Long> range(Map<String, Object> spec) {
        for (String key : List.of("source_range", "source", "target_range", "target")) {
            Object value = spec.getOrDefault(key, List.of());
            if (value instanceof Long port) {
                return List.of(port, port);
            }
            if (value instanceof List<?> bounds && !bounds.isEmpty()) {
                return bounds.stream()
                        .filter(Long.class::isInstance)
                        .map(Long.class::cast)
                        .toList();
            }
        }
        return List.of();
    }

    private List<OsUser> users(NodeTemplate node) {
        List<OsUser> users = new ArrayList<>();
        for (Object item : Facts.list(evaluator.property(node.name(), "os_users"))) {
            Map<String, Object> user = Facts.map(item);
            Facts.text(user, "os_user_name")
                    .ifPresent(name ->
                            users.add(
                                    new OsUser(
                                            name,
                                            Boolean.TRUE.equals(user.get("os_user_add_to_sudoers")),
                                            Facts.text(user, "os_user_ssh_public_key"),
                                            Facts.text(user, "os_user_guid"))));
        }
        return users;
    }

    private Map<String, String> tags(NodeTemplate node) {
        Map<String, String> tags = new LinkedHashMap<>();
        Facts.map(evaluator.property(node.name(), "tags"))
                .forEach((key, value) -> tags.put(key, value.toString()));
        return tags;
    }
}
