package io.arcipelago.identity.dpop;

import java.util.Optional;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * The key that an authenticated client has shown with its request.
 *
 * @param thumbprint as in {@code jkt} (RFC 7638)
 */
public record ProvenKey(String thumbprint) {

    /** The key that was shown, if any was. */
    public static Optional<String> of(OAuth2ClientAuthenticationToken client) {
        return client.getDetails() instanceof ProvenKey key
                ? Optional.of(key.thumbprint())
                : Optional.empty();
    }
}
