package io.arcipelago.identity.certificate;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.linking.DistinguishedNames;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.LinkedSignIn;
import io.arcipelago.identity.linking.MessagePage;
import io.arcipelago.identity.linking.OwnLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * From the sign-in page to the TLS port and back. The session keeps a secret and the TLS port sees
 * its digest, so that nobody's certificate ends up in another one's session.
 */
@RestController
class CertificateController {

    private static final String ATTRIBUTE = CertificateController.class.getName();
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PER_ADDRESS = 600;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String NOT_GOOD = "The certificate cannot be used";

    /**
     * What the session waits for.
     *
     * @param linkTo the account to link with; null: a sign-in
     */
    private record Pending(String secret, @Nullable UUID linkTo, Instant until)
            implements Serializable {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Pending[until=" + until + "]";
        }
    }

    private final PresentedCertificates presented;
    private final CertificateCheck check;
    private final CertificateTickets tickets;
    private final CertificatePort port;
    private final LinkedIdentities identities;
    private final OwnLinks links;
    private final LinkedSignIn linkedSignIn;
    private final MessagePage page;
    private final PublicLimit limit;
    private final Issuer issuer;
    private final InstantSource clock;

    CertificateController(
            PresentedCertificates presented,
            CertificateCheck check,
            CertificateTickets tickets,
            CertificatePort port,
            LinkedIdentities identities,
            OwnLinks links,
            LinkedSignIn linkedSignIn,
            MessagePage page,
            PublicLimit limit,
            Issuer issuer,
            InstantSource clock) {
        this.presented = presented;
        this.check = check;
        this.tickets = tickets;
        this.port = port;
        this.identities = identities;
        this.links = links;
        this.linkedSignIn = linkedSignIn;
        this.page = page;
        this.limit = limit;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Begins a sign-in. */
    @GetMapping("/certificate/start")
    @Nullable ResponseEntity<String> start(
            HttpServletRequest request, HttpServletResponse response) {
        limit.require("certificate", request.getRemoteAddr(), PER_ADDRESS, WINDOW);
        List<X509Certificate> proxied = presented.ofProxy(request);
        if (!proxied.isEmpty()) {
            CertificateCheck.Outcome outcome = check.check(proxied);
            return outcome == CertificateCheck.Outcome.GOOD
                    ? signIn(request, response, proxied.getFirst())
                    : refused(request, outcome);
        }
        return toPort(request, null);
    }

    /** Begins the linking for the signed-in person; the CSRF token was checked on the way. */
    @PostMapping(path = "/iam/account-linking/X509", headers = "!Authorization")
    ResponseEntity<String> link(HttpServletRequest request, Authentication authentication) {
        links.requireEnabled();
        AccountId self = links.self(authentication);
        List<X509Certificate> proxied = presented.ofProxy(request);
        if (!proxied.isEmpty()) {
            CertificateCheck.Outcome outcome = check.check(proxied);
            return outcome == CertificateCheck.Outcome.GOOD
                    ? linked(self, proxied.getFirst())
                    : refused(request, outcome);
        }
        return toPort(request, self.value());
    }

    /** The page of the TLS port: a good certificate becomes a ticket for the session. */
    @GetMapping("/certificate")
    ResponseEntity<String> ticket(
            HttpServletRequest request, @RequestParam(defaultValue = "") String challenge) {
        limit.require("certificate", request.getRemoteAddr(), PER_ADDRESS, WINDOW);
        List<X509Certificate> certificates = presented.ofConnection(request);
        if (certificates.isEmpty()) {
            return page.answer(
                    HttpStatus.FORBIDDEN,
                    "No certificate",
                    "Your browser sent no certificate. Import one that a trusted authority issued,"
                            + " close the browser, and try again.");
        }
        if (!CHALLENGE.matcher(challenge).matches()) {
            return begunElsewhere();
        }
        CertificateCheck.Outcome outcome = check.check(certificates);
        if (outcome != CertificateCheck.Outcome.GOOD) {
            return refused(request, outcome);
        }
        return LinkedSignIn.redirect(
                issuer.url("/certificate/done?ticket=")
                        + tickets.issue(certificates.getFirst(), challenge));
    }

    /** Back at the main port. */
    @GetMapping("/certificate/done")
    @Nullable ResponseEntity<String> done(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication,
            @RequestParam(defaultValue = "") String ticket) {
        limit.require("certificate", request.getRemoteAddr(), PER_ADDRESS, WINDOW);
        Optional<Pending> pending = take(request);
        Optional<X509Certificate> certificate =
                pending.flatMap(waiting -> tickets.redeem(ticket, waiting.secret()));
        if (pending.isEmpty() || certificate.isEmpty()) {
            return begunElsewhere();
        }
        UUID linkTo = pending.get().linkTo();
        if (linkTo == null) {
            return signIn(request, response, certificate.get());
        }
        AccountId account = new AccountId(linkTo);
        return linkedSignIn.isStill(account, authentication)
                ? linked(account, certificate.get())
                : begunElsewhere();
    }

    private ResponseEntity<String> toPort(HttpServletRequest request, @Nullable UUID linkTo) {
        if (port.page().isEmpty()) {
            return page.answer(
                    HttpStatus.NOT_FOUND,
                    "No certificate",
                    "Signing in with a certificate is not set up here, or none was sent.");
        }
        String secret = Secrets.random();
        request.getSession(true)
                .setAttribute(ATTRIBUTE, new Pending(secret, linkTo, clock.instant().plus(LIFE)));
        return LinkedSignIn.redirect(port.page().get() + "?challenge=" + Secrets.digest(secret));
    }

    private Optional<Pending> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Pending pending)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTRIBUTE);
        return clock.instant().isBefore(pending.until()) ? Optional.of(pending) : Optional.empty();
    }

    private @Nullable ResponseEntity<String> signIn(
            HttpServletRequest request, HttpServletResponse response, X509Certificate certificate) {
        Optional<AccountId> account = identities.account(certificate);
        if (account.isEmpty()) {
            return linkedSignIn.refused(
                    request,
                    "certificate-unlinked",
                    HttpStatus.FORBIDDEN,
                    "Your certificate is not linked",
                    "The certificate of "
                            + DistinguishedNames.of(certificate.getSubjectX500Principal())
                            + " belongs to no account here. Sign in in another way and link it, or"
                            + " ask an administrator.");
        }
        Optional<Person> person = linkedSignIn.active(account.get());
        if (person.isEmpty()) {
            return linkedSignIn.suspended(request, account.get(), "certificate");
        }
        linkedSignIn.signIn(request, response, person.get(), Proof.of(clock.instant(), "swk"));
        return null;
    }

    private ResponseEntity<String> linked(AccountId self, X509Certificate certificate) {
        return linkedSignIn.link(() -> links.link(self, certificate));
    }

    private ResponseEntity<String> refused(
            HttpServletRequest request, CertificateCheck.Outcome outcome) {
        return linkedSignIn.refused(
                request,
                "certificate-" + outcome.name().toLowerCase(Locale.ROOT),
                HttpStatus.FORBIDDEN,
                NOT_GOOD,
                outcome.text());
    }

    private ResponseEntity<String> begunElsewhere() {
        return page.answer(
                HttpStatus.BAD_REQUEST,
                "Please start again",
                "This was not begun in this window, or it took too long.");
    }
}
