package io.arcipelago.platform.testing;

import io.arcipelago.platform.database.DatabaseMigrations;
import io.arcipelago.platform.database.PostgresLauncher;
import io.arcipelago.platform.database.PostgresSettings;
import io.arcipelago.platform.database.RunningPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One real PostgreSQL for each test JVM, without fsync, and a fresh database for each test class
 * that asks. The server ends with the JVM, also when that is killed.
 */
public final class TestPostgres {

    /** An empty database of its own. */
    public record Database(String url, String username, String password) {

        /** Connections without a pool. */
        public PGSimpleDataSource dataSource() {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(url);
            dataSource.setUser(username);
            dataSource.setPassword(password);
            return dataSource;
        }

        /** Creates the platform's tables and those of the named services. */
        public Database migrated(String... services) {
            DatabaseMigrations.run(dataSource(), List.of(services));
            return this;
        }

        /** The properties that make an application use this database, each {@code name=value}. */
        public String[] properties() {
            return new String[] {
                "arcipelago.database.url=" + url,
                "arcipelago.database.username=" + username,
                "arcipelago.database.password=" + password
            };
        }
    }

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Databases to copy, by the services whose tables they have; nobody connects to them. */
    private static final Map<List<String>, Database> TEMPLATES = new ConcurrentHashMap<>();

    private TestPostgres() {}

    /** A new, empty database on this JVM's server. */
    public static Database freshDatabase() {
        return create("");
    }

    /**
     * A new database with the platform's tables and those of the named services. They are made once
     * for each list of services; the database is a copy, which takes a fraction of the time.
     */
    public static Database migratedDatabase(String... services) {
        Database template =
                TEMPLATES.computeIfAbsent(
                        List.of(services), names -> freshDatabase().migrated(services));
        return create(" template " + template.url().replaceFirst(".*/", ""));
    }

    private static Database create(String how) {
        RunningPostgres server = Server.RUNNING;
        String name = "test_" + COUNTER.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(
                                server.url(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + how);
        } catch (SQLException e) {
            throw new IllegalStateException("No test database: " + e.getMessage(), e);
        }
        String url = server.url().replaceFirst("/postgres$", "/" + name);
        return new Database(url, server.username(), server.password());
    }

    /** Where all test runs on this machine keep the unpacked programs. */
    public static Path sharedBinaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "arcipelago-test-postgresql");
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started at the first use, by the class loader's own lock. */
    private static final class Server {

        private static final RunningPostgres RUNNING = start();

        private static RunningPostgres start() {
            try {
                Path home = Files.createTempDirectory("arcipelago-test-");
                PostgresSettings settings =
                        new PostgresSettings(home, sharedBinaries(), freePort(), false, true);
                PostgresLauncher launcher = new PostgresLauncher(settings);
                RunningPostgres running = launcher.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(launcher, home)));
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(PostgresLauncher launcher, Path home) {
            launcher.stop();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                System.err.println("Left behind: " + home + ": " + e);
            }
        }
    }
}
