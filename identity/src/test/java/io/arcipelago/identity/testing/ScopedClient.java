package io.arcipelago.identity.testing;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Registers confidential clients that may use every grant, each for scopes of its own. */
public final class ScopedClient {

    private static final Set<String> GRANTS =
            Set.of(
                    "authorization_code",
                    "refresh_token",
                    "client_credentials",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "urn:ietf:params:oauth:grant-type:token-exchange");

    private ScopedClient() {}

    /** One that belongs to the product, so that nobody is asked for consent. */
    public static TestClient ofTheProduct(Provider provider, String id, String... scopes) {
        return register(provider, id, true, scopes);
    }

    /** One that people are asked about. */
    public static TestClient ofOthers(Provider provider, String id, String... scopes) {
        return register(provider, id, false, scopes);
    }

    private static TestClient register(
            Provider provider, String id, boolean firstParty, String... scopes) {
        Set<String> registered = new TreeSet<>(Set.of(scopes));
        registered.addAll(Set.of("openid", "profile", "email", "offline_access"));
        String secret = Secrets.random();
        String redirectUri = "https://" + id.replace(':', '.') + ".example/callback";
        provider.bean(Clients.class)
                .save(
                        new Client(
                                id,
                                id,
                                Optional.of(Secrets.digest(secret)),
                                Set.of(redirectUri),
                                Set.of(),
                                GRANTS,
                                registered,
                                Set.of(),
                                true,
                                firstParty,
                                false,
                                Client.ExchangePolicy.none(),
                                Duration.ofHours(1),
                                Duration.ofDays(30),
                                true,
                                true),
                        provider.clock().instant());
        return new TestClient(provider, new Browser(provider), id, secret, redirectUri);
    }
}
