package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.placement.Demand;
import io.arcipelago.orchestrator.placement.Demand.ImageDemand;
import io.arcipelago.orchestrator.placement.Demand.ServerDemand;
import io.arcipelago.orchestrator.placement.Demand.VolumeDemand;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.ComputeNode;
import io.arcipelago.tosca.cloud.VolumeAttachment;
import io.arcipelago.tosca.cloud.VolumeNode;
import java.util.List;

/** Adds up what a topology asks of a site. */
final class Demands {

    private Demands() {}

    static Demand of(CloudTopology topology) {
        List<ServerDemand> servers = topology.computes().stream().map(Demands::server).toList();
        List<VolumeDemand> volumes =
                topology.attachments().stream().map(it -> volume(it, topology)).toList();
        int floatingIps =
                topology.computes().stream()
                        .filter(node -> topology.isPublic(node.name()))
                        .mapToInt(ComputeNode::count)
                        .sum();
        return new Demand(servers, volumes, floatingIps);
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
        VolumeNode volume = topology.volume(attachment.volumeNode()).orElseThrow();
        int count = topology.compute(attachment.computeNode()).map(ComputeNode::count).orElse(1);
        return new VolumeDemand(volume.name(), count, volume.sizeGib());
    }
}
