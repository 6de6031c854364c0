package io.arcipelago.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schemas of services up to date: each has its own schema, its own scripts in {@code
 * classpath:db/<name>} and its own history table {@code <name>.schema_history}.
 */
public final class DatabaseMigrations {

    /** The platform's own schema, always migrated first. */
    public static final String PLATFORM = "platform";

    private static final Logger log = LoggerFactory.getLogger(DatabaseMigrations.class);

    /** Arbitrary but fixed: replicas that start together take turns. */
    private static final long TURN = 0x6172636970L;

    private DatabaseMigrations() {}

    /**
     * Migrates the platform's schema and then the named ones, in order.
     *
     * @throws DatabaseUnavailableException with the failing script when one does not apply
     */
    public static void run(DataSource dataSource, List<String> services) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + TURN + ")");
            try {
                migrate(dataSource, PLATFORM);
                for (String service : services) {
                    migrate(dataSource, service);
                }
            } finally {
                statement.execute("select pg_advisory_unlock(" + TURN + ")");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static void migrate(DataSource dataSource, String schema) {
        ClassLoader loader = DatabaseMigrations.class.getClassLoader();
        if (loader.getResource("db/" + schema) == null) {
            log.debug("Service {} has no tables", schema);
            return;
        }
        try {
            Flyway.configure(loader)
                    .dataSource(dataSource)
                    .locations("classpath:db/" + schema)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .table("schema_history")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                    "Schema " + schema + " cannot be migrated: " + e.getMessage(), e);
        }
    }
}
