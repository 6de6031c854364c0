package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.AttributeSource;
import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.Evaluator;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Operation;
import io.arcipelago.tosca.PolicyTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the nodes of a bound template as cloud resources. */
final class CloudReader {

    private static final String COMPUTE = "tosca.nodes.Compute";
    private static final String NETWORK = "tosca.nodes.network.Network";
    private static final String PORT = "tosca.nodes.network.Port";
    private static final String VOLUME = "tosca.nodes.BlockStorage";
    private static final String SLA_PLACEMENT = "tosca.policies.indigo.SlaPlacement";
    private static final String ATTACHES_TO = "tosca.relationships.AttachesTo";
    private static final String BINDS_TO = "tosca.relationships.network.BindsTo";
    private static final String LINKS_TO = "tosca.relationships.network.LinksTo";
    private static final String ANSIBLE_ROLE = "tosca.artifacts.AnsibleGalaxy.role";
    private static final List<String> LIFECYCLE =
            List.of("create", "configure", "start", "stop", "delete");

    private final BoundTemplate bound;
    private final Evaluator evaluator;
    private final Problems problems = new Problems();
    private final List<ComputeNode> computes = new ArrayList<>();
    private final List<NetworkNode> networks = new ArrayList<>();
    private final List<PortNode> ports = new ArrayList<>();
    private final List<VolumeNode> volumes = new ArrayList<>();
    private final List<VolumeAttachment> attachments = new ArrayList<>();
    private final List<SoftwareNode> software = new ArrayList<>();

    CloudReader(BoundTemplate bound) {
        this.bound = bound;
        this.evaluator = bound.evaluator(AttributeSource.none());
    }

    CloudTopology read() {
        ComputeReader computeReader = new ComputeReader(bound, evaluator, problems);
        for (NodeTemplate node : bound.template().nodes()) {
            if (node.isA(COMPUTE)) {
                computes.add(computeReader.read(node, operations(node)));
                attachments(node);
            } else if (node.isA(NETWORK)) {
                networks.add(network(node));
            } else if (node.isA(PORT)) {
                port(node);
            } else if (node.isA(VOLUME)) {
                volume(node);
            } else {
                software(node);
            }
        }
        return new CloudTopology(
                computes,
                networks,
                ports,
                volumes,
                attachments,
                software,
                placement(),
                problems.list());
    }

    private NetworkNode network(NodeTemplate node) {
        return new NetworkNode(
                node.name(),
                property(node, "network_type").orElse("private"),
                property(node, "network_name"),
                property(node, "proxy_host"));
    }

    private void port(NodeTemplate node) {
        Optional<String> network = target(node, LINKS_TO);
        Optional<String> compute = target(node, BINDS_TO);
        if (network.isEmpty() || compute.isEmpty()) {
            error(
                    node,
                    "port.loose",
                    "needs a requirement binding to a server and link to a network");
            return;
        }
        long order = Facts.number(evaluator.property(node.name(), "order")).orElse(0);
        ports.add(new PortNode(node.name(), network.get(), compute.get(), order));
    }

    private void volume(NodeTemplate node) {
        OptionalLong size = Facts.bytes(evaluator.property(node.name(), "size"));
        if (size.isEmpty() || size.getAsLong() <= 0) {
            error(node, "volume.size", "needs a size above 0 such as 10 GB");
            return;
        }
        volumes.add(new VolumeNode(node.name(), size.getAsLong(), property(node, "type")));
    }

    private void attachments(NodeTemplate compute) {
        for (Requirement requirement : compute.requirements()) {
            if (requirement.relationship().isA(ATTACHES_TO)) {
                attachments.add(
                        new VolumeAttachment(
                                compute.name(),
                                requirement.target(),
                                relationship(compute, requirement, "location"),
                                relationship(compute, requirement, "device"),
                                relationship(compute, requirement, "fs_type")));
            }
        }
    }

    private void software(NodeTemplate node) {
        Optional<String> compute = computeOf(node);
        if (compute.isEmpty()) {
            error(
                    node,
                    "cloud.unsupported-node",
                    "is a %s that runs on no server; this target is not supported"
                            .formatted(node.type()));
            return;
        }
        software.add(
                new SoftwareNode(
                        node.name(),
                        node.type(),
                        compute.get(),
                        bound.graph().levelOf(node.name()),
                        operations(node),
                        node.artifacts().values().stream()
                                .filter(artifact -> artifact.lineage().contains(ANSIBLE_ROLE))
                                .map(artifact -> artifact.file())
                                .toList()));
    }

    private Optional<String> computeOf(NodeTemplate node) {
        Set<String> seen = new HashSet<>();
        Optional<String> host = bound.hostOf(node.name());
        while (host.isPresent() && seen.add(host.get())) {
            if (host.flatMap(bound.template()::node).filter(n -> n.isA(COMPUTE)).isPresent()) {
                return host;
            }
            host = host.flatMap(bound::hostOf);
        }
        return Optional.empty();
    }

    private static List<Operation> operations(NodeTemplate node) {
        return node.operations().stream()
                .filter(operation -> operation.implementation().isPresent())
                .sorted(Comparator.comparingInt(CloudReader::rank))
                .toList();
    }

    private static int rank(Operation operation) {
        int rank = LIFECYCLE.indexOf(operation.name());
        return rank < 0 ? LIFECYCLE.size() : rank;
    }

    private Optional<SlaPlacement> placement() {
        List<PolicyTemplate> placements =
                bound.template().policies().stream().filter(p -> p.isA(SLA_PLACEMENT)).toList();
        if (placements.size() > 1) {
            problems.error(
                    "policy.several-placements",
                    placements.getLast().position(),
                    "topology_template/policies",
                    "The template has %d placement policies; keep one"
                            .formatted(placements.size()));
        }
        return placements.stream().findFirst().flatMap(this::placement);
    }

    private Optional<SlaPlacement> placement(PolicyTemplate policy) {
        return Facts.text(evaluator.policyProperty(policy, "sla_id"))
                .map(sla ->
                        new SlaPlacement(
                                sla, Facts.text(evaluator.policyProperty(policy, "region"))));
    }

    private Optional<String> property(NodeTemplate node, String name) {
        return Facts.text(evaluator.property(node.name(), name));
    }

    private Optional<String> relationship(NodeTemplate node, Requirement requirement, String name) {
        return Facts.text(evaluator.relationshipProperty(node.name(), requirement, name));
    }

    private static Optional<String> target(NodeTemplate node, String relationship) {
        return node.requirements().stream()
                .filter(requirement -> requirement.relationship().isA(relationship))
                .map(Requirement::target)
                .findFirst();
    }

    private void error(NodeTemplate node, String code, String what) {
        problems.error(
                code,
                node.position(),
                "topology_template/node_templates/" + node.name(),
                "The node %s %s".formatted(node.name(), what));
    }
}
