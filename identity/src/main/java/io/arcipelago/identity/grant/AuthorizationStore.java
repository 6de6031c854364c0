package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.client.RegisteredClients;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Shows stored authorization requests to Spring's authorization endpoint and to its check of the
 * code verifier. Access and refresh tokens never pass through here.
 */
@Component
public class AuthorizationStore implements OAuth2AuthorizationService {

    private final AuthorizationRequests requests;
    private final RegisteredClients clients;
    private final ExpiredRows expiredRows;
    private final GrantableScopes grantable;

    AuthorizationStore(
            AuthorizationRequests requests,
            RegisteredClients clients,
            ExpiredRows expiredRows,
            GrantableScopes grantable) {
        this.requests = requests;
        this.clients = clients;
        this.expiredRows = expiredRows;
        this.grantable = grantable;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        SignedInPerson person = person(authorization);
        AuthorizationRequests.Parameters parameters = parameters(authorization);
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code =
                authorization.getToken(OAuth2AuthorizationCode.class);
        String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
        if (code != null) {
            requests.issueCode(
                    authorization.getId(),
                    authorization.getRegisteredClientId(),
                    person,
                    parameters,
                    grantable.of(
                            person,
                            authorization.getRegisteredClientId(),
                            authorization.getAuthorizedScopes()),
                    code.getToken().getTokenValue(),
                    RegisteredClients.CODE_LIFE);
        } else if (state != null) {
            requests.awaitConsent(
                    authorization.getId(),
                    authorization.getRegisteredClientId(),
                    person,
                    parameters,
                    state);
        } else {
            throw new IllegalArgumentException(
                    "An authorization with neither code nor consent state cannot be stored");
        }
        expiredRows.sweepIfDue();
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        requests.remove(authorization.getId());
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return requests.byId(id)
                .flatMap(this::builder)
                .map(OAuth2Authorization.Builder::build)
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(
            String token, @Nullable OAuth2TokenType tokenType) {
        String type = tokenType == null ? "" : tokenType.getValue();
        return switch (type) {
            case OAuth2ParameterNames.CODE -> byCode(token).orElse(null);
            case OAuth2ParameterNames.STATE -> byState(token).orElse(null);
            default -> null;
        };
    }

    private Optional<OAuth2Authorization> byCode(String code) {
        return requests.byCode(code)
                .flatMap(stored ->
                        builder(stored)
                                .map(builder ->
                                        builder.token(
                                                        new OAuth2AuthorizationCode(
                                                                code,
                                                                stored.issuedAt(),
                                                                stored.expiresAt()))
                                                .build()));
    }

    private Optional<OAuth2Authorization> byState(String state) {
        return requests.byConsentState(state)
                .flatMap(this::builder)
                .map(builder -> builder.attribute(OAuth2ParameterNames.STATE, state).build());
    }

    private Optional<OAuth2Authorization.Builder> builder(AuthorizationRequests.Stored stored) {
        RegisteredClient client = clients.findByClientId(stored.clientId());
        if (client == null) {
            return Optional.empty();
        }
        AuthorizationRequests.Parameters parameters = stored.parameters();
        OAuth2AuthorizationRequest.Builder request =
                OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri(parameters.authorizationUri())
                        .clientId(stored.clientId())
                        .scopes(parameters.scopes())
                        .additionalParameters(parameters.additional());
        parameters.redirectUri().ifPresent(request::redirectUri);
        parameters.state().ifPresent(request::state);
        Authentication person =
                UsernamePasswordAuthenticationToken.authenticated(stored.person(), null, List.of());
        return Optional.of(
                OAuth2Authorization.withRegisteredClient(client)
                        .id(stored.id())
                        .principalName(stored.person().getName())
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizedScopes(stored.scopes())
                        .attribute(Principal.class.getName(), person)
                        .attribute(OAuth2AuthorizationRequest.class.getName(), request.build()));
    }

    private static SignedInPerson person(OAuth2Authorization authorization) {
        Authentication authentication = authorization.getAttribute(Principal.class.getName());
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedInPerson person) {
            return person;
        }
        throw new IllegalArgumentException("The authorization belongs to nobody who signed in");
    }

    private static AuthorizationRequests.Parameters parameters(OAuth2Authorization authorization) {
        OAuth2AuthorizationRequest request =
                authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request == null) {
            throw new IllegalArgumentException("The authorization has no request");
        }
        return new AuthorizationRequests.Parameters(
                request.getAuthorizationUri(),
                Optional.ofNullable(request.getRedirectUri()),
                RequestedScopes.inOrder(request.getScopes()),
                Optional.ofNullable(request.getState()),
                request.getAdditionalParameters());
    }
}
