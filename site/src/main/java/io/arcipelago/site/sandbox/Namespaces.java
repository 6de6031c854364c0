package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Named network namespaces and the processes in them. */
final class Namespaces {

    private static final Path NAMED = Path.of("/run/netns");
    private static final long KILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Namespaces() {}

    static boolean exists(String namespace) {
        return Files.exists(NAMED.resolve(namespace));
    }

    static void create(String namespace) {
        Command.run("ip", "netns", "add", namespace);
        Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    }

    /** Runs {@code ip} commands inside a namespace, one per line, in one process. */
    static void ip(String namespace, List<String> lines) {
        Command.runWithInput(String.join("\n", lines) + "\n", "ip", "-n", namespace, "-batch", "-");
    }

    /** The names of a namespace's interfaces. */
    static List<String> links(String namespace) {
        return linkNames(Command.run("ip", "-n", namespace, "-br", "link", "show"));
    }

    private static List<String> linkNames(String listing) {
        return listing.lines().map(line -> line.split("[@\\s]", 2)[0]).toList();
    }

    /** The namespaces whose names begin so. */
    static List<String> startingWith(String prefix) {
        return entriesStartingWith(NAMED, prefix);
    }

    /** The interfaces of the machine itself whose names begin so. */
    static List<String> machineLinksStartingWith(String prefix) {
        return entriesStartingWith(Path.of("/sys/class/net"), prefix);
    }

    private static List<String> entriesStartingWith(Path directory, String prefix) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new SiteDriverException("Cannot list %s: %s".formatted(directory, e), e);
        }
    }

    /** Kills what runs in a namespace and deletes it with its interfaces. */
    static void remove(String namespace) {
        if (!exists(namespace)) {
            return;
        }
        kill(namespace);
        // A mount namespace made elsewhere meanwhile can hold a namespace open; its interfaces
        // must not go on answering for their addresses.
        String deletions =
                linkNames(Command.attempt("ip", "-n", namespace, "-br", "link", "show").output())
                        .stream()
                        .filter(link -> !link.equals("lo"))
                        .map(link -> "link delete " + link + "\n")
                        .collect(Collectors.joining());
        Command.attempt(
                deletions,
                Duration.ofSeconds(10),
                List.of("ip", "-n", namespace, "-force", "-batch", "-"));
        Command.run("ip", "netns", "delete", namespace);
    }

    /** Kills every process of a namespace and waits until none is left. */
    static void kill(String namespace) {
        long deadline = System.nanoTime() + KILL_LIMIT_NANOS;
        List<Long> left = processes(namespace);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new SiteDriverException(
                        "Processes %s of %s survive SIGKILL".formatted(left, namespace));
            }
            for (long pid : left) {
                Optional<ProcessHandle> process = ProcessHandle.of(pid);
                process.ifPresent(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            left = processes(namespace);
        }
    }

    static List<Long> processes(String namespace) {
        Command.Result result = Command.attempt("ip", "netns", "pids", namespace);
        return result.output().lines().map(String::strip).map(Long::valueOf).toList();
    }
}
