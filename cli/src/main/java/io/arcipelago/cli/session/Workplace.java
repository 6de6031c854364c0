package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Terminal;
import java.io.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the client takes from the machine that it runs on.
 *
 * @param variables the environment
 * @param home the person's home directory
 */
public record Workplace(
        Terminal terminal,
        Map<String, String> variables,
        Path home,
        InstantSource clock,
        Prompt prompt,
        Opener opener) {

    /** Asks the person at the terminal. */
    public interface Prompt {

        /** Empty if nobody can be asked. */
        Optional<String> password(String question);

        /** Empty if nobody can be asked. */
        Optional<String> line(String question);
    }

    /** Shows an address in a browser. */
    public interface Opener {

        /** Whether a browser was started. */
        boolean open(String address);
    }

    /** This process's own. */
    public static Workplace ofThisProcess() {
        return new Workplace(
                new Terminal(System.out, System.err),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                InstantSource.system(),
                new ConsolePrompt(),
                new DesktopBrowser(System.getenv()));
    }

    /** A variable that is set and not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Where this client keeps its files: {@code $XDG_CONFIG_HOME/arcipelago}. */
    public Path configuration() {
        return directory("XDG_CONFIG_HOME", ".config");
    }

    /** Where the launcher keeps an instance unless it is told otherwise. */
    Path defaultData() {
        return directory("XDG_STATE_HOME", ".local/state");
    }

    private Path directory(String variable, String otherwise) {
        // The XDG specification has relative paths ignored.
        return variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(otherwise))
                .resolve("arcipelago");
    }

    /** The terminal, if there is one. */
    private static final class ConsolePrompt implements Prompt {

        @Override
        public Optional<String> password(String question) {
            return console()
                    .map(console -> {
                        char[] typed = console.readPassword("%s", question);
                        if (typed == null) {
                            throw new CliFailure("No password was typed.");
                        }
                        return new String(typed);
                    });
        }

        @Override
        public Optional<String> line(String question) {
            return console()
                    .map(console -> {
                        String typed = console.readLine("%s", question);
                        return typed == null ? "" : typed;
                    });
        }

        private static Optional<Console> console() {
            return Optional.ofNullable(System.console()).filter(Console::isTerminal);
        }
    }
}
