package io.arcipelago.tests.repository;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the launcher, or a piece of it, with an environment of the test's choice. */
final class Shell {

    /** What a command wrote and how it ended. */
    record Result(int status, String output, String errors) {}

    private Shell() {}

    /** Runs {@code ./arcipelago} with arguments. */
    static Result launcher(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Repository.root().resolve("arcipelago").toString());
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /**
     * Runs a script after the launcher's functions have been read; arguments are its $1, $2, ...
     */
    static Result functions(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("set -eu\n");
        for (String part : List.of("output", "tools", "packages", "build", "processes", "ports")) {
            text.append(". ./app/launcher/").append(part).append(".sh\n");
        }
        for (String part : List.of("instance", "status", "doctor", "verify")) {
            text.append(". ./app/launcher/").append(part).append(".sh\n");
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", text + script, "sh"));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** Runs a command in the root of the tree. */
    static Result run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("launcher", ".out");
        Path errors = Files.createTempFile("launcher", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(Repository.root().toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("ARCIPELAGO_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(2, MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end within two minutes");
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }
}
