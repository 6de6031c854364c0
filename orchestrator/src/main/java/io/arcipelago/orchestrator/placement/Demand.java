package io.arcipelago.orchestrator.placement;

import java.util.List;
import java.util.Optional;

/**
 * What a deployment asks of a site.
 *
 * @param floatingIps how many floating addresses it needs
 */
public record Demand(List<ServerDemand> servers, List<VolumeDemand> volumes, int floatingIps) {

    public Demand {
        servers = List.copyOf(servers);
        volumes = List.copyOf(volumes);
    }

    /**
     * Servers of one node.
     *
     * @param count how many
     * @param vcpus at least so many processors
     * @param ramBytes at least so much memory
     * @param diskBytes at least so much root disk
     * @param flavor exactly this flavor, if named
     */
    public record ServerDemand(
            String node,
            int count,
            int vcpus,
            long ramBytes,
            long diskBytes,
            Optional<String> flavor,
            ImageDemand image) {}

    /** What the image must be: of this name, or else equal in every property that is asked for. */
    public record ImageDemand(
            Optional<String> name,
            Optional<String> type,
            Optional<String> distribution,
            Optional<String> version,
            Optional<String> architecture) {

        /** Such as {@code debian 12}. */
        public String words() {
            return name.orElseGet(() ->
                    distribution.orElse(type.orElse("any"))
                            + version.map(v -> " " + v).orElse("")
                            + architecture.map(a -> " " + a).orElse(""));
        }
    }

    /** A volume of a node, for each of its servers. */
    public record VolumeDemand(String node, int count, int sizeGib) {}
}
