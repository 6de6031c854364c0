package io.arcipelago.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes into {@code postmaster.pid}: line 1 its process id, line 4 its port.
 *
 * @param port 0 while the server has not come so far
 */
record PostmasterPid(long pid, int port) {

    /** The live server of a cluster directory; empty when the file is missing or left over. */
    static Optional<PostmasterPid> alive(Path cluster) {
        return read(cluster).filter(PostmasterPid::isPostgres);
    }

    /**
     * Removes a file whose process id meanwhile belongs to another program, as after a reboot.
     * PostgreSQL itself would take that program for a server and refuse to start.
     */
    static void removeIfRecycled(Path cluster) throws IOException {
        Optional<PostmasterPid> found = read(cluster);
        if (found.isPresent()
                && ProcessHandle.of(found.get().pid).isPresent()
                && !found.get().isPostgres()) {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        }
    }

    private static Optional<PostmasterPid> read(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            return Optional.of(new PostmasterPid(Long.parseLong(lines.getFirst().strip()), port));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process whose program cannot be read counts as PostgreSQL: the cautious answer. */
    private boolean isPostgres() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && process.get()
                        .info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(true);
    }
}
