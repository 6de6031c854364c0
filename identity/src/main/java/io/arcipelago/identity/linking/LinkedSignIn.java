package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.signin.SignInSteps;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * What follows when somebody has shown an identity or a certificate of elsewhere: the sign-in to
 * the account that it opens, or a link to the account of the person who began it. Whatever is
 * refused is told to the audit log and to the person.
 */
@Component
public class LinkedSignIn {

    private final Accounts accounts;
    private final OwnLinks links;
    private final SignInSteps steps;
    private final MessagePage page;
    private final AuditTrail audit;
    private final Issuer issuer;

    LinkedSignIn(
            Accounts accounts,
            OwnLinks links,
            SignInSteps steps,
            MessagePage page,
            AuditTrail audit,
            Issuer issuer) {
        this.accounts = accounts;
        this.links = links;
        this.steps = steps;
        this.page = page;
        this.audit = audit;
        this.issuer = issuer;
    }

    /** The person whose account it opens, unless they are suspended. */
    public Optional<Person> active(AccountId account) {
        return accounts.find(account).filter(Person::active);
    }

    /** Goes on with the sign-in, which answers the request. */
    public void signIn(
            HttpServletRequest request, HttpServletResponse response, Person person, Proof proof) {
        steps.firstFactorPassed(request, response, person.id(), person.username(), proof);
    }

    /**
     * The page for somebody whose account is suspended.
     *
     * @param shown what they have shown, such as {@code certificate}
     */
    public ResponseEntity<String> suspended(
            HttpServletRequest request, AccountId account, String shown) {
        audit.signInRefused(Optional.of(account.toString()), request.getRemoteAddr(), "inactive");
        return page.answer(
                HttpStatus.FORBIDDEN,
                "Your account is suspended",
                "The account that belongs to this "
                        + shown
                        + " is suspended. Ask an administrator of this organisation.");
    }

    /** The page for somebody who showed nothing that opens an account; the log gets the reason. */
    public ResponseEntity<String> refused(
            HttpServletRequest request,
            String reason,
            HttpStatus status,
            String title,
            String text) {
        audit.signInRefused(Optional.empty(), request.getRemoteAddr(), reason);
        return page.answer(status, title, text);
    }

    /** Whether who began to link something is who is signed in, and in good standing, now. */
    public boolean isStill(AccountId account, @Nullable Authentication authentication) {
        return links.person(authentication)
                .map(SignedInPerson::accountId)
                .filter(account::equals)
                .isPresent();
    }

    /** Links, and leads to the page of the person's links, or shows why it cannot be. */
    public ResponseEntity<String> link(Runnable link) {
        try {
            link.run();
        } catch (ApiFailure refused) {
            return page.answer(
                    refused.status(), "Nothing was linked", String.valueOf(refused.getMessage()));
        }
        return redirect(issuer.path("/linking?notice=linked"));
    }

    /** A redirect that no cache keeps and that tells the next page nothing of this one. */
    public static ResponseEntity<String> redirect(String location) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header("Location", location)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
