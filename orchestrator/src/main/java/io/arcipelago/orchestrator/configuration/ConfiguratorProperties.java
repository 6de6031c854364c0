package io.arcipelago.orchestrator.configuration;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How servers are configured.
 *
 * @param workDir where run directories are made; below the data directory by default
 * @param ansiblePlaybook the program
 * @param forks servers configured at a time in one run
 * @param timeout the longest run
 * @param concurrentRuns runs at a time in this process; each costs a processor and some 150 MB
 */
@ConfigurationProperties("arcipelago.orchestrator.configuration")
public record ConfiguratorProperties(
        @Nullable Path workDir,
        @DefaultValue("ansible-playbook") String ansiblePlaybook,
        @DefaultValue("10") int forks,
        @DefaultValue("45m") Duration timeout,
        @DefaultValue("4") int concurrentRuns) {}
