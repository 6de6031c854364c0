package io.arcipelago.platform.database;

/**
 * A bundled PostgreSQL that accepts connections.
 *
 * @param url the JDBC address
 * @param reattached whether the server was found running rather than started
 */
public record RunningPostgres(
        String url, String username, String password, long pid, int port, boolean reattached) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "PostgreSQL " + pid + " at " + url + (reattached ? " (re-attached)" : "");
    }
}
