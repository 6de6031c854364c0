package io.arcipelago.site.state;

import java.util.List;
import java.util.Optional;

/** A network's address range. */
public record Subnet(
        String id,
        String networkId,
        String projectId,
        String name,
        String description,
        String cidr,
        Optional<String> gateway,
        List<String> dnsServers,
        List<String> tags)
        implements NetworkObject {

    @Override
    public Subnet withTags(List<String> replaced) {
        return new Subnet(
                id,
                networkId,
                projectId,
                name,
                description,
                cidr,
                gateway,
                dnsServers,
                List.copyOf(replaced));
    }
}
