package io.arcipelago.identity.grant;

import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Revokes a token at the wish of the client that has it (RFC 7009). A refresh token takes its whole
 * grant along; an access token goes alone. A token that means nothing to us is no error (section
 * 2.2), another client's token is.
 */
@Component
public final class Revocation implements AuthenticationProvider {

    private final RefreshTokens refreshTokens;
    private final Grants grants;
    private final AccessTokens accessTokens;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Revocation(
            RefreshTokens refreshTokens,
            Grants grants,
            AccessTokens accessTokens,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.accessTokens = accessTokens;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenRevocationAuthenticationToken request =
                (OAuth2TokenRevocationAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        Optional<AccessToken> accessToken = accessTokens.read(request.getToken());
        if (accessToken.isPresent()) {
            requireOwn(client.client(), accessToken.get().clientId());
            accessTokens.revoke(accessToken.get());
        } else {
            transaction.executeWithoutResult(
                    status -> revokeGrant(request.getToken(), client.client()));
        }
        return new OAuth2TokenRevocationAuthenticationToken(
                request.getToken(), client.principal(), request.getTokenTypeHint());
    }

    private void revokeGrant(String refreshToken, Client client) {
        Optional<Grant> grant =
                refreshTokens.grantOf(refreshToken).flatMap(grants::lockUnlessRevoked);
        if (grant.isEmpty()) {
            return;
        }
        requireOwn(client, grant.get().clientId());
        grants.revoke(grant.get().id(), "revoked by the client", clock.instant());
        audit.grantRevoked(grant.get().account().toString(), client.id(), "revoked by the client");
    }

    private static void requireOwn(Client client, String owner) {
        if (!client.id().equals(owner)) {
            throw TokenFailure.unauthorizedClient(
                    "The token was issued to another client than " + client.id());
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
