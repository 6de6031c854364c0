package io.arcipelago.feeder.config;

import java.util.Map;
import java.util.Optional;

/**
 * A project of a provider, for the group that its agreement is with.
 *
 * @param id the provider's own
 * @param displayName the operator's name for it ({@code x_name}), until Keystone tells its own
 * @param agreement the document's id
 * @param issuer the issuer of the agreement's group
 * @param group the agreement's group
 * @param settings where no region has its own
 * @param byRegion settings that replace all of the others in a region
 */
public record ProjectConfig(
        String id,
        Optional<String> displayName,
        String agreement,
        String issuer,
        String group,
        ProjectSettings settings,
        Map<String, ProjectSettings> byRegion) {

    public ProjectConfig {
        byRegion = Map.copyOf(byRegion);
    }

    /** What is said of the project in a region. */
    public ProjectSettings in(String region) {
        return byRegion.getOrDefault(region, settings);
    }
}
