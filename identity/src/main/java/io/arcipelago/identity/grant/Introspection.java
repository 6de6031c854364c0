package io.arcipelago.identity.grant;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.identity.token.TokenSigner;
import java.time.Instant;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Tells a client whether an access token is good and what is in it (RFC 7662). A client that is not
 * registered for introspection learns about its own tokens only; every other token is inactive for
 * it (section 2.2).
 */
@Component
public final class Introspection implements AuthenticationProvider {

    /** Claims that have a place of their own in the answer, and the one that is only for us. */
    private static final Set<String> ANSWERED =
            Set.of(
                    "iss",
                    "sub",
                    "aud",
                    "exp",
                    "iat",
                    "nbf",
                    "jti",
                    "client_id",
                    "scope",
                    TokenSigner.GRANT_CLAIM);

    private final AccessTokens accessTokens;

    Introspection(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenIntrospectionAuthenticationToken request =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        AuthenticatedClient authenticated = AuthenticatedClient.of(request);
        Client client = authenticated.client();
        OAuth2TokenIntrospection answer =
                accessTokens
                        .verify(request.getToken())
                        .filter(token -> mayKnow(client, token))
                        .map(Introspection::describe)
                        .orElseGet(() -> OAuth2TokenIntrospection.builder().build());
        return new OAuth2TokenIntrospectionAuthenticationToken(
                request.getToken(), authenticated.principal(), answer);
    }

    private static boolean mayKnow(Client client, AccessToken token) {
        return client.mayIntrospect() || token.clientId().equals(client.id());
    }

    private static OAuth2TokenIntrospection describe(AccessToken token) {
        OAuth2TokenIntrospection.Builder answer =
                OAuth2TokenIntrospection.builder(true)
                        .clientId(token.clientId())
                        .subject(token.subject())
                        .tokenType(token.bound() ? "DPoP" : "Bearer")
                        .id(token.id())
                        .issuedAt(token.issuedAt())
                        .expiresAt(token.expiresAt())
                        .scopes(scopes -> scopes.addAll(token.scopes()))
                        .audiences(audiences -> audiences.addAll(token.audience()));
        if (token.claims().get("iss") instanceof String issuer) {
            answer.issuer(issuer);
        }
        if (token.claims().get("preferred_username") instanceof String username) {
            answer.username(username);
        }
        if (token.claims().get("nbf") instanceof Number seconds) {
            answer.notBefore(Instant.ofEpochSecond(seconds.longValue()));
        }
        token.claims()
                .forEach((claim, value) -> {
                    if (!ANSWERED.contains(claim)) {
                        answer.claim(claim, value);
                    }
                });
        return answer.build();
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
