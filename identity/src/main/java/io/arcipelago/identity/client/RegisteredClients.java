package io.arcipelago.identity.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** Shows our clients to Spring's endpoints, each carrying our own record along. */
@Component
public class RegisteredClients implements RegisteredClientRepository {

    /** How long a code can be exchanged; RFC 6749, section 4.1.2 asks for minutes at most. */
    public static final Duration CODE_LIFE = Duration.ofMinutes(2);

    private static final String CLIENT = "io.arcipelago.identity.client";

    private static final int MOST_SHOWN = 10_000;

    private record Shown(Client client, RegisteredClient registered) {}

    private final Map<String, Shown> shown = new ConcurrentHashMap<>();
    private final Clients clients;

    RegisteredClients(Clients clients) {
        this.clients = clients;
    }

    /** Our record behind a client that came from here. */
    public static Client clientOf(RegisteredClient registered) {
        Client client = registered.getClientSettings().getSetting(CLIENT);
        if (client == null) {
            throw new IllegalStateException(
                    "Client " + registered.getClientId() + " was not made by this repository");
        }
        return client;
    }

    /** Clients are registered through {@link Clients}; Spring's endpoints only read. */
    @Override
    public void save(RegisteredClient registeredClient) {
        throw new UnsupportedOperationException("Clients are not registered through this door");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The very same record: it stands for no change.
    public @Nullable RegisteredClient findByClientId(String clientId) {
        Client client = clients.find(clientId).orElse(null);
        if (client == null) {
            shown.remove(clientId);
            return null;
        }
        Shown before = shown.get(clientId);
        // The very same record comes back as long as nothing has changed.
        if (before != null && before.client() == client) {
            return before.registered();
        }
        if (shown.size() >= MOST_SHOWN) {
            shown.clear();
        }
        RegisteredClient registered = registered(client);
        shown.put(clientId, new Shown(client, registered));
        return registered;
    }

    private static RegisteredClient registered(Client client) {
        RegisteredClient.Builder builder =
                RegisteredClient.withId(client.id())
                        .clientId(client.id())
                        .clientName(client.name())
                        .redirectUris(uris -> uris.addAll(client.redirectUris()))
                        .postLogoutRedirectUris(
                                uris -> uris.addAll(client.postLogoutRedirectUris()))
                        .scopes(scopes -> scopes.addAll(client.scopes()))
                        .authorizationGrantTypes(grants ->
                                client.grants().stream()
                                        .map(AuthorizationGrantType::new)
                                        .forEach(grants::add))
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(client.requirePkce())
                                        .requireAuthorizationConsent(!client.firstParty())
                                        .setting(CLIENT, client)
                                        .build())
                        .tokenSettings(
                                TokenSettings.builder()
                                        .authorizationCodeTimeToLive(CODE_LIFE)
                                        .accessTokenTimeToLive(client.accessTokenLife())
                                        .refreshTokenTimeToLive(client.refreshTokenLife())
                                        .build());
        client.secretHash()
                .ifPresentOrElse(
                        hash ->
                                builder.clientSecret(hash)
                                        .clientAuthenticationMethod(
                                                ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                                        .clientAuthenticationMethod(
                                                ClientAuthenticationMethod.CLIENT_SECRET_POST)
                                        // Whether the client is registered for an assertion, and
                                        // for which, is for ClientAssertions to say.
                                        .clientAuthenticationMethod(
                                                ClientAuthenticationMethod.CLIENT_SECRET_JWT)
                                        .clientAuthenticationMethod(
                                                ClientAuthenticationMethod.PRIVATE_KEY_JWT),
                        () -> builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE));
        return builder.build();
    }
}
