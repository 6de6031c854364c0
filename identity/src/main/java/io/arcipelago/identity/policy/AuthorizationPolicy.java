package io.arcipelago.identity.policy;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.scope.CapabilitySetScope;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * What policies say at the authorization endpoint: as a check, whether the request is refused; as a
 * condition, whether the person must be asked about what policies leave of it.
 */
@Component
public class AuthorizationPolicy
        implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext>,
                Predicate<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private static final String OPENID = "openid";

    private final ScopePolicies policies;
    private final Accounts accounts;

    AuthorizationPolicy(ScopePolicies policies, Accounts accounts) {
        this.policies = policies;
        this.accounts = accounts;
    }

    /** Refuses with the name of the scope, where the settings or the kind of scope want that. */
    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        person(request).ifPresent(person -> check(person, request));
    }

    private void check(Person person, OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        Set<String> scopes = request.getScopes();
        try {
            if (policies.remote()) {
                policies.permitted(person, request.getClientId(), scopes);
            }
            Optional<Decision> refusal = policies.refusal(person, request.getClientId(), scopes);
            refusal.ifPresent(decision -> {
                throw failure(
                        CapabilitySetScope.isOne(decision.scope())
                                ? OAuth2ErrorCodes.ACCESS_DENIED
                                : OAuth2ErrorCodes.INVALID_SCOPE,
                        decision.text(),
                        request);
            });
        } catch (ApiFailure noDecision) {
            throw failure(
                    OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                    String.valueOf(noDecision.getMessage()),
                    request);
        }
    }

    /** Whether something is to be given that the person did not allow the client before. */
    @Override
    public boolean test(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationRequest request = context.getAuthorizationRequest();
        if (request == null
                || !context.getRegisteredClient()
                        .getClientSettings()
                        .isRequireAuthorizationConsent()) {
            return false;
        }
        OAuth2AuthorizationCodeRequestAuthenticationToken authentication =
                context.getAuthentication();
        Set<String> requested = request.getScopes();
        Set<String> offered =
                Set.copyOf(
                        person(authentication)
                                .map(person ->
                                        policies.offered(person, request.getClientId(), requested))
                                .orElse(List.copyOf(requested)));
        if (offered.equals(Set.of(OPENID))) {
            return false;
        }
        OAuth2AuthorizationConsent consent = context.getAuthorizationConsent();
        return consent == null || !consent.getScopes().containsAll(offered);
    }

    private Optional<Person> person(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return request.getPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof SignedInPerson signedIn
                ? accounts.find(signedIn.accountId())
                : Optional.empty();
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException failure(
            String code,
            String description,
            OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(code, description, null), request);
    }
}
