package io.arcipelago.orchestrator.configuration;

import java.util.List;
import java.util.Set;

/**
 * What to configure.
 *
 * @param deployment the deployment's id
 * @param plays in the order in which they are to run
 * @param privateKey in OpenSSH format
 * @param secrets texts that must never show up in a line
 */
public record ConfigurationRequest(
        String deployment,
        int attempt,
        List<ManagedHost> hosts,
        List<Play> plays,
        String privateKey,
        Set<String> secrets) {

    public ConfigurationRequest {
        hosts = List.copyOf(hosts);
        plays = List.copyOf(plays);
        secrets = Set.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "ConfigurationRequest[%s, attempt %d, %d hosts, %s]"
                .formatted(deployment, attempt, hosts.size(), plays);
    }
}
