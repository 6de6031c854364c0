package io.arcipelago.benchmarks.provider;

import io.arcipelago.platform.database.PostgresLauncher;
import io.arcipelago.platform.database.PostgresSettings;
import io.arcipelago.platform.database.RunningPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The PostgreSQL that the product brings along, for every server of the benchmark. */
final class Databases implements AutoCloseable {

    private final PostgresLauncher launcher;
    private final RunningPostgres server;

    private Databases(PostgresLauncher launcher, RunningPostgres server) {
        this.launcher = launcher;
        this.server = server;
    }

    static Databases start(Path directory, int port) {
        PostgresLauncher launcher =
                new PostgresLauncher(PostgresSettings.in(directory, port).stoppingWithJvm());
        return new Databases(launcher, launcher.start());
    }

    /** One database of that server. */
    record Database(String url, String username, String password) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }

        void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("The fixture failed: " + sql, e);
            }
        }

        /** What a query of one number answers. */
        long number(String sql) {
            return Long.parseLong(text(sql));
        }

        /** What a query of one value answers. */
        String text(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return String.valueOf(row.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException("The query failed: " + sql, e);
            }
        }

        /** Rows inserted, changed and deleted so far, by table. */
        Map<String, Long> rowsWritten() {
            Map<String, Long> written = new TreeMap<>();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    """
                                    select schemaname || '.' || relname,
                                           n_tup_ins + n_tup_upd + n_tup_del
                                      from pg_stat_user_tables
                                     where relname not like '%scheduled%'
                                    """)) {
                while (row.next()) {
                    written.put(row.getString(1), row.getLong(2));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The database's counts cannot be read", e);
            }
            return written;
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return url;
        }
    }

    Database create(String name) {
        Database first = at("postgres");
        first.execute("create database " + name);
        return at(name);
    }

    private Database at(String name) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name,
                server.username(),
                server.password());
    }

    @Override
    public void close() {
        launcher.stop();
    }
}
