package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.factor.AppSetUp;
import io.arcipelago.identity.factor.FactorChanges;
import io.arcipelago.identity.factor.SecondFactors;
import io.arcipelago.identity.passkey.Passkeys;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a person without a second factor sets one up in the middle of a sign-in. Who has one never
 * gets here: with the password alone nobody may add another.
 */
@RestController
@RequestMapping("/factor")
class FactorSetUpPage {

    private final SignInSteps steps;
    private final SecondFactors factors;
    private final FactorChanges changes;
    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final Issuer issuer;
    private final Redirects redirects;
    private final PageTemplate choice;
    private final PageTemplate app;
    private final RecoveryCodesPage codes;

    FactorSetUpPage(
            Pages pages,
            SignInSteps steps,
            SecondFactors factors,
            FactorChanges changes,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            Issuer issuer) {
        this.choice = pages.page("factor-set-up.html");
        this.app = pages.page("factor-app.html");
        this.steps = steps;
        this.factors = factors;
        this.changes = changes;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.issuer = issuer;
        this.redirects = new Redirects(issuer);
        this.codes = new RecoveryCodesPage(pages, issuer);
    }

    @GetMapping("/set-up")
    @Nullable ResponseEntity<String> choose(
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String notice) {
        Optional<SignInSteps.Candidate> candidate = candidate(request, response);
        if (candidate.isEmpty()) {
            return null;
        }
        AccountId account = candidate.get().person().accountId();
        String username = candidate.get().person().username();
        String challenge = challenges.begin(request, PasskeyChallenges.Purpose.REGISTRATION);
        return choice.answerWithScript(
                Map.of(
                        "title",
                        "Set up a second factor",
                        "base",
                        issuer.path(""),
                        "username",
                        username,
                        "csrf",
                        csrf.getToken()),
                Map.of(
                        "notice",
                        Notices.ofFactor(notice),
                        "passkey",
                        new PasskeyForm(issuer.path(""))
                                .create(
                                        "/factor/set-up/passkey",
                                        passkeys.creationOptions(account, username, challenge),
                                        csrf)));
    }

    /** Makes a key and shows it. */
    @PostMapping("/set-up/app")
    @Nullable ResponseEntity<String> beginApp(
            HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        Optional<SignInSteps.Candidate> candidate = candidate(request, response);
        return candidate.isEmpty()
                ? null
                : appPage(changes.beginApp(candidate.get().person().accountId()), csrf, "");
    }

    /** The first code enables the app and is the second factor of this sign-in. */
    @PostMapping("/set-up/app/code")
    @Nullable ResponseEntity<String> enableApp(
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String code) {
        Optional<SignInSteps.Candidate> candidate = candidate(request, response);
        if (candidate.isEmpty()) {
            return null;
        }
        AccountId account = candidate.get().person().accountId();
        try {
            List<String> fresh = changes.enableApp(account, code, request.getRemoteAddr());
            return passed(request, response, candidate.get(), Set.of("otp"), fresh);
        } catch (ApiFailure refused) {
            if (refused.status().equals(HttpStatus.CONFLICT)) {
                redirects.toPage(response, "/factor/set-up?notice=expired");
                return null;
            }
            boolean wrong = refused.status().equals(HttpStatus.BAD_REQUEST);
            return appPage(changes.appBeforeUse(account), csrf, wrong ? "wrong" : "throttled");
        }
    }

    /** The new passkey is the second factor of this sign-in: its key was just shown to be there. */
    @PostMapping("/set-up/passkey")
    @Nullable ResponseEntity<String> addPasskey(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String name) {
        Optional<SignInSteps.Candidate> candidate = candidate(request, response);
        if (candidate.isEmpty()) {
            return null;
        }
        AccountId account = candidate.get().person().accountId();
        Optional<String> challenge =
                challenges.take(request, PasskeyChallenges.Purpose.REGISTRATION);
        Optional<List<String>> fresh =
                challenge.flatMap(value ->
                        changes.addPasskey(
                                account,
                                PasskeysPage.goodName(name),
                                good -> passkeys.register(account, value, answer, good)));
        if (fresh.isEmpty()) {
            redirects.toPage(response, "/factor/set-up?notice=full");
            return null;
        }
        return passed(request, response, candidate.get(), Set.of("pop"), fresh.get());
    }

    /** From the recovery codes on to what needed the sign-in. */
    @GetMapping("/continue")
    void goOn(HttpServletRequest request, HttpServletResponse response) {
        redirects.toSavedRequest(request, response);
    }

    private @Nullable ResponseEntity<String> passed(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInSteps.Candidate candidate,
            Set<String> methods,
            List<String> fresh) {
        return steps.secondFactorPassed(request, response, candidate, methods)
                ? codes.show(fresh, "/factor/continue")
                : null;
    }

    private ResponseEntity<String> appPage(AppSetUp setUp, CsrfToken csrf, String notice) {
        return app.answerWithScript(
                Map.of(
                        "title", "Set up an authenticator app",
                        "base", issuer.path(""),
                        "secret", setUp.secret(),
                        "picture", setUp.dataUri(),
                        "csrf", csrf.getToken()),
                Map.of(
                        "notice",
                        Notices.ofFactor(notice),
                        "invalid",
                        notice.equals("wrong")
                                ? " aria-invalid=\"true\" aria-describedby=\"notice\""
                                : ""));
    }

    /** Who may set one up; empty after a redirect to where they belong. */
    private Optional<SignInSteps.Candidate> candidate(
            HttpServletRequest request, HttpServletResponse response) {
        Optional<SignInSteps.Candidate> candidate = steps.candidate(request);
        if (candidate.isEmpty()) {
            redirects.toPage(response, "/login");
            return candidate;
        }
        if (factors.status(candidate.get().person().accountId()).any()) {
            redirects.toPage(response, "/factor");
            return Optional.empty();
        }
        return candidate;
    }
}
