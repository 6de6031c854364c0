package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.identity.token.Profiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers a device that asks whether its person has decided (RFC 8628, sections 3.4 and 3.5). A
 * device code gives tokens once.
 */
@Component
final class DeviceGrant implements TokenGrantProvider {

    private static final String OFFLINE_ACCESS = "offline_access";

    /** What each poll that comes too early adds to the wait before the next one. */
    private static final int SLOWER_SECONDS = 5;

    private static final int LONGEST_INTERVAL_SECONDS = 3600;

    private sealed interface Outcome {

        record Opened(Grant grant, Optional<String> refreshToken) implements Outcome {}

        /** Kept apart from an exception: what a refusal notes down must not be rolled back. */
        record Refused(OAuth2AuthenticationException failure) implements Outcome {}
    }

    private final DeviceRequests requests;
    private final Grants grants;
    private final RefreshTokens refreshTokens;
    private final TokenAnswers answers;
    private final Profiles profiles;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    DeviceGrant(
            DeviceRequests requests,
            Grants grants,
            RefreshTokens refreshTokens,
            TokenAnswers answers,
            Profiles profiles,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.requests = requests;
        this.grants = grants;
        this.refreshTokens = refreshTokens;
        this.answers = answers;
        this.profiles = profiles;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2DeviceCodeAuthenticationToken request =
                (OAuth2DeviceCodeAuthenticationToken) authentication;
        AuthenticatedClient client =
                AuthenticatedClient.of(request).forTokens(AuthorizationGrantType.DEVICE_CODE);
        Outcome outcome = transaction.execute(status -> poll(request, client));
        return switch (outcome) {
            case Outcome.Opened(Grant grant, Optional<String> refreshToken) -> {
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
                        Optional.empty(),
                        Map.of());
            }
            case Outcome.Refused(OAuth2AuthenticationException failure) -> throw failure;
            case null -> throw TokenFailure.invalidGrant("The device code is not valid");
        };
    }

    private Outcome poll(
            OAuth2DeviceCodeAuthenticationToken request, AuthenticatedClient authenticated) {
        Client client = authenticated.client();
        Optional<DeviceRequests.Stored> found =
                requests.byDeviceCodeLocked(request.getDeviceCode())
                        .filter(stored -> stored.clientId().equals(client.id()));
        if (found.isEmpty() || found.get().state() == DeviceRequests.State.USED) {
            return refused(
                    TokenFailure.invalidGrant(
                            "The device code is not valid; start again for a new one"));
        }
        DeviceRequests.Stored stored = found.get();
        Instant now = clock.instant();
        if (!now.isBefore(stored.expiresAt())) {
            return refused(
                    TokenFailure.expiredToken(
                            "Nobody answered in time; start again for a new device code"));
        }
        return switch (stored.state()) {
            case WAITING -> wait(stored, now);
            case DENIED -> refused(TokenFailure.accessDenied("The person did not allow it"));
            case APPROVED -> open(stored, authenticated, now);
            case USED -> throw new IllegalStateException("A used device code was let through");
        };
    }

    private Outcome wait(DeviceRequests.Stored stored, Instant now) {
        boolean early = now.isBefore(stored.nextPollAt());
        int interval =
                early
                        ? Math.min(
                                stored.intervalSeconds() + SLOWER_SECONDS, LONGEST_INTERVAL_SECONDS)
                        : stored.intervalSeconds();
        requests.polled(stored.id(), interval, now.plusSeconds(interval));
        return refused(
                early
                        ? TokenFailure.slowDown("Wait " + interval + " s between two requests")
                        : TokenFailure.authorizationPending("Nobody has answered yet"));
    }

    private Outcome open(
            DeviceRequests.Stored stored, AuthenticatedClient authenticated, Instant now) {
        Client client = authenticated.client();
        UUID account = stored.account();
        Proof proof = stored.proof();
        if (account == null || proof == null) {
            throw new IllegalStateException(
                    "Device request " + stored.id() + " is approved by nobody");
        }
        Grant grant =
                new Grant(
                        UUID.randomUUID(),
                        client.id(),
                        new AccountId(account),
                        stored.approved(),
                        stored.audience(),
                        proof,
                        Map.of(),
                        authenticated.keyOfRefreshTokens());
        boolean offline =
                grant.scopes().contains(OFFLINE_ACCESS)
                        && client.grants()
                                .contains(AuthorizationGrantType.REFRESH_TOKEN.getValue());
        Instant expiry = now.plus(offline ? client.refreshTokenLife() : client.accessTokenLife());
        requests.use(stored.id());
        grants.open(grant, now, expiry);
        return new Outcome.Opened(
                grant,
                offline
                        ? Optional.of(refreshTokens.issue(grant.id(), now, expiry))
                        : Optional.empty());
    }

    private static Outcome refused(OAuth2AuthenticationException failure) {
        return new Outcome.Refused(failure);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
