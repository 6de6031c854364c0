package io.arcipelago.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Takes the token from the {@code Authorization} header (RFC 6750, section 2.1) and nowhere else. A
 * token in the query string is refused, on public routes too: it has already reached somebody's log
 * (RFC 9700, section 4.3.2).
 */
final class HeaderOnlyTokenResolver implements BearerTokenResolver {

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && ("&" + query).contains("&access_token=")) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest("Token in the query string"));
        }
        return header.resolve(request);
    }
}
