package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.exchange.ExchangePolicies;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
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
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns a person's access token into one for a service that works for the person later (RFC 8693).
 * With scope {@code offline_access} the service also gets a refresh token: the delegation outlives
 * the person's session, until it is revoked.
 */
@Component
final class ExchangeGrant implements TokenGrantProvider {

    private static final String OFFLINE_ACCESS = "offline_access";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    /** A grant that was opened, and the refresh token if there is one. */
    private record Opened(Grant grant, Optional<String> refreshToken) {}

    private final AccessTokens accessTokens;
    private final Clients clients;
    private final ExchangePolicies policies;
    private final Grants grants;
    private final RefreshTokens refreshTokens;
    private final TokenAnswers answers;
    private final Profiles profiles;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ExchangeGrant(
            AccessTokens accessTokens,
            Clients clients,
            ExchangePolicies policies,
            Grants grants,
            RefreshTokens refreshTokens,
            TokenAnswers answers,
            Profiles profiles,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.accessTokens = accessTokens;
        this.clients = clients;
        this.policies = policies;
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
        OAuth2TokenExchangeAuthenticationToken request =
                (OAuth2TokenExchangeAuthenticationToken) authentication;
        AuthenticatedClient authenticated =
                AuthenticatedClient.of(request).forTokens(AuthorizationGrantType.TOKEN_EXCHANGE);
        Client client = authenticated.client();
        AccessToken subject = subject(request);
        Set<String> requested = RequestedScopes.of(request.getScopes());
        Set<String> scopes = scopes(client, subject, requested);
        Set<String> audience = new LinkedHashSet<>(request.getResources());
        audience.addAll(request.getAudiences());
        Instant now = clock.instant();
        Grant wanted =
                new Grant(
                        UUID.randomUUID(),
                        client.id(),
                        subject.account().orElseThrow(),
                        scopes,
                        Audiences.granted(client, audience, profiles.of(client).defaultAudience()),
                        proof(subject),
                        ExchangeRules.actor(client, subject),
                        authenticated.keyOfRefreshTokens());
        Person person = answers.activePerson(wanted);
        answers.checkNamed(authenticated, person, requested);
        Grant grant = wanted.with(answers.permitted(authenticated, person, scopes));
        Opened opened = open(grant, subject.clientId(), client, now);
        return answers.forPerson(
                authenticated,
                grant,
                person,
                grant.scopes(),
                grant.audience(),
                opened.refreshToken(),
                Optional.empty(),
                Map.of("issued_token_type", ACCESS_TOKEN));
    }

    private Set<String> scopes(Client client, AccessToken subject, Set<String> requested) {
        // A token is good only while its client is active, so the client was there just now.
        Client origin =
                clients.find(subject.clientId())
                        .orElseThrow(() ->
                                TokenFailure.invalidRequest(
                                        "The client of subject_token is not active"));
        return ExchangeRules.scopes(
                client, origin, subject, policies.verdict(origin, client), requested);
    }

    private AccessToken subject(OAuth2TokenExchangeAuthenticationToken request) {
        if (request.getActorToken() != null) {
            throw TokenFailure.invalidRequest(
                    "actor_token is not supported; the client itself is the actor");
        }
        String type = request.getSubjectTokenType();
        if (!ACCESS_TOKEN.equals(type) && !JWT.equals(type)) {
            throw TokenFailure.invalidRequest("subject_token_type must be " + ACCESS_TOKEN);
        }
        return accessTokens
                .verify(request.getSubjectToken())
                .orElseThrow(() ->
                        TokenFailure.invalidRequest(
                                "subject_token is not a valid access token of this" + " issuer"));
    }

    private Opened open(Grant grant, String origin, Client client, Instant now) {
        boolean offline = grant.scopes().contains(OFFLINE_ACCESS);
        Instant expiry = now.plus(offline ? client.refreshTokenLife() : client.accessTokenLife());
        Opened opened =
                transaction.execute(status -> {
                    grants.open(grant, now, expiry);
                    audit.exchanged(
                            grant.account().toString(),
                            origin,
                            client.id(),
                            String.join(" ", grant.scopes()));
                    return new Opened(
                            grant,
                            offline
                                    ? Optional.of(refreshTokens.issue(grant.id(), now, expiry))
                                    : Optional.empty());
                });
        if (opened == null) {
            throw new IllegalStateException("The transaction that opens a grant gave none");
        }
        return opened;
    }

    /** The exchange proves nothing new: what the subject token says of the person goes on. */
    private static Proof proof(AccessToken subject) {
        Instant at =
                subject.claims().get("auth_time") instanceof Number seconds
                        ? Instant.ofEpochSecond(seconds.longValue())
                        : subject.issuedAt();
        Optional<String> acr =
                subject.claims().get("acr") instanceof String value
                        ? Optional.of(value)
                        : Optional.empty();
        return new Proof(at, Set.of(), acr);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenExchangeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
