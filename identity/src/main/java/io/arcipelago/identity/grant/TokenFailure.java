package io.arcipelago.identity.grant;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The refusals of the token endpoint (RFC 6749, section 5.2). */
final class TokenFailure {

    private TokenFailure() {}

    static OAuth2AuthenticationException invalidGrant(String description) {
        return failure(OAuth2ErrorCodes.INVALID_GRANT, description);
    }

    static OAuth2AuthenticationException invalidScope(String description) {
        return failure(OAuth2ErrorCodes.INVALID_SCOPE, description);
    }

    static OAuth2AuthenticationException invalidRequest(String description) {
        return failure(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static OAuth2AuthenticationException unauthorizedClient(String description) {
        return failure(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, description);
    }

    static OAuth2AuthenticationException accessDenied(String description) {
        return failure(OAuth2ErrorCodes.ACCESS_DENIED, description);
    }

    /** RFC 8628, section 3.5. */
    static OAuth2AuthenticationException authorizationPending(String description) {
        return failure("authorization_pending", description);
    }

    /** RFC 8628, section 3.5. */
    static OAuth2AuthenticationException slowDown(String description) {
        return failure("slow_down", description);
    }

    /** RFC 8628, section 3.5. */
    static OAuth2AuthenticationException expiredToken(String description) {
        return failure("expired_token", description);
    }

    static OAuth2AuthenticationException temporarilyUnavailable(String description) {
        return failure(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, description);
    }

    private static OAuth2AuthenticationException failure(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
