package io.arcipelago.tests.road;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs programs of this machine. */
public final class Commands {

    /** What a program wrote, both streams in one, and how it ended. */
    public record Result(int status, String output) {

        /** The output of a program that must succeed. */
        public String expectSuccess() {
            if (status != 0) {
                throw new AssertionError("Exit status " + status + ":\n" + output);
            }
            return output;
        }
    }

    private Commands() {}

    /** Runs it for at most a minute. */
    public static Result run(String... command) {
        return run(Path.of(""), Map.of(), Duration.ofMinutes(1), List.of(command));
    }

    /** Runs it with further variables, those of the launcher left out. */
    public static Result run(
            Path directory,
            Map<String, String> environment,
            Duration longest,
            List<String> command) {
        try {
            // A file and not a pipe: services that the command leaves behind would hold a pipe
            // open.
            Path output = Files.createTempFile("command", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command)
                                .directory(directory.toAbsolutePath().toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("ARCIPELAGO_"));
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(longest.toSeconds(), SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            "%s did not end within %s:\n%s"
                                    .formatted(command, longest, Files.readString(output)));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command, e);
        }
    }
}
