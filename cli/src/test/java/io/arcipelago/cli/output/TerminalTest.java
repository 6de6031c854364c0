package io.arcipelago.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void controlCharactersOfAServiceDoNotReachTheTerminal() {
        terminal.say("ok: \u001b[2J\u001b[31mred\u001b[0m\u0007\rend\tkept");

        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("ok: redend\tkept");
    }

    @Test
    void progressGoesToStandardErrorAndLeavesTheResultAlone() {
        terminal.note("working");
        terminal.say("done");

        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("done");
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("working");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table =
                new Table("A", "B").row("long cell", "x").row("s", "a last cell that is long");

        assertThat(table.lines())
                .containsExactly(
                        "A          B", "long cell  x", "s          a last cell that is long");
    }

    @Test
    void durationsAreReadable() {
        assertThat(Times.duration(Duration.ofMillis(449))).isEqualTo("0.4 s");
        assertThat(Times.duration(Duration.ofSeconds(59))).isEqualTo("59.0 s");
        assertThat(Times.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Times.moment(Instant.parse("2026-01-02T03:04:05.678Z")))
                .isEqualTo("2026-01-02 03:04:05");
    }
}
