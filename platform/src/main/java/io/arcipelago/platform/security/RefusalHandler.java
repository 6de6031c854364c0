package io.arcipelago.platform.security;

import io.arcipelago.platform.security.dpop.DpopProofs;
import io.arcipelago.platform.security.dpop.DpopRefused;
import io.arcipelago.platform.security.dpop.ShownProof;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureWriter;
import io.arcipelago.platform.web.StandardFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Tells a client that its token is missing, bad or too weak, with the error codes of RFC 6750,
 * section 3.1, and nothing more: the reason is in the log. What is wrong with a proof of a key is
 * told, since it helps only whoever made it.
 */
final class RefusalHandler
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(RefusalHandler.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final FailureWriter failures;

    RefusalHandler(FailureWriter failures) {
        this.failures = failures;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        refuse(request, response, refusal);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        refuse(request, response, refusal);
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        switch (refusal) {
            case AuthenticationServiceException unreachable -> {
                HttpHeaders headers = new HttpHeaders();
                headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
                ApiFailure failure = StandardFailures.unavailable("The token's issuer");
                failures.write(request, response, failure, headers);
            }
            case DpopRefused unproven -> {
                log.debug("Proof refused: {}", unproven.getMessage());
                write(request, response, StandardFailures.tokenRequired(), unproven.challenge());
            }
            case OAuth2AuthenticationException bad
                    when bad.getError() instanceof BearerTokenError error -> {
                log.debug("Token refused: {}", bad.getMessage());
                ApiFailure failure =
                        error.getHttpStatus().value() == 400
                                ? ApiFailure.badRequest(
                                        "malformed-token",
                                        "Send the token once, in the header Authorization: Bearer"
                                                + " <token>, never in the URL.")
                                : StandardFailures.tokenRequired();
                challenge(request, response, failure, error.getErrorCode());
            }
            default -> challenge(request, response, StandardFailures.tokenRequired(), "");
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        challenge(request, response, StandardFailures.accessDenied(), "insufficient_scope");
    }

    private void challenge(
            HttpServletRequest request,
            HttpServletResponse response,
            ApiFailure failure,
            String errorCode)
            throws IOException {
        write(request, response, failure, challenge(request, errorCode));
    }

    /** In the scheme that the client has used. */
    private static String challenge(HttpServletRequest request, String errorCode) {
        if (errorCode.isEmpty()) {
            return "Bearer";
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && ShownProof.inScheme(authorization)
                ? DpopProofs.challenge(errorCode, null)
                : "Bearer error=\"" + errorCode + "\"";
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ApiFailure failure,
            String challenge)
            throws IOException {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        failures.write(request, response, failure, headers);
    }
}
