package io.arcipelago.identity.signin;

import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.standing.Refusal;
import io.arcipelago.identity.standing.Standing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at the person behind a browser session before a client gets anything: a session from before
 * a change of the password, or of somebody who is locked out, is over; whoever has a policy to sign
 * is led to it first.
 */
final class StandingFilter extends OncePerRequestFilter {

    private final Standing standing;
    private final Redirects redirects;
    private final RequestMatcher guarded;

    StandingFilter(Standing standing, Redirects redirects, RequestMatcher guarded) {
        this.standing = standing;
        this.redirects = redirects;
        this.guarded = guarded;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !guarded.matches(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Optional<Refusal> refusal =
                authentication != null
                                && authentication.getPrincipal() instanceof SignedInPerson person
                        ? standing.refusal(person.accountId(), person.proof())
                        : Optional.empty();
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        switch (refusal.get().cause()) {
            case INACTIVE, SIGN_IN_AGAIN -> {
                end(request);
                // Unknown from here on: the chain asks for a sign-in, or refuses to.
                chain.doFilter(request, response);
            }
            // The next filter leads to the page of the factor.
            case SECOND_FACTOR -> chain.doFilter(request, response);
            case SIGN_AUP -> {
                if ("none".equals(request.getParameter("prompt"))) {
                    // No page may be shown; the token endpoint refuses the code.
                    chain.doFilter(request, response);
                } else {
                    redirects.savedRequests().saveRequest(request, response);
                    redirects.toPage(response, "/aup");
                }
            }
        }
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
