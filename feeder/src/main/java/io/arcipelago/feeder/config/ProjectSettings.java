package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ServiceType;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an operator says of a project, in one region or in all.
 *
 * @param publicNetwork the name of the external network that is its default
 * @param privateNetwork the name of the other network that is its default
 * @param proxy how servers on its private networks are reached
 * @param perUser what one person may use, by service and resource; -1 is no limit
 */
public record ProjectSettings(
        Optional<String> publicNetwork,
        Optional<String> privateNetwork,
        Optional<Proxy> proxy,
        Map<ServiceType, SortedMap<String, Long>> perUser) {

    public ProjectSettings {
        perUser = Map.copyOf(perUser);
    }

    /**
     * An SSH host in front of private networks.
     *
     * @param host a name or address, with {@code :port} if that is not 22
     */
    public record Proxy(String host, String user) {}
}
