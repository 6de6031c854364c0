package io.arcipelago.identity.signin;

import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.factor.SecondFactors;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * Tells a client that its wishes for the sign-in cannot be met without a page, or not at all. It
 * comes after the check of the redirect URI, so that the answer goes to the client's own address.
 */
final class WishCheck implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private final SecondFactors factors;
    private final InstantSource clock;

    WishCheck(SecondFactors factors, InstantSource clock) {
        this.factors = factors;
        this.clock = clock;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        Wishes wishes = wishes(request);
        if (!(request.getPrincipal() instanceof Authentication authentication)
                || !(authentication.getPrincipal() instanceof SignedInPerson person)) {
            if (wishes.silent()) {
                throw refused(request, "login_required", "Nobody is signed in");
            }
            return;
        }
        if (wishes.unreachable(person.proof())) {
            throw refused(
                    request,
                    "unmet_authentication_requirements",
                    "None of the requested authentication contexts is offered here");
        }
        if (wishes.silent() && wishes.wantsNewSignIn(person.signedInAt(), clock.instant())) {
            throw refused(request, "login_required", "The sign-in is too old");
        }
        // Unless no page may be shown, the filter in front has led the person through this.
        if (wishes.wantsSecondFactor(person.proof())
                || factors.need(person.accountId(), person.proof()) != SecondFactors.Need.NONE) {
            throw refused(request, "interaction_required", "A second factor is needed");
        }
    }

    private static Wishes wishes(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        Map<String, Object> parameters = request.getAdditionalParameters();
        try {
            return Wishes.of(name -> single(parameters, name));
        } catch (IllegalArgumentException bad) {
            throw refused(
                    request, OAuth2ErrorCodes.INVALID_REQUEST, String.valueOf(bad.getMessage()));
        }
    }

    /** A parameter that comes twice would mean one thing here and another in the filter. */
    private static @Nullable String single(Map<String, Object> parameters, String name) {
        return switch (parameters.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw new IllegalArgumentException(name + " must come once");
        };
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            String code,
            String description) {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(code, description, null), request);
    }
}
