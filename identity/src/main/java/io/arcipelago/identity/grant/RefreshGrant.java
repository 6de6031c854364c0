package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.Audiences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Gives a new access token for a refresh token (RFC 6749, section 6). Asking for fewer scopes
 * narrows this token only; the refresh token keeps what was granted.
 */
@Component
final class RefreshGrant implements TokenGrantProvider {

    private static final String REFUSED = "The refresh token is not valid; sign in again";

    private final RefreshTokens refreshTokens;
    private final TokenAnswers answers;

    RefreshGrant(RefreshTokens refreshTokens, TokenAnswers answers) {
        this.refreshTokens = refreshTokens;
        this.answers = answers;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2RefreshTokenAuthenticationToken request =
                (OAuth2RefreshTokenAuthenticationToken) authentication;
        AuthenticatedClient client =
                AuthenticatedClient.of(request).using(AuthorizationGrantType.REFRESH_TOKEN);
        return switch (refreshTokens.use(
                request.getRefreshToken(), client.client(), grant -> check(request, grant))) {
            case RefreshTokens.Use.Accepted<Person> accepted -> refresh(request, client, accepted);
            case RefreshTokens.Use.Refused<Person> refused ->
                    throw TokenFailure.invalidGrant(REFUSED);
        };
    }

    private Person check(OAuth2RefreshTokenAuthenticationToken request, Grant grant) {
        if (!Scopes.allGranted(grant.scopes(), RequestedScopes.of(request.getScopes()))) {
            throw TokenFailure.invalidScope(
                    "Up-scoping is not allowed: ask for scopes that were granted at sign-in");
        }
        audience(request, grant);
        return answers.activePerson(grant);
    }

    private static List<String> audience(
            OAuth2RefreshTokenAuthenticationToken request, Grant grant) {
        return Audiences.narrowed(
                grant.audience(), Audiences.requested(request.getAdditionalParameters()));
    }

    private Authentication refresh(
            OAuth2RefreshTokenAuthenticationToken request,
            AuthenticatedClient client,
            RefreshTokens.Use.Accepted<Person> accepted) {
        Grant grant = accepted.grant();
        Set<String> requested = RequestedScopes.of(request.getScopes());
        return answers.forPerson(
                client,
                grant,
                accepted.checked(),
                requested.isEmpty() ? grant.scopes() : requested,
                audience(request, grant),
                Optional.of(accepted.token()),
                Optional.empty(),
                Map.of());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
