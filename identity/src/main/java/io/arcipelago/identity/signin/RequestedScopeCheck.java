package io.arcipelago.identity.signin;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.RegisteredClients;
import io.arcipelago.identity.scope.Scopes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/** Checks the scopes of an authorization request against the client's registration. */
final class RequestedScopeCheck
        implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        Client client = RegisteredClients.clientOf(context.getRegisteredClient());
        Set<String> scopes = request.getScopes();
        Optional<String> fault = Scopes.fault(scopes);
        if (fault.isEmpty() && !Scopes.allRegistered(client.scopes(), scopes)) {
            fault =
                    Optional.of(
                            "Client " + client.id() + " is not registered for all of these scopes");
        }
        fault.ifPresent(description -> {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_SCOPE, description, null), request);
        });
    }
}
