package io.arcipelago.platform.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of every publication by LISTEN, on one connection of its own. */
final class OutboxListener implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OutboxListener.class);
    private static final Duration BEFORE_RECONNECT = Duration.ofSeconds(1);

    /** Bounds how long a stop goes unnoticed, as the driver blocks on a socket. */
    private static final int WAIT_MILLIS = 1000;

    private final DataSource dataSource;
    private final WakeUp wakeUp;

    OutboxListener(DataSource dataSource, WakeUp wakeUp) {
        this.dataSource = dataSource;
        this.wakeUp = wakeUp;
    }

    @Override
    public void run() {
        try {
            while (wakeUp.isOpen()) {
                try {
                    listen();
                } catch (SQLException e) {
                    log.warn("Listening for events is interrupted: {}", e.getMessage());
                    wakeUp.pause(BEFORE_RECONNECT);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + Outbox.CHANNEL);
            // What was published while nobody listened.
            wakeUp.call();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (wakeUp.isOpen()) {
                if (postgres.getNotifications(WAIT_MILLIS).length > 0) {
                    wakeUp.call();
                }
            }
            // The connection goes back to the pool.
            statement.execute("unlisten *");
        }
    }
}
