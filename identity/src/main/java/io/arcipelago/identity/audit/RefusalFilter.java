package io.arcipelago.identity.audit;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.platform.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Tells the log of requests that were refused: 403 for whoever it was, and 401 for a token that is
 * not good. A request without any token is not worth a line.
 */
final class RefusalFilter extends OncePerRequestFilter {

    private static final String CALLER = RefusalFilter.class.getName() + ".caller";

    private final ProtocolTrail audit;

    RefusalFilter(ProtocolTrail audit) {
        this.audit = audit;
    }

    /** Who calls, for after the security context is gone. */
    private record Who(String subject, String client) {}

    /** Notes who calls while Spring Security still knows it. */
    static final class CallerNote implements HandlerInterceptor {

        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication != null) {
                switch (authentication.getPrincipal()) {
                    case Caller caller ->
                            request.setAttribute(
                                    CALLER, new Who(caller.subject(), caller.clientId()));
                    case SignedInPerson person ->
                            request.setAttribute(CALLER, new Who(person.getName(), ""));
                    case null, default -> {
                        // Nobody that the log could name.
                    }
                }
            }
            return true;
        }
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        Who who =
                request.getAttribute(CALLER) instanceof Who known
                        ? known
                        : new Who("anonymous", "");
        int status = response.getStatus();
        if (status == HttpServletResponse.SC_FORBIDDEN) {
            audit.accessDenied(who.subject(), who.client(), request.getMethod(), path(request));
        } else if (status == HttpServletResponse.SC_UNAUTHORIZED && showsToken(request)) {
            audit.tokenRefused(request.getMethod(), path(request));
        }
    }

    private static boolean showsToken(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && ShownTokens.in(header).isPresent();
    }

    /** Without the query, and without the end of paths that let somebody in. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI().substring(Issuer.PREFIX.length());
        boolean secret =
                path.startsWith("/registration/verify/")
                        || path.startsWith("/iam/password-reset/token/");
        return secret ? path.substring(0, path.lastIndexOf('/')) : path;
    }
}
