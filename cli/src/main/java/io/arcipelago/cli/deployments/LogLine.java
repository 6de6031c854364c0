package io.arcipelago.cli.deployments;

import io.arcipelago.cli.output.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a deployment's log: schema {@code LogLine}. */
public record LogLine(long number, Instant at, String source, @Nullable String level, String text) {

    /** For the terminal, with time and source. */
    public String line() {
        String mark = level == null || level.equals("info") ? "" : " [" + level + "]";
        return "%s  %-12s%s %s".formatted(Times.timeOfDay(at), source, mark, text);
    }
}
