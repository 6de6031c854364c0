package io.arcipelago.platform.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.SpringProperties;

/**
 * The database this process talks to: an external one; one of its own on another organisation's
 * bundled server, which that organisation's process looks after; or the bundled one, which lives as
 * long as this object unless configured to stay, and is started again when it is killed.
 */
public final class DatabaseServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseServer.class);
    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(5);

    private final String url;
    private final String username;
    private final String password;
    private final Optional<PostgresLauncher> bundled;
    private final boolean stopOnExit;
    private volatile boolean closed;

    DatabaseServer(DatabaseProperties properties, String dataDirectory) {
        this.stopOnExit = properties.stopOnExit();
        if (properties.external()) {
            this.url = properties.url();
            this.username = properties.username();
            this.password = properties.password();
            this.bundled = Optional.empty();
            return;
        }
        if (properties.shared()) {
            RunningPostgres shared =
                    new SharedServer(Path.of(properties.sharedWith())).database(properties.name());
            this.url = shared.url();
            this.username = shared.username();
            this.password = shared.password();
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
        restartWhenKilled(launcher, running.pid());
    }

    /** The pool finds its way back by itself once the server is there again. */
    private void restartWhenKilled(PostgresLauncher launcher, long pid) {
        Thread.startVirtualThread(() -> {
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            restart(launcher);
        });
    }

    private void restart(PostgresLauncher launcher) {
        // A server that is stopped removes its pid file; an operator's stop is respected.
        while (!closed && launcher.wasKilled()) {
            try {
                log.warn("PostgreSQL has ended unexpectedly and is started again");
                long pid = launcher.start().pid();
                if (closed && stopOnExit) {
                    launcher.stop();
                } else {
                    restartWhenKilled(launcher, pid);
                }
                return;
            } catch (DatabaseUnavailableException e) {
                log.error("PostgreSQL could not be started again: {}", e.getMessage());
                LockSupport.parkNanos(BETWEEN_RESTARTS.toNanos());
            }
        }
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
        closed = true;
        if (stopOnExit) {
            bundled.ifPresent(PostgresLauncher::stop);
        }
    }
}
