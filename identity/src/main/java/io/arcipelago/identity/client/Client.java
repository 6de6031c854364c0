package io.arcipelago.identity.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A registered client (RFC 6749, section 2).
 *
 * @param id its {@code client_id}
 * @param secretHash SHA-256 of its secret; empty for a public client. A client that authenticates
 *     with assertions has one of a value that nobody knows
 * @param redirectUris compared to the letter, but for the port of a loopback address (RFC 8252,
 *     section 7.3)
 * @param grants the grant types it may use, as on the wire
 * @param audiences audiences it may ask for beside the default one
 * @param firstParty whether it is part of the product, so that people are not asked for consent
 * @param mayIntrospect whether it may introspect tokens that were issued to other clients
 * @param exchange whose tokens it may exchange, and for what
 * @param rotateRefreshTokens whether each use of a refresh token replaces it
 * @param boundTokens whether it gets no token without proof of a key to bind it to (RFC 9449)
 */
public record Client(
        String id,
        String name,
        Optional<String> secretHash,
        Set<String> redirectUris,
        Set<String> postLogoutRedirectUris,
        Set<String> grants,
        Set<String> scopes,
        Set<String> audiences,
        boolean requirePkce,
        boolean firstParty,
        boolean mayIntrospect,
        ExchangePolicy exchange,
        Duration accessTokenLife,
        Duration refreshTokenLife,
        boolean rotateRefreshTokens,
        boolean active,
        boolean boundTokens) {

    /** A client that may have bearer tokens. */
    public Client(
            String id,
            String name,
            Optional<String> secretHash,
            Set<String> redirectUris,
            Set<String> postLogoutRedirectUris,
            Set<String> grants,
            Set<String> scopes,
            Set<String> audiences,
            boolean requirePkce,
            boolean firstParty,
            boolean mayIntrospect,
            ExchangePolicy exchange,
            Duration accessTokenLife,
            Duration refreshTokenLife,
            boolean rotateRefreshTokens,
            boolean active) {
        this(
                id,
                name,
                secretHash,
                redirectUris,
                postLogoutRedirectUris,
                grants,
                scopes,
                audiences,
                requirePkce,
                firstParty,
                mayIntrospect,
                exchange,
                accessTokenLife,
                refreshTokenLife,
                rotateRefreshTokens,
                active,
                false);
    }

    /**
     * What a client may turn other clients' tokens into (RFC 8693).
     *
     * @param origins the clients whose users' tokens it may exchange
     * @param addedScopes scopes it may ask for although the subject token lacks them
     */
    public record ExchangePolicy(Set<String> origins, Set<String> addedScopes) {

        public ExchangePolicy {
            origins = Set.copyOf(origins);
            addedScopes = Set.copyOf(addedScopes);
        }

        /** The policy of a client that exchanges nothing. */
        public static ExchangePolicy none() {
            return new ExchangePolicy(Set.of(), Set.of());
        }
    }

    public Client {
        redirectUris = Set.copyOf(redirectUris);
        postLogoutRedirectUris = Set.copyOf(postLogoutRedirectUris);
        grants = Set.copyOf(grants);
        scopes = Set.copyOf(scopes);
        audiences = Set.copyOf(audiences);
    }

    /** Whether the client can keep no secret (RFC 6749, section 2.1). */
    public boolean isPublic() {
        return secretHash.isEmpty();
    }

    /** Leaves the secret's hash out. */
    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
