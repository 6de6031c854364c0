package io.arcipelago.site.state;

import java.util.List;
import java.util.Optional;

/** A router; its interfaces are the ports whose device it is. */
public record Router(
        String id,
        String projectId,
        String name,
        String description,
        Optional<Gateway> gateway,
        List<String> tags)
        implements NetworkObject {

    /** The router's leg on the external network. */
    public record Gateway(String networkId, String address) {}

    public Router withGateway(Optional<Gateway> changed) {
        return new Router(id, projectId, name, description, changed, tags);
    }

    @Override
    public Router withTags(List<String> replaced) {
        return new Router(id, projectId, name, description, gateway, List.copyOf(replaced));
    }
}
