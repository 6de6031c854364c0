package io.arcipelago.identity.pushed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the client its {@code request_uri} and our own end of it (RFC 9126, section 2.2); the
 * library's is later and does not count.
 */
public final class PushedAnswers implements AuthenticationSuccessHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication made)
            throws IOException {
        OAuth2PushedAuthorizationRequestAuthenticationToken pushed =
                (OAuth2PushedAuthorizationRequestAuthenticationToken) made;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_uri", pushed.getRequestUri());
        body.put("expires_in", PushedRequests.LIFE.toSeconds());
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(JSON.writeValueAsString(body));
    }
}
