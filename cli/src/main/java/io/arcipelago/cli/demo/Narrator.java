package io.arcipelago.cli.demo;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Terminal;
import io.arcipelago.cli.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Tells the demonstration: numbered steps with their times, and what happens in them. */
final class Narrator {

    /** A step went wrong; the message says which and why. */
    static final class StepFailure extends CliFailure {

        private static final long serialVersionUID = 1L;

        private StepFailure(String step, CliFailure cause) {
            super("%s: %s".formatted(step, cause.text()), cause);
        }
    }

    private static final String INDENT = "      ";

    private final Terminal terminal;
    private final InstantSource clock;
    private final Instant start;
    private int number;

    Narrator(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.instant();
    }

    Instant start() {
        return start;
    }

    /**
     * Plays a step.
     *
     * @throws StepFailure if it fails
     */
    <T> T step(String title, Supplier<T> work) {
        number++;
        Instant began = clock.instant();
        terminal.say("");
        terminal.say("%3d.  %s".formatted(number, title));
        try {
            T result = work.get();
            line("(%s)".formatted(Times.duration(Duration.between(began, clock.instant()))));
            return result;
        } catch (CliFailure e) {
            throw new StepFailure("step %d (%s)".formatted(number, title), e);
        }
    }

    void line(String text) {
        for (String line : text.split("\n", -1)) {
            terminal.say(INDENT + line);
        }
    }

    /** A line that belongs to no step. */
    void plain(String text) {
        terminal.say(text);
    }

    String total() {
        return Times.duration(Duration.between(start, clock.instant()));
    }
}
