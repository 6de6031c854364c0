package io.arcipelago.platform.database;

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
 */
@ConfigurationProperties("arcipelago.database")
public record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("8802") int port,
        @DefaultValue("") String binaries,
        @DefaultValue("20") int poolSize,
        @DefaultValue("true") boolean stopOnExit) {

    boolean external() {
        return !url.isBlank();
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "DatabaseProperties[url=" + url + ", username=" + username + ", port=" + port + "]";
    }
}
