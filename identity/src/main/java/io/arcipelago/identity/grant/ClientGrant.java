package io.arcipelago.identity.grant;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.scope.CapabilitySetScope;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.identity.token.Profiles;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Gives a client a token for itself (RFC 6749, section 4.4). Nothing is written, and without asking
 * for scopes it gets none.
 */
@Component
final class ClientGrant implements TokenGrantProvider {

    private final TokenAnswers answers;
    private final Profiles profiles;

    ClientGrant(TokenAnswers answers, Profiles profiles) {
        this.answers = answers;
        this.profiles = profiles;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientCredentialsAuthenticationToken request =
                (OAuth2ClientCredentialsAuthenticationToken) authentication;
        AuthenticatedClient authenticated =
                AuthenticatedClient.of(request)
                        .forTokens(AuthorizationGrantType.CLIENT_CREDENTIALS);
        Client client = authenticated.client();
        Set<String> scopes = RequestedScopes.of(request.getScopes());
        if (!Scopes.allRegistered(client.scopes(), scopes)) {
            throw TokenFailure.invalidScope(
                    "Client " + client.id() + " is not registered for all of these scopes");
        }
        if (scopes.stream().anyMatch(CapabilitySetScope::isOne)) {
            throw TokenFailure.accessDenied(
                    "A client is no member of a group; capability sets are for people");
        }
        return answers.forClient(
                authenticated,
                scopes,
                Audiences.granted(
                        client,
                        Audiences.requested(request.getAdditionalParameters()),
                        profiles.of(client).defaultAudience()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
