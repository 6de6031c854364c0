package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.dpop.WantedKey;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.identity.token.Profiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exchanges a code for tokens (RFC 6749, section 4.1.3). The code verifier was checked when the
 * client authenticated. A code that comes twice revokes what it gave the first time (section
 * 4.1.2).
 */
@Component
final class CodeGrant implements TokenGrantProvider {

    private static final String OFFLINE_ACCESS = "offline_access";
    private static final String CODE_USED_TWICE = "code used twice";

    private sealed interface Outcome {

        record Opened(Grant grant, Optional<String> nonce, Optional<String> refreshToken)
                implements Outcome {}

        record Refused(String reason) implements Outcome {}

        record Replayed() implements Outcome {}
    }

    private final AuthorizationRequests requests;
    private final Grants grants;
    private final RefreshTokens refreshTokens;
    private final TokenAnswers answers;
    private final Profiles profiles;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    CodeGrant(
            AuthorizationRequests requests,
            Grants grants,
            RefreshTokens refreshTokens,
            TokenAnswers answers,
            Profiles profiles,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.requests = requests;
        this.grants = grants;
        this.refreshTokens = refreshTokens;
        this.answers = answers;
        this.profiles = profiles;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2AuthorizationCodeAuthenticationToken request =
                (OAuth2AuthorizationCodeAuthenticationToken) authentication;
        AuthenticatedClient client =
                AuthenticatedClient.of(request)
                        .forTokens(AuthorizationGrantType.AUTHORIZATION_CODE);
        Outcome outcome = transaction.execute(status -> exchange(request, client));
        return switch (outcome) {
            case Outcome.Opened(
                            Grant grant,
                            Optional<String> nonce,
                            Optional<String> refreshToken) -> {
                Person person = answers.activePerson(grant);
                yield answers.forPerson(
                        client,
                        grant,
                        person,
                        grant.scopes(),
                        Audiences.narrowed(
                                grant.audience(),
                                Audiences.requested(request.getAdditionalParameters()),
                                profiles.of(client.client()).defaultAudience()),
                        refreshToken,
                        nonce,
                        Map.of());
            }
            case Outcome.Replayed replayed ->
                    throw TokenFailure.invalidGrant("The code was used before; sign in again");
            case Outcome.Refused(String reason) -> throw TokenFailure.invalidGrant(reason);
            case null -> throw TokenFailure.invalidGrant("The code is not valid");
        };
    }

    private Outcome exchange(
            OAuth2AuthorizationCodeAuthenticationToken request, AuthenticatedClient authenticated) {
        Client client = authenticated.client();
        Optional<AuthorizationRequests.Stored> found = requests.byCodeLocked(request.getCode());
        if (found.isEmpty()) {
            return new Outcome.Refused("The code is not valid");
        }
        AuthorizationRequests.Stored stored = found.get();
        Instant now = clock.instant();
        if (!stored.clientId().equals(client.id())) {
            requests.consume(stored.id(), stored.grant());
            return new Outcome.Refused("The code was given to another client");
        }
        if (stored.consumedAt() != null) {
            revokeReplayed(stored, now);
            return new Outcome.Replayed();
        }
        if (!now.isBefore(stored.expiresAt())) {
            return new Outcome.Refused("The code has expired; sign in again");
        }
        Optional<String> redirectUri = stored.parameters().redirectUri();
        if (redirectUri.isPresent() && !redirectUri.get().equals(request.getRedirectUri())) {
            return new Outcome.Refused("redirect_uri is not the one of the sign-in request");
        }
        Optional<String> wanted = WantedKey.of(stored.parameters().additional());
        if (wanted.isPresent() && !wanted.equals(authenticated.key())) {
            return new Outcome.Refused("The code is bound to a key that the request does not show");
        }
        return open(stored, authenticated, now);
    }

    private void revokeReplayed(AuthorizationRequests.Stored stored, Instant now) {
        UUID grant = stored.grant();
        if (grant != null && grants.revoke(grant, CODE_USED_TWICE, now)) {
            audit.grantRevoked(stored.person().getName(), stored.clientId(), CODE_USED_TWICE);
        }
    }

    private Outcome open(
            AuthorizationRequests.Stored stored, AuthenticatedClient authenticated, Instant now) {
        Client client = authenticated.client();
        Map<String, Object> additional = stored.parameters().additional();
        Grant grant =
                new Grant(
                        UUID.randomUUID(),
                        client.id(),
                        stored.person().accountId(),
                        inOrder(stored),
                        Audiences.restriction(
                                client,
                                Audiences.requested(additional),
                                profiles.of(client).defaultAudience()),
                        stored.person().proof(),
                        Map.of(),
                        authenticated.keyOfRefreshTokens());
        boolean offline =
                grant.scopes().contains(OFFLINE_ACCESS)
                        && client.grants()
                                .contains(AuthorizationGrantType.REFRESH_TOKEN.getValue());
        Instant expiry = now.plus(offline ? client.refreshTokenLife() : client.accessTokenLife());
        grants.open(grant, now, expiry);
        requests.consume(stored.id(), grant.id());
        Optional<String> nonce =
                additional.get("nonce") instanceof String value
                        ? Optional.of(value)
                        : Optional.empty();
        return new Outcome.Opened(
                grant,
                nonce,
                offline
                        ? Optional.of(refreshTokens.issue(grant.id(), now, expiry))
                        : Optional.empty());
    }

    /** What was authorized, in the order of the request. */
    private static Set<String> inOrder(AuthorizationRequests.Stored stored) {
        Set<String> ordered = new LinkedHashSet<>(stored.parameters().scopes());
        ordered.retainAll(stored.scopes());
        ordered.addAll(stored.scopes());
        return ordered;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
