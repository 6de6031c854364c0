package io.arcipelago.platform.database;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database to use.
 *
 * @param url JDBC address of an external PostgreSQL; blank: the bundled one is started
 * @param port port of the bundled server on 127.0.0.1
 * @param binaries where the bundled programs are unpacked; blank: below the data directory
 * @param poolSize the most connections this process opens
 * @param stopOnExit whether the bundled server is stopped with the application
 * @param sharedWith the data directory of another organisation of this installation, whose bundled
 *     server is used; blank: a server of its own
 * @param name the database on a shared server, made when it is missing
 */
@ConfigurationProperties("arcipelago.database")
public record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("8802") int port,
        @DefaultValue("") String binaries,
        @DefaultValue("20") int poolSize,
        @DefaultValue("true") boolean stopOnExit,
        @DefaultValue("") String sharedWith,
        @DefaultValue("") String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public DatabaseProperties {
        if (!sharedWith.isBlank() && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "arcipelago.database.name is '%s'; on a shared server it must begin with a"
                                    .formatted(name)
                            + " lower-case letter and go on with at most 62 of a-z, 0-9 and _");
        }
    }

    boolean external() {
        return !url.isBlank();
    }

    boolean shared() {
        return !sharedWith.isBlank();
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "DatabaseProperties[url=" + url + ", username=" + username + ", port=" + port + "]";
    }
}
