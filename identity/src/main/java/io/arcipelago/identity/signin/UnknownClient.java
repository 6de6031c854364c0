package io.arcipelago.identity.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Tells a client that did not authenticate how to (RFC 6749, section 5.2); Spring's own handler
 * answers with 400 where it comes to that late. Other errors are answered by it.
 */
final class UnknownClient implements AuthenticationFailureHandler {

    private final AuthenticationFailureHandler others =
            new OAuth2ErrorAuthenticationFailureHandler();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof OAuth2AuthenticationException refused
                && refused.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_CLIENT)) {
            answer(response);
        } else {
            others.onAuthenticationFailure(request, response, failure);
        }
    }

    static void answer(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Basic realm=\"arcipelago\"");
        response.setContentType("application/json");
        response.getWriter()
                .write(
                        """
                        {"error":"invalid_client","error_description":"Client authentication is \
                        missing; send client_id and client_secret, a client_assertion, or client_id and \
                        a PKCE code_verifier"}\
                        """);
    }
}
