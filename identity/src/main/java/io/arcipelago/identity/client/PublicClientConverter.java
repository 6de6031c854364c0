package io.arcipelago.identity.client;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a client that only names itself (RFC 6749, section 3.2.1), but for the exchange of a code
 * with its verifier, which Spring's own converter reads.
 */
public final class PublicClientConverter implements AuthenticationConverter {

    /** The additional parameter that holds the request's path. */
    static final String PATH = "io.arcipelago.identity.path";

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (clientId == null
                || clientId.isBlank()
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null
                || request.getParameter(PkceParameterNames.CODE_VERIFIER) != null) {
            return null;
        }
        String grant = request.getParameter(OAuth2ParameterNames.GRANT_TYPE);
        return new OAuth2ClientAuthenticationToken(
                clientId,
                ClientAuthenticationMethod.NONE,
                null,
                Map.of(
                        OAuth2ParameterNames.GRANT_TYPE,
                        grant == null ? "" : grant,
                        PATH,
                        request.getRequestURI()));
    }
}
