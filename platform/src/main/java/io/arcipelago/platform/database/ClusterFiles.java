package io.arcipelago.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Creates a database cluster's directory and writes the settings it runs with. */
final class ClusterFiles {

    private static final String OUR_SETTINGS = "arcipelago.conf";

    private final PostgresSettings settings;

    ClusterFiles(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Runs {@code initdb} beside the final place, so that a half-made cluster is never started. */
    void create(Path programs, Privileges privileges) throws IOException {
        Path fresh = settings.home().resolve("cluster.new");
        PostgresBinaries.deleteTree(fresh);
        Commands.Result made =
                Commands.run(
                        privileges.command(
                                programs.resolve("bin/initdb").toString(),
                                "-D",
                                fresh.toString(),
                                "-U",
                                PostgresLauncher.USERNAME,
                                "--pwfile=" + ServerPassword.file(settings.home()),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--data-checksums",
                                // The password is 32 random bytes: stretching it protects nothing
                                // and costs CPU at every connection.
                                "--set",
                                "scram_iterations=64",
                                settings.durable() ? "--sync-method=fsync" : "--no-sync"),
                        settings.home());
        if (!made.succeeded()) {
            throw new DatabaseUnavailableException(
                    "initdb failed in " + settings.home() + ": " + made.output());
        }
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                "\ninclude_if_exists '" + OUR_SETTINGS + "'\n",
                StandardOpenOption.APPEND);
        Files.move(fresh, settings.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes our settings anew; an operator's own belong into {@code ALTER SYSTEM}. */
    void configure() throws IOException {
        Path fresh = settings.home().resolve(OUR_SETTINGS + ".new");
        Files.writeString(fresh, text());
        Files.move(
                fresh,
                settings.cluster().resolve(OUR_SETTINGS),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        String durability =
                settings.durable()
                        ? ""
                        : """
                        fsync = off
                        synchronous_commit = off
                        full_page_writes = off
                        """;
        return """
        # Written by the launcher at every start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = %d
        shared_buffers = 64MB
        work_mem = 4MB
        maintenance_work_mem = 32MB
        max_wal_size = 512MB
        max_worker_processes = 4
        io_method = sync
        huge_pages = off
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = warning
        log_checkpoints = off
        idle_in_transaction_session_timeout = '15min'
        """
                        .formatted(settings.port(), settings.durable() ? 60 : 200)
                + durability;
    }
}
