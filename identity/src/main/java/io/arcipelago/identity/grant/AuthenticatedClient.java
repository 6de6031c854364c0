package io.arcipelago.identity.grant;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.RegisteredClients;
import io.arcipelago.identity.dpop.ProvenKey;
import io.arcipelago.platform.security.dpop.DpopRefused;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * The client that makes a request and has proved who it is.
 *
 * @param key the key that it has shown, to which its tokens are bound (RFC 9449)
 */
record AuthenticatedClient(
        Client client,
        RegisteredClient registered,
        OAuth2ClientAuthenticationToken principal,
        Optional<String> key) {

    /**
     * The client behind a request.
     *
     * @throws OAuth2AuthenticationException {@code invalid_client}
     */
    static AuthenticatedClient of(Authentication request) {
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken principal
                && principal.isAuthenticated()) {
            RegisteredClient registered = principal.getRegisteredClient();
            if (registered != null) {
                return new AuthenticatedClient(
                        RegisteredClients.clientOf(registered),
                        registered,
                        principal,
                        ProvenKey.of(principal));
            }
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /**
     * Refuses a grant type that the client is not registered for.
     *
     * @throws OAuth2AuthenticationException {@code unauthorized_client}
     */
    AuthenticatedClient using(AuthorizationGrantType grant) {
        if (!client.grants().contains(grant.getValue())) {
            throw TokenFailure.unauthorizedClient(
                    "Client " + client.id() + " is not registered for " + grant.getValue());
        }
        return this;
    }

    /**
     * Refuses a request for tokens that comes without the key which the client's registration asks
     * for.
     *
     * @throws OAuth2AuthenticationException {@code unauthorized_client} or {@code
     *     invalid_dpop_proof}
     */
    AuthenticatedClient forTokens(AuthorizationGrantType grant) {
        if (using(grant).client().boundTokens() && key.isEmpty()) {
            throw DpopRefused.proof(
                    "Client " + client.id() + " gets tokens only with proof of a key, header DPoP");
        }
        return this;
    }

    /** The key to which a refresh token is bound: a confidential client's is bound to itself. */
    Optional<String> keyOfRefreshTokens() {
        return client.isPublic() ? key : Optional.empty();
    }
}
