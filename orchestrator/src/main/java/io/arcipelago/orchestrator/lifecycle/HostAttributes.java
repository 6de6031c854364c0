package io.arcipelago.orchestrator.lifecycle;

import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.deployment.OutputValue;
import io.arcipelago.tosca.AttributeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What servers have become, for {@code get_attribute}: their addresses and how to log in. The
 * private key itself is never given; a marker stands for it.
 */
final class HostAttributes implements AttributeSource {

    private final List<ManagedHost> hosts;

    HostAttributes(List<ManagedHost> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public Optional<Object> attribute(String node, List<String> path) {
        List<ManagedHost> instances =
                hosts.stream().filter(host -> host.node().equals(node)).toList();
        if (instances.isEmpty()) {
            return Optional.empty();
        }
        return switch (String.join("/", path)) {
            case "private_address" ->
                    Optional.of(
                            instances.stream().map(h -> h.privateAddress().orElse("")).toList());
            case "public_address" ->
                    Optional.of(instances.stream().map(h -> h.publicAddress().orElse("")).toList());
            case "endpoint/credential" ->
                    Optional.of(
                            instances.stream()
                                    .map(host ->
                                            Map.of(
                                                    "user",
                                                    host.user(),
                                                    "token_type",
                                                    "private_key",
                                                    "token",
                                                    OutputValue.CREDENTIALS_MARKER))
                                    .toList());
            case "endpoint/ip_address" ->
                    Optional.of(instances.stream().map(ManagedHost::address).toList());
            default -> Optional.empty();
        };
    }
}
