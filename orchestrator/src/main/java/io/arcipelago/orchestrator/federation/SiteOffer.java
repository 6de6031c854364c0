package io.arcipelago.orchestrator.federation;

import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a group finds on a site at one moment.
 *
 * @param unreachable why the site could not be asked; if present the rest is empty
 * @param quotas what is left and what there is, by resource
 * @param externalNetwork the network that floating addresses come from
 * @param privateNetwork the existing network to put servers on, by id
 */
public record SiteOffer(
        SiteKey site,
        String project,
        Optional<String> location,
        Optional<String> unreachable,
        List<Flavor> flavors,
        List<Image> images,
        Map<Resource, Quota> quotas,
        Optional<String> externalNetwork,
        Optional<String> privateNetwork,
        Instant checkedAt) {

    public SiteOffer {
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        quotas = Map.copyOf(quotas);
    }

    /** A site that did not answer. */
    public static SiteOffer unreachable(
            SiteKey site,
            String project,
            Optional<String> location,
            String reason,
            Instant checkedAt) {
        return new SiteOffer(
                site,
                project,
                location,
                Optional.of(reason),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                checkedAt);
    }

    /** Whether servers here are simulated: the site in a box says so in its images' properties. */
    public boolean simulated() {
        return images.stream()
                .anyMatch(i -> "simulated".equals(i.properties().get("arcipelago_driver")));
    }

    /** What quotas limit. Memory is in MiB, volume space in GiB. */
    public enum Resource {
        VCPUS("vcpus", "vCPU"),
        RAM_MIB("ramMib", "MiB memory"),
        SERVERS("servers", "servers"),
        VOLUMES("volumes", "volumes"),
        VOLUME_GIB("volumeGib", "GiB volume space"),
        FLOATING_IPS("floatingIps", "floating IPs"),
        NETWORKS("networks", "networks"),
        SUBNETS("subnets", "subnets"),
        ROUTERS("routers", "routers"),
        PORTS("ports", "ports"),
        SECURITY_GROUPS("securityGroups", "security groups");

        private final String wire;
        private final String words;

        Resource(String wire, String words) {
            this.wire = wire;
            this.words = words;
        }

        /** The name in the interface. */
        public String wire() {
            return wire;
        }

        /** The name in a sentence. */
        public String words() {
            return words;
        }
    }

    /**
     * A quota and its use.
     *
     * @param limit -1 for no limit
     * @param used what is used or promised
     */
    public record Quota(long limit, long used) {

        public long free() {
            return limit < 0 ? Long.MAX_VALUE : Math.max(0, limit - used);
        }
    }
}
