package io.arcipelago.feeder.token;

import io.arcipelago.feeder.FeederProperties;
import io.arcipelago.feeder.scan.AccessTokens;
import io.arcipelago.feeder.scan.NoTokenException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The tokens of the issuers that are configured, and the one for the registry. */
@Component
public class ConfiguredTokens implements AccessTokens {

    private final Map<String, KeptTokens> byIssuer = new HashMap<>();
    private final KeptTokens forRegistry;

    ConfiguredTokens(
            FeederProperties properties,
            TokenEndpoint endpoint,
            RefreshTokens refresh,
            InstantSource clock) {
        for (ClientSettings client : properties.issuers()) {
            if (byIssuer.put(client.issuer(), kept(client, endpoint, refresh, clock)) != null) {
                throw new IllegalArgumentException(
                        "arcipelago.feeder.issuers names %s twice; keep one entry."
                                .formatted(client.issuer()));
            }
        }
        ClientSettings registry = properties.registry().client();
        this.forRegistry =
                registry == null
                        ? new KeptTokens(
                                () -> {
                                    throw new NoTokenException(
                                            "there is no client for the registry. Set"
                                                    + " arcipelago.feeder.registry.client");
                                },
                                clock)
                        : kept(registry, endpoint, refresh, clock);
    }

    private static KeptTokens kept(
            ClientSettings client,
            TokenEndpoint endpoint,
            RefreshTokens refresh,
            InstantSource clock) {
        return new KeptTokens(
                () ->
                        client.refreshTokenFile() == null
                                ? endpoint.clientCredentials(client)
                                : refresh.refresh(client),
                clock);
    }

    @Override
    public String token(String issuer) {
        KeptTokens tokens = byIssuer.get(issuer);
        if (tokens == null) {
            throw new NoTokenException(
                    "no client is configured for issuer "
                            + issuer
                            + ". Add it under arcipelago.feeder.issuers, letter by letter as in the"
                            + " providers' files");
        }
        return tokens.token();
    }

    @Override
    public void refused(String issuer, String token) {
        KeptTokens tokens = byIssuer.get(issuer);
        if (tokens != null) {
            tokens.refused(token);
        }
    }

    /** A token with the right to feed the registry. */
    public String registryToken() {
        return forRegistry.token();
    }

    /** Says that the registry refused this token. */
    public void registryRefused(String token) {
        forRegistry.refused(token);
    }
}
