package io.arcipelago.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The bundled PostgreSQL of another organisation of the same installation. Organisations on one
 * server have a database each and no table in common.
 */
final class SharedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** PostgreSQL's code for a database that exists (appendix A of its manual). */
    private static final String DUPLICATE_DATABASE = "42P04";

    private final Path dataDirectory;

    SharedServer(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /**
     * The database of this name, made when it is missing.
     *
     * @param name only lower-case letters, digits and underscores: it becomes part of a statement
     * @throws DatabaseUnavailableException if no server runs within a minute
     */
    RunningPostgres database(String name) {
        RunningPostgres server = await();
        try (Connection connection =
                        DriverManager.getConnection(
                                server.url(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new DatabaseUnavailableException(
                        "The database " + name + " cannot be made: " + e.getMessage(), e);
            }
        }
        return new RunningPostgres(
                server.url().replaceFirst("/[^/]*$", "/" + name),
                server.username(),
                server.password(),
                server.pid(),
                server.port(),
                true);
    }

    private RunningPostgres await() {
        // The port is the running server's own affair: it is read from its process file.
        PostgresLauncher launcher = new PostgresLauncher(PostgresSettings.in(dataDirectory, 0));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<RunningPostgres> running = launcher.status();
        while (running.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new DatabaseUnavailableException(
                        "No PostgreSQL runs in "
                                + dataDirectory
                                + "; start the organisation that it belongs to first, or correct"
                                + " arcipelago.database.shared-with");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            running = launcher.status();
        }
        return running.get();
    }
}
