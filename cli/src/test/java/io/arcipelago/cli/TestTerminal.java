package io.arcipelago.cli;

import io.arcipelago.cli.output.Terminal;
import io.arcipelago.cli.session.Workplace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A terminal that remembers, and a machine around it with nothing of the real one. */
public final class TestTerminal {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private Optional<String> typed = Optional.empty();
    private Workplace.Opener opener = address -> false;

    public TestTerminal(Path home) {
        this.home = home;
    }

    public TestTerminal variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public TestTerminal types(String answer) {
        typed = Optional.of(answer);
        return this;
    }

    public TestTerminal browser(Workplace.Opener browser) {
        opener = browser;
        return this;
    }

    public Workplace workplace() {
        return new Workplace(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                variables,
                home,
                InstantSource.system(),
                new Workplace.Prompt() {
                    @Override
                    public Optional<String> password(String question) {
                        return typed;
                    }

                    @Override
                    public Optional<String> line(String question) {
                        return typed;
                    }
                },
                opener);
    }

    public int run(String... args) {
        out.reset();
        err.reset();
        return Main.run(workplace(), args);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
