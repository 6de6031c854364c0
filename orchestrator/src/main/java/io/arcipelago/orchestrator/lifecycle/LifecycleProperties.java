package io.arcipelago.orchestrator.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the steps of a deployment are.
 *
 * @param loginPatience a server that cannot be logged in to for so long never can
 */
@ConfigurationProperties("arcipelago.orchestrator")
public record LifecycleProperties(@DefaultValue("5m") Duration loginPatience) {}
