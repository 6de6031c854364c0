package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.scope.RegisteredScopes;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a registration of a request, or of a request and the registration that it changes. What
 * only administrators may set keeps its value when somebody else changes the rest.
 */
@Component
class RegistrationFactory {

    private static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(1);
    private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(30);
    private static final int MAX_ACCESS_TOKEN_SECONDS = 86_400 * 7;
    private static final int MAX_SCOPES = 512;
    private static final int MAX_SCOPE_LENGTH = 512;

    private final RegisteredScopes scopes;

    RegistrationFactory(RegisteredScopes scopes) {
        this.scopes = scopes;
    }

    /** A new client with an id and the digest of a secret, unless it is public. */
    Registration create(ClientRequest request, Actor actor, String secretHash, Instant now) {
        String id = UUID.randomUUID().toString();
        Client blank =
                new Client(
                        id,
                        id,
                        Optional.of(secretHash),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        false,
                        false,
                        false,
                        Client.ExchangePolicy.none(),
                        ACCESS_TOKEN_LIFE,
                        REFRESH_TOKEN_LIFE,
                        true,
                        true);
        Registration empty =
                new Registration(
                        blank,
                        DetailRules.details(request, "client_secret_basic"),
                        !actor.writes(),
                        now,
                        Optional.empty(),
                        Optional.empty());
        return change(empty, request, actor, secretHash);
    }

    /**
     * The registration after the request. Its secret stays unless its way to authenticate needs
     * another one.
     */
    Registration change(
            Registration current, ClientRequest request, Actor actor, String newSecretHash) {
        Client had = current.client();
        String authMethod =
                AuthMethods.choose(
                        request.tokenEndpointAuthMethod(), Optional.of(current.authMethod()));
        boolean isPublic = authMethod.equals(AuthMethods.NONE);
        Set<String> granted = scopes(request.scope(), had.scopes(), actor);
        Set<String> grants =
                RegistrationRules.grants(
                        request.grantTypes(), had.grants(), actor, granted, isPublic);
        Client client =
                new Client(
                        had.id(),
                        DetailRules.name(request.clientName(), had.name()),
                        isPublic
                                ? Optional.empty()
                                : Optional.of(secretHash(current, authMethod, newSecretHash)),
                        RegistrationRules.redirectUris(
                                request.redirectUris(), had.redirectUris(), grants),
                        postLogout(request.postLogoutRedirectUris(), had),
                        grants,
                        granted,
                        had.audiences(),
                        isPublic || pkce(request.codeChallengeMethod(), had.requirePkce()),
                        had.firstParty(),
                        actor.writes()
                                ? orElse(request.allowIntrospection(), had.mayIntrospect())
                                : had.mayIntrospect(),
                        had.exchange(),
                        actor.writes()
                                ? accessTokenLife(request, had.accessTokenLife())
                                : had.accessTokenLife(),
                        actor.writes()
                                ? refreshTokenLife(request, had.refreshTokenLife())
                                : had.refreshTokenLife(),
                        isPublic || rotates(request, had, actor),
                        had.active(),
                        orElse(request.dpopBoundAccessTokens(), had.boundTokens()));
        return new Registration(
                client,
                KeyRules.withKeys(
                                DetailRules.details(request, authMethod),
                                current.details(),
                                authMethod)
                        .withPushed(pushed(request, current, isPublic)),
                current.dynamic(),
                current.createdAt(),
                current.statusChangedAt(),
                current.statusChangedBy());
    }

    /**
     * The digest of the secret that opens the door. A client that signs assertions has none that
     * anybody was told, so that its secret or key is not bypassed by sending something simpler.
     */
    private static String secretHash(
            Registration current, String authMethod, String newSecretHash) {
        Optional<String> had = current.client().secretHash();
        if (had.isPresent() && AuthMethods.sameSecret(current.authMethod(), authMethod)) {
            return had.get();
        }
        boolean told = AuthMethods.hasSecret(authMethod) && !AuthMethods.keepsSecret(authMethod);
        return told ? newSecretHash : Secrets.digest(Secrets.random());
    }

    /** The endpoint for pushes takes no request of a client that cannot authenticate. */
    private static boolean pushed(ClientRequest request, Registration current, boolean isPublic) {
        Boolean asked = request.requirePushedAuthorizationRequests();
        if (isPublic && Boolean.TRUE.equals(asked)) {
            throw ApiFailure.badRequest(
                    "public-client",
                    "require_pushed_authorization_requests needs a client that authenticates");
        }
        return !isPublic && orElse(asked, current.details().requirePushed());
    }

    private Set<String> scopes(@Nullable String requested, Set<String> had, Actor actor) {
        List<String> values =
                requested == null
                        ? List.of()
                        : Arrays.stream(requested.split("\\s+"))
                                .filter(value -> !value.isEmpty())
                                .distinct()
                                .toList();
        if (values.size() > MAX_SCOPES) {
            throw ApiFailure.badRequest(
                    "too-many-values",
                    "scope has " + values.size() + " values; at most 512 are possible");
        }
        if (values.stream().anyMatch(value -> value.length() > MAX_SCOPE_LENGTH)) {
            throw ApiFailure.badRequest(
                    "invalid-scope",
                    "A scope must have at most " + MAX_SCOPE_LENGTH + " characters");
        }
        return (values.isEmpty() && !had.isEmpty())
                ? had
                : scopes.granted(values, had, actor.writes());
    }

    private static Set<String> postLogout(@Nullable List<@Nullable String> requested, Client had) {
        if (requested == null) {
            return had.postLogoutRedirectUris();
        }
        return RegistrationRules.redirectUris(requested, had.postLogoutRedirectUris(), Set.of());
    }

    /** RFC 7636: S256 or nothing; the plain method protects little and becomes S256. */
    private static boolean pkce(@Nullable String method, boolean had) {
        return switch (method == null ? "" : method) {
            case "" -> had;
            case "none" -> false;
            case "plain", "S256" -> true;
            default ->
                    throw ApiFailure.badRequest(
                            "invalid-code-challenge-method",
                            "code_challenge_method must be S256 or none");
        };
    }

    private static boolean rotates(ClientRequest request, Client had, Actor actor) {
        Boolean reuse = request.reuseRefreshToken();
        return (actor.writes() && reuse != null) ? !reuse : had.rotateRefreshTokens();
    }

    private static boolean orElse(@Nullable Boolean value, boolean otherwise) {
        return value == null ? otherwise : value;
    }

    private static Duration accessTokenLife(ClientRequest request, Duration had) {
        Integer seconds = request.accessTokenValiditySeconds();
        if (seconds == null) {
            return had;
        }
        if (seconds < 1 || seconds > MAX_ACCESS_TOKEN_SECONDS) {
            throw ApiFailure.badRequest(
                    "invalid-validity",
                    "access_token_validity_seconds must be between 1 and "
                            + MAX_ACCESS_TOKEN_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Duration refreshTokenLife(ClientRequest request, Duration had) {
        Integer seconds = request.refreshTokenValiditySeconds();
        if (seconds == null) {
            return had;
        }
        if (seconds < 0) {
            throw ApiFailure.badRequest(
                    "invalid-validity",
                    "refresh_token_validity_seconds must be positive, or 0 for no end");
        }
        return Duration.ofSeconds(seconds == 0 ? ClientAnswers.ENDLESS_SECONDS : seconds);
    }
}
