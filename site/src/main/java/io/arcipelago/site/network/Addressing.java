package io.arcipelago.site.network;

import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.FloatingIp;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Router;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Subnet;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;

/** Gives out addresses: the lowest free one of the subnet. Called under the lock. */
public final class Addressing {

    private Addressing() {}

    /** A port that is not stored yet; empty if the network has no subnet or no address left. */
    public static Optional<Port> newPort(
            SiteData data, String networkId, String projectId, List<String> groups) {
        return data.subnetOf(networkId)
                .flatMap(subnet ->
                        freeAddress(data, networkId)
                                .map(address -> port(subnet, address, projectId, "", "", groups)));
    }

    static Port port(
            Subnet subnet,
            String address,
            String projectId,
            String name,
            String description,
            List<String> groups) {
        String id = UUID.randomUUID().toString();
        return new Port(
                id,
                projectId,
                subnet.networkId(),
                subnet.id(),
                address,
                macAddress(subnet.networkId() + address),
                name,
                description,
                "",
                "",
                groups,
                List.of());
    }

    static Optional<String> freeAddress(SiteData data, String networkId) {
        return data.subnetOf(networkId)
                .flatMap(subnet -> Cidr.parse(subnet.cidr()).free(taken(data, subnet)));
    }

    static Set<String> taken(SiteData data, Subnet subnet) {
        Set<String> taken = new HashSet<>();
        subnet.gateway().ifPresent(taken::add);
        data.portsOn(subnet.networkId()).forEach(port -> taken.add(port.address()));
        for (FloatingIp floatingIp : data.floatingIps().values()) {
            if (floatingIp.networkId().equals(subnet.networkId())) {
                taken.add(floatingIp.address());
            }
        }
        for (Router router : data.routers().values()) {
            router.gateway()
                    .filter(it -> it.networkId().equals(subnet.networkId()))
                    .ifPresent(it -> taken.add(it.address()));
        }
        return taken;
    }

    /** The same for the same address on the same network, so that neighbours need not forget it. */
    static String macAddress(String seed) {
        CRC32 sum = new CRC32();
        sum.update(seed.getBytes(StandardCharsets.UTF_8));
        long bits = sum.getValue();
        return String.format(
                "fa:16:3e:%02x:%02x:%02x", bits >> 16 & 255, bits >> 8 & 255, bits & 255);
    }
}
