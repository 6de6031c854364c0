package io.arcipelago.platform.database;

import java.nio.file.Path;

/**
 * What a bundled PostgreSQL is started with.
 *
 * @param home the directory of this server: cluster files, password, log
 * @param binaries the cache into which the bundled archive is unpacked; may be shared
 * @param port the port on 127.0.0.1
 * @param durable whether a commit waits for the disk; {@code false} only for tests
 * @param stopWithJvm whether the server is stopped when this JVM ends in any way, {@code SIGKILL}
 *     included; otherwise the next start re-attaches
 */
public record PostgresSettings(
        Path home, Path binaries, int port, boolean durable, boolean stopWithJvm) {

    public PostgresSettings {
        home = home.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
    }

    /** The settings of a product installation below its data directory. */
    public static PostgresSettings in(Path dataDirectory, int port) {
        return new PostgresSettings(
                dataDirectory.resolve("database"),
                dataDirectory.resolve("postgresql-binaries"),
                port,
                true,
                false);
    }

    public PostgresSettings withBinaries(Path cache) {
        return new PostgresSettings(home, cache, port, durable, stopWithJvm);
    }

    public PostgresSettings stoppingWithJvm() {
        return new PostgresSettings(home, binaries, port, durable, true);
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path log() {
        return home.resolve("server.log");
    }
}
