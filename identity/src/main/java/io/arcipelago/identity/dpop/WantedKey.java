package io.arcipelago.identity.dpop;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/** The key to which an authorization request binds its code (RFC 9449, section 10). */
public final class WantedKey
        implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    /** The request's parameter. */
    static final String PARAMETER = "dpop_jkt";

    /** SHA-256 in base64url. */
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The key of a request that was accepted, by its additional parameters. */
    public static Optional<String> of(Map<String, Object> parameters) {
        return parameters.get(PARAMETER) instanceof String key
                ? Optional.of(key)
                : Optional.empty();
    }

    /** Refuses what no key can be meant by: it would bind the code to nothing or to nobody. */
    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        Object named = request.getAdditionalParameters().get(PARAMETER);
        boolean good =
                named == null || (named instanceof String key && THUMBPRINT.matcher(key).matches());
        if (!good) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST,
                            PARAMETER + " must come once and be the SHA-256 thumbprint of a key",
                            null),
                    request);
        }
    }
}
