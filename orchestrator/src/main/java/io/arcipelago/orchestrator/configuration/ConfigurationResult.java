package io.arcipelago.orchestrator.configuration;

import io.arcipelago.platform.web.FailureClass;

/** How a configuration ended. */
public sealed interface ConfigurationResult {

    /** Everything is as the plays want it; {@code changed} tasks had to change something. */
    record Configured(int tasks, int changed) implements ConfigurationResult {}

    /** It failed; the message names the play, the task and the host. */
    record Failed(FailureClass failureClass, String message) implements ConfigurationResult {}

    /** It was stopped because nobody wants it any more. */
    record Stopped() implements ConfigurationResult {}
}
