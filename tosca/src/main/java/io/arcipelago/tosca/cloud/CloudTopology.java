package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A bound template as the cloud resources and software it asks for.
 *
 * @param placement asked for by a policy
 * @param problems what the cloud cannot make sense of: unknown kinds of nodes, ports without a
 *     network, more than one placement policy. With an error among them the rest is incomplete.
 */
public record CloudTopology(
        List<ComputeNode> computes,
        List<NetworkNode> networks,
        List<PortNode> ports,
        List<VolumeNode> volumes,
        List<VolumeAttachment> attachments,
        List<SoftwareNode> software,
        Optional<SlaPlacement> placement,
        List<Problem> problems) {

    public CloudTopology {
        computes = List.copyOf(computes);
        networks = List.copyOf(networks);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        attachments = List.copyOf(attachments);
        software = List.copyOf(software);
        problems = List.copyOf(problems);
    }

    /** Reads the cloud's view of a bound template. */
    public static CloudTopology of(BoundTemplate bound) {
        return new CloudReader(bound).read();
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    public Optional<ComputeNode> compute(String name) {
        return computes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    public Optional<NetworkNode> network(String name) {
        return networks.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    public Optional<VolumeNode> volume(String name) {
        return volumes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** Whether servers of a node are to be reached from outside. */
    public boolean isPublic(String computeNode) {
        return portsOf(computeNode).stream()
                .flatMap(port -> network(port.networkNode()).stream())
                .anyMatch(NetworkNode::isPublic);
    }

    /** The interfaces of a server, in their order. */
    public List<PortNode> portsOf(String computeNode) {
        return ports.stream()
                .filter(port -> port.computeNode().equals(computeNode))
                .sorted(Comparator.comparingLong(PortNode::order))
                .toList();
    }
}
