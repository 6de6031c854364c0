package io.arcipelago.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the demonstration plays.
 *
 * @param url the installation
 * @param siteUrl the sites in a box, if they are known
 * @param passwordFile holds alice's password
 * @param keep whether the deployment stays
 */
record DemoSettings(
        URI url, Optional<URI> siteUrl, Path passwordFile, boolean keep, Patience patience) {

    /** How long to wait for what. */
    record Patience(
            Duration services,
            Duration deployment,
            Duration page,
            Duration events,
            Duration deletion) {

        static Patience usual() {
            return new Patience(
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10));
        }
    }
}
