package io.arcipelago.feeder.token;

import io.arcipelago.feeder.scan.NoTokenException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The feeder as a client of an issuer. It asks for itself (client credentials) where the issuer
 * lets clients be members of groups; else it acts, with a refresh token, for the account of a
 * robot.
 *
 * @param issuer as in the {@code iss} of its tokens and in the providers' files, letter by letter
 * @param tokenEndpoint found through OpenID Connect Discovery if absent
 * @param clientSecretFile a file that holds the client's secret and nothing else
 * @param refreshTokenFile a file that holds the first refresh token of the robot's account
 * @param scope asked for, separated by blanks; if empty, what the issuer gives unasked
 * @param audience asked for if not empty
 * @param allowHttp whether secrets may travel to another machine without TLS
 */
public record ClientSettings(
        String issuer,
        @Nullable URI tokenEndpoint,
        String clientId,
        @Nullable Path clientSecretFile,
        @Nullable Path refreshTokenFile,
        @DefaultValue("") String scope,
        @DefaultValue("") String audience,
        boolean allowHttp) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public ClientSettings {
        if (issuer == null || issuer.isBlank() || clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "A client of the feeder needs issuer and client-id; the issuer here is '"
                            + issuer
                            + "'");
        }
    }

    /** Refuses an address to which a secret would travel in clear. */
    URI safe(URI url) {
        boolean tls = "https".equals(url.getScheme());
        boolean local = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
        if (!tls && !local && !allowHttp) {
            throw new NoTokenException(
                    "issuer %s: %s has no TLS; use https, or set allow-http on a network that you trust"
                            .formatted(issuer, url));
        }
        return url;
    }
}
