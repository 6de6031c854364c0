package io.arcipelago.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while a connection answers; tells whether the server is bundled or external. */
final class DatabaseHealth implements HealthIndicator {

    private static final int ANSWER_SECONDS = 2;

    private final DataSource dataSource;
    private final String kind;

    DatabaseHealth(DataSource dataSource, @Nullable DatabaseServer server) {
        this.dataSource = dataSource;
        this.kind = server != null && server.isBundled() ? "bundled" : "external";
    }

    @Override
    public Health health() {
        try (Connection connection = dataSource.getConnection()) {
            boolean answers = connection.isValid(ANSWER_SECONDS);
            return (answers ? Health.up() : Health.down())
                    .withDetail("server", kind)
                    .withDetail("version", connection.getMetaData().getDatabaseProductVersion())
                    .build();
        } catch (SQLException e) {
            return Health.down(e).withDetail("server", kind).build();
        }
    }
}
