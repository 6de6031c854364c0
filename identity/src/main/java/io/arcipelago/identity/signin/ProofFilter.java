package io.arcipelago.identity.signin;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.factor.SecondFactors;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks whether what a signed-in person has shown is enough: for the account, which may have a
 * second factor by now, for the client, which may want a new sign-in or two factors, and for pages
 * that want a fresh one. Who has not shown enough is led to the page that is missing, and back.
 */
final class ProofFilter extends OncePerRequestFilter {

    private static final String ASKED = ProofFilter.class.getName() + ".asked";

    /** Nothing is wanted beside what the account needs. */
    private static final Wishes NONE =
            new Wishes(false, false, OptionalLong.empty(), Set.of(), false);

    /** A sign-in of less than a quarter of an hour ago. */
    private static final Wishes FRESH =
            new Wishes(false, false, OptionalLong.of(900), Set.of(), false);

    /**
     * A request for which a new sign-in was asked.
     *
     * @param query the digest of the request's query
     * @param signIn which sign-in was not good enough
     */
    private record Asked(String query, String signIn, Instant until) implements Serializable {}

    private final SecondFactors factors;
    private final Redirects redirects;
    private final RequestMatcher guarded;
    private final RequestMatcher fresh;
    private final InstantSource clock;

    ProofFilter(
            SecondFactors factors,
            Redirects redirects,
            RequestMatcher guarded,
            RequestMatcher fresh,
            InstantSource clock) {
        this.factors = factors;
        this.redirects = redirects;
        this.guarded = guarded;
        this.fresh = fresh;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !guarded.matches(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedInPerson> person = SignInSteps.signedIn();
        Wishes wishes = wishes(request);
        // Without a page the endpoint itself tells the client what is missing.
        Optional<String> page =
                wishes.silent()
                        ? Optional.empty()
                        : person.flatMap(known -> missing(request, known, wishes));
        if (page.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if ("GET".equals(request.getMethod())) {
            redirects.savedRequests().saveRequest(request, response);
        }
        redirects.toPage(response, page.get());
    }

    private Optional<String> missing(
            HttpServletRequest request, SignedInPerson person, Wishes wishes) {
        if (wishes.wantsNewSignIn(person.signedInAt(), clock.instant())
                && !signedInSinceAsked(request)) {
            request.getSession()
                    .setAttribute(
                            ASKED,
                            new Asked(
                                    query(request),
                                    SignInSteps.signIn(request),
                                    clock.instant().plus(SignInSteps.PATIENCE)));
            return Optional.of("/login");
        }
        SecondFactors.Need need = factors.need(person.accountId(), person.proof());
        if (need == SecondFactors.Need.NONE && wishes.wantsSecondFactor(person.proof())) {
            need =
                    factors.status(person.accountId()).any()
                            ? SecondFactors.Need.CHALLENGE
                            : SecondFactors.Need.SET_UP;
        }
        if (need != SecondFactors.Need.NONE) {
            return Optional.of(SignInSteps.page(need));
        }
        request.getSession().removeAttribute(ASKED);
        return Optional.empty();
    }

    private boolean signedInSinceAsked(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(ASKED) instanceof Asked asked
                && asked.query().equals(query(request))
                && !asked.signIn().equals(SignInSteps.signIn(request))
                && clock.instant().isBefore(asked.until());
    }

    private Wishes wishes(HttpServletRequest request) {
        if (fresh.matches(request)) {
            return FRESH;
        }
        // The answer to the consent page has no response_type; its request was looked at before.
        if (request.getParameter("response_type") == null) {
            return NONE;
        }
        try {
            return Wishes.of(request::getParameter);
        } catch (IllegalArgumentException bad) {
            // The endpoint tells the client.
            return NONE;
        }
    }

    private static String query(HttpServletRequest request) {
        return Secrets.digest(request.getRequestURI() + "?" + request.getQueryString());
    }
}
