package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.policy.ScopePolicies;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.identity.token.Profiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    private final Grants grants;
    private final TokenAnswers answers;
    private final ScopePolicies policies;
    private final Profiles profiles;

    RefreshGrant(
            RefreshTokens refreshTokens,
            Grants grants,
            TokenAnswers answers,
            ScopePolicies policies,
            Profiles profiles) {
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.answers = answers;
        this.policies = policies;
        this.profiles = profiles;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2RefreshTokenAuthenticationToken request =
                (OAuth2RefreshTokenAuthenticationToken) authentication;
        AuthenticatedClient client =
                AuthenticatedClient.of(request).forTokens(AuthorizationGrantType.REFRESH_TOKEN);
        return switch (refreshTokens.use(
                request.getRefreshToken(),
                client.client(),
                grant -> check(request, client, grant))) {
            case RefreshTokens.Use.Accepted<Person> accepted -> refresh(request, client, accepted);
            case RefreshTokens.Use.Refused<Person> refused ->
                    throw TokenFailure.invalidGrant(REFUSED);
        };
    }

    /** The scopes of this request: all that was granted if it names none. */
    private static Set<String> asked(OAuth2RefreshTokenAuthenticationToken request, Grant grant) {
        Set<String> requested = RequestedScopes.of(request.getScopes());
        return requested.isEmpty() ? grant.scopes() : requested;
    }

    private Person check(
            OAuth2RefreshTokenAuthenticationToken request,
            AuthenticatedClient client,
            Grant grant) {
        checkKey(client, grant);
        Set<String> requested = RequestedScopes.of(request.getScopes());
        if (!Scopes.allGranted(grant.scopes(), requested)
                && !Scopes.allGranted(
                        Stream.concat(
                                        grant.scopes().stream(),
                                        policies.expand(grant.scopes()).stream())
                                .toList(),
                        requested)) {
            throw TokenFailure.invalidScope(
                    "Up-scoping is not allowed: ask for scopes that were granted at sign-in");
        }
        audience(request, client, grant);
        Person person = answers.activePerson(grant);
        // Here and not later: a request that is refused must not use the token up.
        if (policies.remote()) {
            answers.permitted(client, person, asked(request, grant));
        }
        answers.checkNamed(client, person, requested);
        if (grant.key().isEmpty()) {
            client.keyOfRefreshTokens().ifPresent(key -> bind(grant, key));
        }
        return person;
    }

    /** A refresh token that was stolen from a public client is worthless without its key. */
    private static void checkKey(AuthenticatedClient client, Grant grant) {
        if (grant.key().isPresent() && !grant.key().equals(client.key())) {
            throw TokenFailure.invalidGrant(
                    "The refresh token is bound to a key that the request does not show");
        }
    }

    /** The next refresh token goes to whoever shows this key (RFC 9449, section 5). */
    private void bind(Grant grant, String key) {
        if (!grants.bind(grant.id(), key)) {
            throw TokenFailure.invalidGrant("The refresh token was just bound to another key");
        }
    }

    private List<String> audience(
            OAuth2RefreshTokenAuthenticationToken request,
            AuthenticatedClient client,
            Grant grant) {
        return Audiences.narrowed(
                grant.audience(),
                Audiences.requested(request.getAdditionalParameters()),
                profiles.of(client.client()).defaultAudience());
    }

    private Authentication refresh(
            OAuth2RefreshTokenAuthenticationToken request,
            AuthenticatedClient client,
            RefreshTokens.Use.Accepted<Person> accepted) {
        Grant grant = accepted.grant();
        return answers.forPerson(
                client,
                grant,
                accepted.checked(),
                asked(request, grant),
                audience(request, client, grant),
                Optional.of(accepted.token()),
                Optional.empty(),
                Map.of());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
