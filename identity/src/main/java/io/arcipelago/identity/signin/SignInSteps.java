package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
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

    private final Accounts accounts;
    private final AuditTrail audit;
    private final Redirects redirects;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();

    SignInSteps(Accounts accounts, AuditTrail audit, Issuer issuer) {
        this.accounts = accounts;
        this.audit = audit;
        this.redirects = new Redirects(issuer);
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
        Optional<Person> person = accounts.find(account).filter(Person::active);
        forgetPerson(request, response);
        if (person.isEmpty()) {
            audit.signInRefused(
                    Optional.of(account.toString()), request.getRemoteAddr(), "inactive");
            redirects.toPage(response, "/login?notice=refused");
            return;
        }
        complete(request, response, new SignedInPerson(account.value(), username, proof));
    }

    private void complete(
            HttpServletRequest request, HttpServletResponse response, SignedInPerson person) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(person, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        audit.signedIn(person.getName(), request.getRemoteAddr());
        redirects.toSavedRequest(request, response);
    }

    /** Nobody is signed in in this session any more; only the saved request stays. */
    private void forgetPerson(HttpServletRequest request, HttpServletResponse response) {
        SecurityContextHolder.clearContext();
        contexts.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
        request.getSession(true);
        request.changeSessionId();
        // A form that somebody else prepared in this session must not work in the new one.
        csrf.saveToken(null, request, response);
    }
}
