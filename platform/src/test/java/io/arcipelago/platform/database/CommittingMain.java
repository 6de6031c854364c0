package io.arcipelago.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Starts the bundled server, commits rows without end and prints each after its commit. */
final class CommittingMain {

    private CommittingMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean stopWithJvm = Boolean.parseBoolean(arguments[3]);
        PostgresSettings settings =
                new PostgresSettings(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        true,
                        stopWithJvm);
        RunningPostgres server = new PostgresLauncher(settings).start();
        try (Connection connection =
                        DriverManager.getConnection(
                                server.url(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists public.entry (number int)");
            for (int number = 0; ; number++) {
                statement.execute("insert into public.entry values (" + number + ")");
                System.out.println("committed " + number);
            }
        }
    }
}
