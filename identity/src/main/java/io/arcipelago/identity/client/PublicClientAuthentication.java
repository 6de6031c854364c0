package io.arcipelago.identity.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Accepts a public client by its name alone where its request proves enough by itself: with a
 * refresh token, which is bound to the client and rotates, with a device code, which is bound to
 * the client and works once, and to revoke a token of its own.
 */
public final class PublicClientAuthentication implements AuthenticationProvider {

    private final RegisteredClients clients;
    private final AuthenticationProvider withVerifier;

    /**
     * Reads its own requests, and leaves others to the provider that checks code verifiers. They
     * are not two providers in a row: the second would be asked after a refusal of the first.
     */
    public PublicClientAuthentication(
            RegisteredClients clients, AuthenticationProvider withVerifier) {
        this.clients = clients;
        this.withVerifier = withVerifier;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken request = (OAuth2ClientAuthenticationToken) authentication;
        Map<String, Object> parameters = request.getAdditionalParameters();
        if (!ClientAuthenticationMethod.NONE.equals(request.getClientAuthenticationMethod())) {
            return null;
        }
        if (!(parameters.get(PublicClientConverter.PATH) instanceof String path)) {
            return withVerifier.authenticate(request);
        }
        Object grant = parameters.get(OAuth2ParameterNames.GRANT_TYPE);
        if (AuthorizationGrantType.AUTHORIZATION_CODE.getValue().equals(grant)) {
            throw failure(
                    OAuth2ErrorCodes.INVALID_GRANT,
                    "code_verifier is missing; public clients must use PKCE with S256");
        }
        boolean bound =
                AuthorizationGrantType.REFRESH_TOKEN.getValue().equals(grant)
                        || AuthorizationGrantType.DEVICE_CODE.getValue().equals(grant);
        RegisteredClient client = clients.findByClientId(request.getName());
        if (client == null
                || !client.getClientAuthenticationMethods()
                        .contains(ClientAuthenticationMethod.NONE)
                || !(bound || path.endsWith("/revoke") || path.endsWith("/devicecode"))) {
            throw failure(
                    OAuth2ErrorCodes.INVALID_CLIENT,
                    "This request needs a client that authenticates with its secret");
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static OAuth2AuthenticationException failure(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
