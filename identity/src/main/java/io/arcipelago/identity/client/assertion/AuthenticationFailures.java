package io.arcipelago.identity.client.assertion;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a client that did not authenticate (RFC 6749, section 5.2). What is wrong with an
 * assertion is told, since it helps only whoever made it; about secrets nothing is told.
 */
public final class AuthenticationFailures implements AuthenticationFailureHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        String code =
                failure instanceof OAuth2AuthenticationException known
                        ? known.getError().getErrorCode()
                        : OAuth2ErrorCodes.INVALID_CLIENT;
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", code);
        if (failure instanceof AssertionRefused refused) {
            body.put("error_description", String.valueOf(refused.getMessage()));
        }
        if (OAuth2ErrorCodes.INVALID_CLIENT.equals(code)) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", "Basic realm=\"arcipelago\"");
        } else {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(JSON.writeValueAsString(body));
    }
}
