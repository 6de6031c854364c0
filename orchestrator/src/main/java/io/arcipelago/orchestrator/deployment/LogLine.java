package io.arcipelago.orchestrator.deployment;

import java.time.Instant;
import java.util.Locale;

/** A line of a deployment's log; the number is unique and grows. Never holds a secret. */
public record LogLine(long number, Instant at, Source source, Level level, String text) {

    /** Who says it. */
    public enum Source {
        ORCHESTRATOR,
        SITE,
        ANSIBLE;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much it matters. */
    public enum Level {
        INFO,
        CHANGED,
        WARNING,
        ERROR;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
