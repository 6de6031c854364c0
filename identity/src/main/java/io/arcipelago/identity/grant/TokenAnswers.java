package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.client.membership.ClientGroups;
import io.arcipelago.identity.policy.ScopePolicies;
import io.arcipelago.identity.scope.CapabilitySetScope;
import io.arcipelago.identity.standing.Standing;
import io.arcipelago.identity.token.SignedToken;
import io.arcipelago.identity.token.Subject;
import io.arcipelago.identity.token.TokenSigner;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Turns a decision to give tokens into the answer of the token endpoint (RFC 6749, 5.1). */
@Component
class TokenAnswers {

    private final Accounts accounts;
    private final ClientGroups clientGroups;
    private final Standing standing;
    private final TokenSigner signer;
    private final ScopePolicies policies;

    TokenAnswers(
            Accounts accounts,
            ClientGroups clientGroups,
            Standing standing,
            TokenSigner signer,
            ScopePolicies policies) {
        this.accounts = accounts;
        this.clientGroups = clientGroups;
        this.standing = standing;
        this.signer = signer;
        this.policies = policies;
    }

    /**
     * The person behind a grant as of now, so that every new token has the current groups.
     *
     * @throws OAuth2AuthenticationException {@code invalid_grant} if the account is gone or locked,
     *     or must do something first, such as sign the acceptable use policy
     */
    Person activePerson(Grant grant) {
        standing.refusal(grant.account(), grant.proof())
                .ifPresent(refusal -> {
                    throw TokenFailure.invalidGrant(refusal.text());
                });
        return accounts.find(grant.account())
                .filter(Person::active)
                .orElseThrow(
                        () -> TokenFailure.invalidGrant("The account of this grant is not active"));
    }

    /**
     * The answer for a person's grant.
     *
     * @param scopes what this token shall carry of the grant's scopes
     * @param refreshToken what the client may use to get the next token
     * @param nonce of the sign-in request, for its first ID token
     * @param further members of the answer beside the usual ones
     */
    OAuth2AccessTokenAuthenticationToken forPerson(
            AuthenticatedClient client,
            Grant grant,
            Person person,
            Collection<String> scopes,
            List<String> audience,
            Optional<String> refreshToken,
            Optional<String> nonce,
            Map<String, Object> further) {
        Subject.OfPerson subject =
                new Subject.OfPerson(person, grant.id(), grant.proof(), grant.actor());
        Set<String> allowed =
                deciding(() -> policies.forToken(person, client.client().id(), scopes));
        SignedToken token =
                signer.accessToken(client.client(), subject, allowed, audience, client.key());
        Map<String, Object> parameters = new HashMap<>(further);
        // A client that acts for a person who is elsewhere signs nobody in: an ID token would only
        // cost a signature (RFC 8693, section 2.2.1, knows none).
        if (allowed.contains(OidcScopes.OPENID) && grant.actor().isEmpty()) {
            parameters.put(
                    OidcParameterNames.ID_TOKEN,
                    signer.idToken(client.client(), subject, allowed, nonce));
        }
        return answer(client, token, refreshToken.orElse(null), parameters);
    }

    /** The answer for a client that acts for itself: no refresh token, no ID token. */
    OAuth2AccessTokenAuthenticationToken forClient(
            AuthenticatedClient client, Set<String> scopes, List<String> audience) {
        SignedToken token =
                signer.accessToken(
                        client.client(),
                        new Subject.OfClient(
                                client.client().id(), clientGroups.of(client.client().id())),
                        scopes,
                        audience,
                        client.key());
        return answer(client, token, null, Map.of());
    }

    /**
     * Refuses a request that names scopes which the person's tokens cannot have, where that is not
     * told by leaving them out.
     *
     * @throws OAuth2AuthenticationException {@code invalid_scope}, or {@code access_denied} for a
     *     capability set
     */
    void checkNamed(AuthenticatedClient client, Person person, Collection<String> scopes) {
        deciding(() -> policies.refusal(person, client.client().id(), scopes))
                .ifPresent(decision -> {
                    throw CapabilitySetScope.isOne(decision.scope())
                            ? TokenFailure.accessDenied(decision.text())
                            : TokenFailure.invalidScope(decision.text());
                });
    }

    /** What policies leave of the scopes of a grant to be. */
    Set<String> permitted(AuthenticatedClient client, Person person, Collection<String> scopes) {
        return deciding(() -> policies.permitted(person, client.client().id(), scopes));
    }

    private static <T> T deciding(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (ApiFailure noDecision) {
            throw TokenFailure.temporarilyUnavailable(String.valueOf(noDecision.getMessage()));
        }
    }

    private static OAuth2AccessTokenAuthenticationToken answer(
            AuthenticatedClient client,
            SignedToken token,
            @Nullable String refreshToken,
            Map<String, Object> parameters) {
        OAuth2AccessToken accessToken =
                new OAuth2AccessToken(
                        client.key().isPresent()
                                ? OAuth2AccessToken.TokenType.DPOP
                                : OAuth2AccessToken.TokenType.BEARER,
                        token.value(),
                        token.issuedAt(),
                        token.expiresAt(),
                        token.scopes());
        return new OAuth2AccessTokenAuthenticationToken(
                client.registered(),
                client.principal(),
                accessToken,
                refreshToken == null
                        ? null
                        : new OAuth2RefreshToken(refreshToken, token.issuedAt()),
                parameters);
    }
}
