package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs the machine's own tools with argument lists, never through a shell, in bounded time. */
final class Command {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    /** What a finished command left. */
    record Result(int exitCode, String output, String errors) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Command() {}

    /**
     * Runs a command that has to succeed.
     *
     * @return what it wrote to standard output
     * @throws SiteDriverException with the exit code and what it wrote to standard error
     */
    static String run(String... command) {
        return runWithInput("", command);
    }

    /** As {@link #run}, with text on standard input. */
    static String runWithInput(String input, String... command) {
        Result result = attempt(input, LIMIT, List.of(command));
        if (!result.succeeded()) {
            throw new SiteDriverException(
                    "'%s' failed with exit code %d: %s"
                            .formatted(
                                    String.join(" ", command),
                                    result.exitCode(),
                                    result.errors().strip()));
        }
        return result.output();
    }

    /** Runs a command that may fail. */
    static Result attempt(String... command) {
        return attempt("", LIMIT, List.of(command));
    }

    static Result attempt(String input, Duration limit, List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            return new Result(127, "", e.getMessage() == null ? e.toString() : e.getMessage());
        }
        CompletableFuture<String> output = drain(process.getInputStream());
        CompletableFuture<String> errors = drain(process.getErrorStream());
        try (OutputStream sink = process.getOutputStream()) {
            sink.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The command ended without reading; its exit code tells why.
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Result(124, "", "no end after " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SiteDriverException("Interrupted while running " + command.getFirst(), e);
        }
        return new Result(process.exitValue(), output.join(), errors.join());
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                VIRTUAL);
    }
}
