package io.arcipelago.feeder.config;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file stands.
 *
 * @param inForce the providers that are fed by it
 * @param readAt when the reading in force was made, absent if there is none
 * @param problems of the file as it is now
 * @param stale whether an older reading than the file's present content is in force
 */
public record ConfigFile(
        String name,
        List<ProviderConfig> inForce,
        @Nullable Instant readAt,
        List<Problem> problems,
        boolean stale) {

    public ConfigFile {
        inForce = List.copyOf(inForce);
        problems = List.copyOf(problems);
    }
}
