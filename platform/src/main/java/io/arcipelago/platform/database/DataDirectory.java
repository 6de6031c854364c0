package io.arcipelago.platform.database;

import java.nio.file.Path;

/** Where this installation keeps its files: database, broker, caches. */
public final class DataDirectory {

    private DataDirectory() {}

    /**
     * The absolute path of the configured directory, or, if the setting is blank, {@code
     * arcipelago} in the XDG state directory of the running user.
     */
    public static Path resolve(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured).toAbsolutePath().normalize();
        }
        String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
        // The XDG base directory specification wants relative values ignored.
        Path base =
                Path.of(state).isAbsolute()
                        ? Path.of(state)
                        : Path.of(System.getProperty("user.home"), ".local", "state");
        return base.resolve("arcipelago").normalize();
    }
}
