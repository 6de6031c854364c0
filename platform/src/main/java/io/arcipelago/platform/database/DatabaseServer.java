package io.arcipelago.platform.database;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.SpringProperties;

/**
 * The database this process talks to: an external one, or the bundled one, which lives as long as
 * this object unless configured to stay.
 */
public final class DatabaseServer implements AutoCloseable {

    private final String url;
    private final String username;
    private final String password;
    private final Optional<PostgresLauncher> bundled;
    private final boolean stopOnExit;

    DatabaseServer(DatabaseProperties properties, String dataDirectory) {
        this.stopOnExit = properties.stopOnExit();
        if (properties.external()) {
            this.url = properties.url();
            this.username = properties.username();
            this.password = properties.password();
            this.bundled = Optional.empty();
            return;
        }
        PostgresSettings settings =
                PostgresSettings.in(DataDirectory.resolve(dataDirectory), properties.port());
        if (!properties.binaries().isBlank()) {
            settings = settings.withBinaries(Path.of(properties.binaries()));
        }
        if (endsWithoutClosing()) {
            settings = settings.stoppingWithJvm();
        }
        PostgresLauncher launcher = new PostgresLauncher(settings);
        RunningPostgres running = launcher.start();
        this.url = running.url();
        this.username = running.username();
        this.password = running.password();
        this.bundled = Optional.of(launcher);
    }

    /**
     * Spring's training run for an AOT cache halts the JVM in the middle of the start: no bean is
     * closed, and the server would stay behind.
     */
    private static boolean endsWithoutClosing() {
        return "onRefresh".equalsIgnoreCase(SpringProperties.getProperty("spring.context.exit"));
    }

    public String url() {
        return url;
    }

    public String username() {
        return username;
    }

    String password() {
        return password;
    }

    /** Whether the server is the bundled one. */
    public boolean isBundled() {
        return bundled.isPresent();
    }

    @Override
    public void close() {
        if (stopOnExit) {
            bundled.ifPresent(PostgresLauncher::stop);
        }
    }
}
