package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.standing.Refusal;
import io.arcipelago.identity.standing.Standing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Looks at the person behind a session before one of the pages that give a client something:
 * whoever is locked out or must sign in again is sent to the sign-in, and whoever has a policy to
 * sign is led to it first. For the authorization endpoint, {@link StandingFilter} does the same.
 */
@Component
class PagesStanding implements HandlerInterceptor, WebMvcConfigurer {

    private final Standing standing;
    private final Redirects redirects;

    PagesStanding(Standing standing, Issuer issuer) {
        this.standing = standing;
        this.redirects = new Redirects(issuer);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        Issuer.PREFIX + "/consent",
                        Issuer.PREFIX + "/device",
                        Issuer.PREFIX + "/device/answer");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Optional<Refusal> refusal =
                authentication != null
                                && authentication.getPrincipal() instanceof SignedInPerson person
                        ? standing.refusal(person.accountId(), person.proof())
                        : Optional.empty();
        // Who lacks a second factor was led to its page by a filter before.
        if (refusal.isEmpty() || refusal.get().cause() == Refusal.Cause.SECOND_FACTOR) {
            return true;
        }
        String page = "/aup";
        if (refusal.get().cause() != Refusal.Cause.SIGN_AUP) {
            end(request);
            page = "/login";
        }
        redirects.savedRequests().saveRequest(request, response);
        redirects.toPage(response, page);
        return false;
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
