package io.arcipelago.feeder.config;

import io.arcipelago.feeder.config.Problem.Severity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of {@code *.config.yaml} files, read again when they change. A file that cannot be used
 * leaves its last good reading in force, so that a slip of the pen takes no provider away; only a
 * file that is gone ends its providers' feeding, and even then the registry keeps what it knows.
 */
public final class ConfigDirectory {

    /** What files must be named like. */
    public static final String SUFFIX = ".config.yaml";

    private final Path folder;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = new TreeMap<>();
    private volatile Configuration current = new Configuration(List.of(), Map.of(), List.of());

    public ConfigDirectory(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A file's text as last seen, and the last reading of it that could be used. */
    private record Kept(
            @Nullable String text,
            List<Problem> problems,
            List<ProviderConfig> inForce,
            @Nullable Instant readAt,
            boolean stale) {}

    /** As of the last {@link #refresh}. */
    public Configuration current() {
        return current;
    }

    /** Looks at the folder again. */
    public Configuration refresh() {
        lock.lock();
        try {
            List<Problem> problems = new ArrayList<>();
            try {
                List<Path> files = files();
                kept.keySet()
                        .retainAll(files.stream().map(it -> it.getFileName().toString()).toList());
                files.forEach(this::read);
            } catch (IOException e) {
                // Not even a list of files: what is in force stays.
                problems.add(
                        Problem.ofFile(
                                Severity.ERROR,
                                folder.toString(),
                                "the folder cannot be read (" + e.getClass().getSimpleName() + ")",
                                "Check that it is there and that this process may read it"));
            }
            current = merged(problems);
            return current;
        } finally {
            lock.unlock();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(it -> it.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    private void read(Path path) {
        String name = path.getFileName().toString();
        Kept before = kept.get(name);
        String text;
        try {
            text = Files.readString(path);
        } catch (NoSuchFileException e) {
            // Gone since it was listed; the next look settles it.
            return;
        } catch (IOException e) {
            kept.put(name, unreadable(name, before, e));
            return;
        }
        if (before != null && text.equals(before.text())) {
            return;
        }
        Reading reading = ConfigReader.read(name, text);
        kept.put(
                name,
                reading.usable()
                        ? new Kept(
                                text,
                                reading.problems(),
                                reading.providers(),
                                clock.instant(),
                                false)
                        : lastGood(text, reading.problems(), before));
    }

    private static Kept lastGood(
            @Nullable String text, List<Problem> problems, @Nullable Kept before) {
        return new Kept(
                text,
                problems,
                before == null ? List.of() : before.inForce(),
                before == null ? null : before.readAt(),
                before != null && before.readAt() != null);
    }

    private static Kept unreadable(String name, @Nullable Kept before, IOException reason) {
        String what =
                reason instanceof CharacterCodingException
                        ? "the file is not in UTF-8"
                        : "the file cannot be read (" + reason.getClass().getSimpleName() + ")";
        return lastGood(
                null,
                List.of(
                        Problem.ofFile(
                                Severity.ERROR,
                                name,
                                what,
                                "Check its encoding and that this process may read it")),
                before);
    }

    /** Of two files that declare one provider, the one that did so before goes on doing so. */
    private Configuration merged(List<Problem> problems) {
        Map<String, ProviderConfig> providers = new LinkedHashMap<>();
        for (Kept file : kept.values()) {
            for (ProviderConfig provider : file.inForce()) {
                ProviderConfig known = current.providers().get(provider.name());
                if (known != null && known.file().equals(provider.file())) {
                    providers.put(provider.name(), provider);
                }
            }
        }
        List<ConfigFile> files = new ArrayList<>();
        kept.forEach((name, file) -> {
            List<ProviderConfig> taken = new ArrayList<>();
            for (ProviderConfig provider : file.inForce()) {
                ProviderConfig winner = providers.computeIfAbsent(provider.name(), _ -> provider);
                if (winner.file().equals(name)) {
                    taken.add(provider);
                } else {
                    problems.add(
                            Problem.ofFile(
                                    Severity.ERROR,
                                    name,
                                    "provider '"
                                            + provider.name()
                                            + "' is declared in "
                                            + winner.file()
                                            + " already",
                                    "Remove it from one of the two files"));
                }
            }
            files.add(new ConfigFile(name, taken, file.readAt(), file.problems(), file.stale()));
        });
        return new Configuration(files, providers, problems);
    }
}
