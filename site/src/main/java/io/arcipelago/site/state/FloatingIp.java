package io.arcipelago.site.state;

import java.util.List;
import java.util.Optional;

/** An external address, and the port that it stands for, if any. */
public record FloatingIp(
        String id,
        String projectId,
        String networkId,
        String address,
        String description,
        Optional<String> portId,
        List<String> tags)
        implements NetworkObject {

    public FloatingIp withPort(Optional<String> changed) {
        return new FloatingIp(id, projectId, networkId, address, description, changed, tags);
    }

    @Override
    public FloatingIp withTags(List<String> replaced) {
        return new FloatingIp(
                id, projectId, networkId, address, description, portId, List.copyOf(replaced));
    }
}
