package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.placement.Demand;
import io.arcipelago.orchestrator.placement.Demand.ImageDemand;
import io.arcipelago.orchestrator.placement.Demand.ServerDemand;
import io.arcipelago.orchestrator.placement.Demand.VolumeDemand;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.ComputeNode;
import io.arcipelago.tosca.cloud.NetworkNode;
import io.arcipelago.tosca.cloud.VolumeAttachment;
import io.arcipelago.tosca.cloud.VolumeNode;
import java.util.List;

/** Adds up what a topology asks of a site. */
final class Demands {

    private static final long GIB = 1024L * 1024 * 1024;

    private Demands() {}

    static Demand of(CloudTopology topology) {
        List<ServerDemand> servers = topology.computes().stream().map(Demands::server).toList();
        List<VolumeDemand> volumes =
                topology.attachments().stream().map(it -> volume(it, topology)).toList();
        int floatingIps =
                topology.computes().stream()
                        .filter(node -> isPublic(node.name(), topology))
                        .mapToInt(ComputeNode::count)
                        .sum();
        return new Demand(servers, volumes, floatingIps);
    }

    /** Whether servers of a node are to be reached from outside. */
    static boolean isPublic(String compute, CloudTopology topology) {
        return topology.portsOf(compute).stream()
                .flatMap(port -> topology.network(port.networkNode()).stream())
                .anyMatch(NetworkNode::isPublic);
    }

    private static ServerDemand server(ComputeNode node) {
        return new ServerDemand(
                node.name(),
                node.count(),
                (int) node.numCpus().orElse(1),
                node.memSizeBytes().orElse(0),
                node.diskSizeBytes().orElse(0),
                node.instanceType(),
                new ImageDemand(
                        node.os().image(),
                        node.os().type(),
                        node.os().distribution(),
                        node.os().version(),
                        node.os().architecture()));
    }

    private static VolumeDemand volume(VolumeAttachment attachment, CloudTopology topology) {
        VolumeNode volume =
                topology.volumes().stream()
                        .filter(it -> it.name().equals(attachment.volumeNode()))
                        .findFirst()
                        .orElseThrow();
        int count = topology.compute(attachment.computeNode()).map(ComputeNode::count).orElse(1);
        return new VolumeDemand(volume.name(), count, sizeGib(volume.sizeBytes()));
    }

    /** Cinder counts whole GiB; a volume is never smaller than asked for. */
    static int sizeGib(long bytes) {
        return (int) Math.max(1, (bytes + GIB - 1) / GIB);
    }
}
