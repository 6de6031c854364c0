package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.passkey.Passkeys;
import io.arcipelago.identity.passkey.UsedPasskey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signing in with a passkey alone. The authenticator must have verified the person, so it counts as
 * two factors: something that they have, and a PIN or a finger.
 */
@RestController
@RequestMapping("/login/passkey")
class PasskeySignInPage {

    private static final int TRIES = 120;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final Accounts accounts;
    private final SignInSteps steps;
    private final PublicLimit limit;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Redirects redirects;
    private final PageTemplate page;

    PasskeySignInPage(
            Pages pages,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            Accounts accounts,
            SignInSteps steps,
            PublicLimit limit,
            AuditTrail audit,
            Issuer issuer,
            InstantSource clock) {
        this.page = pages.page("passkey.html");
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.accounts = accounts;
        this.steps = steps;
        this.limit = limit;
        this.audit = audit;
        this.issuer = issuer;
        this.clock = clock;
        this.redirects = new Redirects(issuer);
    }

    @GetMapping
    ResponseEntity<String> ask(
            HttpServletRequest request,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String notice) {
        String challenge = challenges.begin(request, PasskeyChallenges.Purpose.FIRST_FACTOR);
        return page.answerWithScript(
                Map.of("title", "Sign in with a passkey", "base", issuer.path("")),
                Map.of(
                        "notice",
                        Notices.ofFactor(notice),
                        "passkey",
                        new PasskeyForm(issuer.path(""))
                                .use(
                                        "/login/passkey",
                                        passkeys.requestOptions(Optional.empty(), challenge),
                                        csrf)));
    }

    @PostMapping
    void signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String answer) {
        String address = request.getRemoteAddr();
        Optional<UsedPasskey> used =
                limit.admit("passkey", address, TRIES, WINDOW)
                        ? challenges
                                .take(request, PasskeyChallenges.Purpose.FIRST_FACTOR)
                                .flatMap(challenge ->
                                        passkeys.use(Optional.empty(), challenge, answer))
                                .filter(UsedPasskey::userVerified)
                        : Optional.empty();
        Optional<Person> person = used.flatMap(known -> accounts.find(known.account()));
        if (used.isEmpty() || person.isEmpty()) {
            audit.signInRefused(Optional.empty(), address, "passkey");
            redirects.toPage(response, "/login/passkey?notice=passkey");
            return;
        }
        Set<String> methods = new TreeSet<>(used.get().methods());
        methods.add("mfa");
        steps.firstFactorPassed(
                request,
                response,
                person.get().id(),
                person.get().username(),
                new Proof(clock.instant(), methods, Optional.of(Proof.REFEDS_MFA)));
    }
}
