package io.arcipelago.platform.database;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bundled PostgreSQL from a shell: {@code PostgresControl start|stop|status --data DIR --port N
 * [--binaries DIR]}.
 *
 * <p>Exit code 0: done, or running; 1: failed; 2: wrong usage; 3: {@code status} found none.
 */
public final class PostgresControl {

    private static final String USAGE =
            "usage: PostgresControl start|stop|status --data DIR --port N [--binaries DIR]";

    private PostgresControl() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        if (arguments.length == 0 || arguments.length % 2 == 0) {
            return usage();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        try {
            int port = Integer.parseInt(options.getOrDefault("--port", "8802"));
            Path data = DataDirectory.resolve(options.getOrDefault("--data", ""));
            PostgresSettings settings = PostgresSettings.in(data, port);
            String binaries = options.get("--binaries");
            if (binaries != null) {
                settings = settings.withBinaries(Path.of(binaries));
            }
            return perform(arguments[0], new PostgresLauncher(settings));
        } catch (NumberFormatException e) {
            return usage();
        } catch (DatabaseUnavailableException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int perform(String action, PostgresLauncher launcher) {
        return switch (action) {
            case "start" -> {
                System.out.println(launcher.start());
                yield 0;
            }
            case "stop" -> {
                launcher.stop();
                yield 0;
            }
            case "status" -> {
                Optional<RunningPostgres> running = launcher.status();
                System.out.println(running.map(RunningPostgres::toString).orElse("not running"));
                yield running.isPresent() ? 0 : 3;
            }
            default -> usage();
        };
    }

    private static int usage() {
        System.err.println(USAGE);
        return 2;
    }
}
