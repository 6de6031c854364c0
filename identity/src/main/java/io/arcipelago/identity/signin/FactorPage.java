package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.factor.SecondFactors;
import io.arcipelago.identity.passkey.Passkeys;
import io.arcipelago.identity.passkey.UsedPasskey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a person shows the second factor: a code of an app, a recovery code or a passkey. */
@RestController
@RequestMapping("/factor")
class FactorPage {

    private final SignInSteps steps;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final Redirects redirects;
    private final PageTemplate page;

    FactorPage(
            Pages pages,
            SignInSteps steps,
            SecondFactors factors,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            AuditTrail audit,
            Issuer issuer) {
        this.page = pages.page("factor.html");
        this.steps = steps;
        this.factors = factors;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.audit = audit;
        this.issuer = issuer;
        this.redirects = new Redirects(issuer);
    }

    @GetMapping
    @Nullable ResponseEntity<String> ask(
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String notice) {
        Optional<SignInSteps.Candidate> candidate = steps.candidate(request);
        if (candidate.isEmpty()) {
            redirects.toPage(response, "/login");
            return null;
        }
        AccountId account = candidate.get().person().accountId();
        SecondFactors.Status status = factors.status(account);
        if (!status.any()) {
            redirects.toPage(response, "/factor/set-up");
            return null;
        }
        return page.answerWithScript(
                Map.of(
                        "title",
                        "Confirm that it is you",
                        "base",
                        issuer.path(""),
                        "username",
                        candidate.get().person().username(),
                        "csrf",
                        csrf.getToken(),
                        "label",
                        status.authenticatorApp()
                                ? "Code of your authenticator app, or a recovery code"
                                : "Recovery code"),
                Map.of(
                        "notice",
                        Notices.ofFactor(notice),
                        "invalid",
                        notice.equals("wrong")
                                ? " aria-invalid=\"true\" aria-describedby=\"notice\""
                                : "",
                        "passkey",
                        status.passkeys() > 0 ? passkeyForm(request, account, csrf) : ""));
    }

    @PostMapping
    void code(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String code) {
        Optional<SignInSteps.Candidate> candidate = steps.candidate(request);
        if (candidate.isEmpty()) {
            redirects.toPage(response, "/login");
            return;
        }
        AccountId account = candidate.get().person().accountId();
        switch (factors.check(account, code, request.getRemoteAddr())) {
            case RIGHT -> passed(request, response, candidate.get(), Set.of("otp"));
            case WRONG -> refused(request, response, account, "second-factor", "wrong");
            case THROTTLED -> refused(request, response, account, "throttled", "throttled");
        }
    }

    @PostMapping("/passkey")
    void passkey(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String answer) {
        Optional<SignInSteps.Candidate> candidate = steps.candidate(request);
        if (candidate.isEmpty()) {
            redirects.toPage(response, "/login");
            return;
        }
        AccountId account = candidate.get().person().accountId();
        Optional<UsedPasskey> used =
                challenges
                        .take(request, PasskeyChallenges.Purpose.SECOND_FACTOR)
                        .flatMap(
                                challenge -> passkeys.use(Optional.of(account), challenge, answer));
        if (used.isPresent()) {
            passed(request, response, candidate.get(), used.get().methods());
        } else {
            refused(request, response, account, "second-factor", "passkey");
        }
    }

    private void passed(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInSteps.Candidate candidate,
            Set<String> methods) {
        if (steps.secondFactorPassed(request, response, candidate, methods)) {
            redirects.toSavedRequest(request, response);
        }
    }

    private void refused(
            HttpServletRequest request,
            HttpServletResponse response,
            AccountId account,
            String reason,
            String notice) {
        audit.signInRefused(Optional.of(account.toString()), request.getRemoteAddr(), reason);
        redirects.toPage(response, "/factor?notice=" + notice);
    }

    private String passkeyForm(HttpServletRequest request, AccountId account, CsrfToken csrf) {
        String challenge = challenges.begin(request, PasskeyChallenges.Purpose.SECOND_FACTOR);
        return new PasskeyForm(issuer.path(""))
                .use(
                        "/factor/passkey",
                        passkeys.requestOptions(Optional.of(account), challenge),
                        csrf);
    }
}
