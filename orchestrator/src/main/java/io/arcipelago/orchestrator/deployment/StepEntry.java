package io.arcipelago.orchestrator.deployment;

import java.time.Instant;
import java.util.Optional;

/** One step that was taken, for people to follow. */
public record StepEntry(
        int attempt,
        Phase phase,
        State state,
        int tries,
        Optional<String> message,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** How the step stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
