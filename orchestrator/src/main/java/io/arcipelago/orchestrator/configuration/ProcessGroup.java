package io.arcipelago.orchestrator.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program and all that it starts. The program leads a process group of its own, so that all of it
 * can be ended at once, also by the next process of ours after a crash: a file tells which group.
 */
final class ProcessGroup {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private ProcessGroup() {}

    /** Remembers a group, with the leader's start time so that a reused number is not mistaken. */
    static void remember(ProcessHandle leader, Path file) {
        String started = leader.info().startInstant().map(Instant::toString).orElse("");
        try {
            Files.writeString(file, leader.pid() + " " + started);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Ends the group that the file tells, if it still runs. */
    static void endRemembered(Path file) {
        read(file).ifPresent(ProcessGroup::end);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }

    private static Optional<ProcessHandle> read(Path file) {
        try {
            String[] parts = Files.readString(file).split(" ", 2);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process ->
                            process.info()
                                    .startInstant()
                                    .map(Instant::toString)
                                    .orElse("")
                                    .equals(parts[1]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Asks the group to end, then ends it. */
    static void end(ProcessHandle leader) {
        signal("TERM", leader.pid());
        try {
            leader.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException
                | java.util.concurrent.ExecutionException stubborn) {
            // Ended the hard way below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signal("KILL", leader.pid());
    }

    private static void signal(String name, long group) {
        try {
            new ProcessBuilder("kill", "-" + name, "--", "-" + group)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
