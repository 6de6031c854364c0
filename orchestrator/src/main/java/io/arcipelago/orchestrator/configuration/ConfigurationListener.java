package io.arcipelago.orchestrator.configuration;

import io.arcipelago.orchestrator.deployment.LogLine.Level;

/** Follows a configuration. */
public interface ConfigurationListener {

    /** A line for the deployment's log, secrets removed. */
    void line(Level level, String text);

    /** Says which task runs now, for the progress display. */
    void task(String play, String task);
}
