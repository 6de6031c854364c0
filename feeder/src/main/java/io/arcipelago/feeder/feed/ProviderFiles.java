package io.arcipelago.feeder.feed;

import io.arcipelago.feeder.FeederProperties;
import io.arcipelago.feeder.config.ConfigDirectory;
import io.arcipelago.feeder.config.Configuration;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The providers' files as this process sees them, looked at again when a while has passed. */
@Component
public class ProviderFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderFiles.class);

    private final Optional<ConfigDirectory> directory;
    private final FeederProperties properties;
    private final InstantSource clock;
    private final AtomicReference<Instant> lookedAt = new AtomicReference<>(Instant.MIN);
    private final AtomicReference<List<String>> told = new AtomicReference<>(List.of());

    public ProviderFiles(FeederProperties properties, InstantSource clock) {
        this.directory =
                properties.configDir().isBlank()
                        ? Optional.empty()
                        : Optional.of(new ConfigDirectory(Path.of(properties.configDir()), clock));
        this.properties = properties;
        this.clock = clock;
    }

    /** No older than the interval of looking. */
    public Configuration recent() {
        Instant now = clock.instant();
        Instant last = lookedAt.get();
        return last.equals(Instant.MIN) || !now.isBefore(last.plus(properties.planInterval()))
                ? now()
                : directory.map(ConfigDirectory::current).orElseGet(ProviderFiles::none);
    }

    /** As the files are at this moment. */
    public Configuration now() {
        Configuration configuration =
                directory.map(ConfigDirectory::refresh).orElseGet(ProviderFiles::none);
        lookedAt.set(clock.instant());
        List<String> problems = configuration.allProblems().stream().map(it -> it.text()).toList();
        // Once for each change, not at every look.
        if (!problems.equals(told.getAndSet(problems))) {
            problems.forEach(it -> LOG.warn("Providers' files: {}", it));
        }
        return configuration;
    }

    private static Configuration none() {
        return new Configuration(List.of(), Map.of(), List.of());
    }
}
