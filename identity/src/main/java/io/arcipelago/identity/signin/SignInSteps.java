package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.factor.SecondFactors;
import io.arcipelago.identity.standing.Refusal;
import io.arcipelago.identity.standing.Standing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * The way from a first factor to a signed-in person. Every way of signing in ends here, so that
 * none of them can leave out what comes after it. The session gets a new name at each step.
 */
@Component
public class SignInSteps {

    /** How long a second factor may take. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String PENDING = SignInSteps.class.getName() + ".pending";

    /** Another value after each sign-in, so that a later one can be told from an earlier one. */
    private static final String SIGN_IN = SignInSteps.class.getName() + ".sign-in";

    /**
     * Who may show a second factor in this session.
     *
     * @param waiting true for somebody who is not signed in until then; false for somebody who is,
     *     with less than a client asks for
     */
    record Candidate(SignedInPerson person, boolean waiting) {}

    private final SecondFactors factors;
    private final Standing standing;
    private final AuditTrail audit;
    private final Redirects redirects;
    private final InstantSource clock;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();

    SignInSteps(
            SecondFactors factors,
            Standing standing,
            AuditTrail audit,
            Issuer issuer,
            InstantSource clock) {
        this.factors = factors;
        this.standing = standing;
        this.audit = audit;
        this.redirects = new Redirects(issuer);
        this.clock = clock;
    }

    /**
     * Goes on after a first factor, and answers the request with a redirect: back to what needed
     * the sign-in, to the page of the second factor, or to the sign-in page if the account is not
     * active.
     *
     * @param username the account's user name, not what somebody typed
     */
    public void firstFactorPassed(
            HttpServletRequest request,
            HttpServletResponse response,
            AccountId account,
            String username,
            Proof proof) {
        SignedInPerson person = new SignedInPerson(account.value(), username, proof);
        startOver(request, response);
        if (!mayGoOn(person)) {
            refuse(request, response, person);
            return;
        }
        SecondFactors.Need need = factors.need(account, proof);
        if (need == SecondFactors.Need.NONE) {
            complete(request, response, person, true);
            redirects.toSavedRequest(request, response);
            return;
        }
        request.getSession()
                .setAttribute(PENDING, new PendingSignIn(person, clock.instant().plus(PATIENCE)));
        redirects.toPage(response, page(need));
    }

    /** Who may show a second factor now; empty if the first one is missing or too old. */
    Optional<Candidate> candidate(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(PENDING) instanceof PendingSignIn pending) {
            return clock.instant().isBefore(pending.until())
                    ? Optional.of(new Candidate(pending.person(), true))
                    : Optional.empty();
        }
        return signedIn().map(person -> new Candidate(person, false));
    }

    /**
     * Signs the candidate in with both factors, without an answer yet.
     *
     * @return false if the account may not go on; the request is answered then
     */
    boolean secondFactorPassed(
            HttpServletRequest request,
            HttpServletResponse response,
            Candidate candidate,
            Set<String> methods) {
        SignedInPerson before = candidate.person();
        SignedInPerson person =
                new SignedInPerson(before.id(), before.username(), before.proof().with(methods));
        startOver(request, response);
        if (!mayGoOn(person)) {
            refuse(request, response, person);
            return false;
        }
        complete(request, response, person, candidate.waiting());
        return true;
    }

    /** Which sign-in of this session it is; the empty text before the first one. */
    static String signIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(SIGN_IN) instanceof String value
                ? value
                : "";
    }

    /** The page for what is missing. */
    static String page(SecondFactors.Need need) {
        return switch (need) {
            case CHALLENGE -> "/factor";
            case SET_UP -> "/factor/set-up";
            case NONE -> throw new IllegalArgumentException("Nothing is missing");
        };
    }

    /** The person of the session, if somebody is fully signed in. */
    static Optional<SignedInPerson> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(person)
                : Optional.empty();
    }

    /**
     * Puts the person into the session.
     *
     * @param anew false if only a second factor came to a sign-in of before: the first one was not
     *     shown again, so it does not count as another sign-in
     */
    private void complete(
            HttpServletRequest request,
            HttpServletResponse response,
            SignedInPerson person,
            boolean anew) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(person, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        if (anew) {
            request.getSession().setAttribute(SIGN_IN, Secrets.random());
        }
        audit.signedIn(person.getName(), request.getRemoteAddr());
    }

    /** Active, and no change of the password since the first factor. */
    private boolean mayGoOn(SignedInPerson person) {
        return standing.refusal(person.accountId(), person.proof())
                .map(Refusal::cause)
                .map(cause ->
                        switch (cause) {
                            case INACTIVE, SIGN_IN_AGAIN -> false;
                            // What comes next asks for these.
                            case SIGN_AUP, SECOND_FACTOR -> true;
                        })
                .orElse(true);
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, SignedInPerson person) {
        audit.signInRefused(Optional.of(person.getName()), request.getRemoteAddr(), "inactive");
        redirects.toPage(response, "/login?notice=refused");
    }

    /** Nobody is signed in or half signed in in this session; only the saved request stays. */
    private void startOver(HttpServletRequest request, HttpServletResponse response) {
        SecurityContextHolder.clearContext();
        contexts.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
        HttpSession session = request.getSession(true);
        session.removeAttribute(PENDING);
        request.changeSessionId();
        // A form that somebody else prepared in this session must not work in the new one.
        csrf.saveToken(null, request, response);
    }
}
