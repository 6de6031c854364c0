package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.factor.FactorChanges;
import io.arcipelago.identity.passkey.Passkey;
import io.arcipelago.identity.passkey.Passkeys;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Where a person adds, names and removes passkeys. A filter in front asks for a fresh sign-in, and
 * for the second factor of who has one.
 */
@RestController
@RequestMapping("/passkeys")
class PasskeysPage {

    private static final int LONGEST_NAME = 64;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final FactorChanges changes;
    private final SignInSteps steps;
    private final Issuer issuer;
    private final Redirects redirects;
    private final RecoveryCodesPage codes;
    private final PageTemplate page;

    PasskeysPage(
            Pages pages,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            FactorChanges changes,
            SignInSteps steps,
            Issuer issuer) {
        this.page = pages.page("passkeys.html");
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.changes = changes;
        this.steps = steps;
        this.issuer = issuer;
        this.redirects = new Redirects(issuer);
        this.codes = new RecoveryCodesPage(pages, issuer);
    }

    @GetMapping
    ResponseEntity<String> list(
            HttpServletRequest request,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String notice) {
        SignedInPerson person = person();
        String challenge = challenges.begin(request, PasskeyChallenges.Purpose.REGISTRATION);
        return page.answerWithScript(
                Map.of(
                        "title", "Your passkeys",
                        "base", issuer.path(""),
                        "username", person.username()),
                Map.of(
                        "notice",
                        Notices.ofFactor(notice),
                        "passkeys",
                        passkeys.list(person.accountId()).stream()
                                .map(passkey -> entry(passkey, csrf))
                                .collect(Collectors.joining()),
                        "add",
                        new PasskeyForm(issuer.path(""))
                                .create(
                                        "/passkeys",
                                        passkeys.creationOptions(
                                                person.accountId(), person.username(), challenge),
                                        csrf)));
    }

    /** Adds one. */
    @PostMapping(params = "answer")
    @Nullable ResponseEntity<String> add(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam String answer,
            @RequestParam(defaultValue = "") String name) {
        SignedInPerson person = person();
        AccountId account = person.accountId();
        Optional<List<String>> fresh =
                challenges
                        .take(request, PasskeyChallenges.Purpose.REGISTRATION)
                        .flatMap(challenge ->
                                changes.addPasskey(
                                        account,
                                        goodName(name),
                                        good ->
                                                passkeys.register(
                                                        account, challenge, answer, good)));
        if (fresh.isEmpty()) {
            redirects.toPage(response, "/passkeys?notice=full");
            return null;
        }
        // The key was just shown to be there, so the session has two factors from here on.
        if (!person.proof().multiFactor()
                && !steps.secondFactorPassed(
                        request,
                        response,
                        new SignInSteps.Candidate(person, false),
                        Set.of("pop"))) {
            return null;
        }
        if (fresh.get().isEmpty()) {
            redirects.toPage(response, "/passkeys?notice=added");
            return null;
        }
        return codes.show(fresh.get(), "/passkeys?notice=added");
    }

    @PostMapping(params = "rename")
    void rename(
            HttpServletResponse response,
            @RequestParam UUID rename,
            @RequestParam(defaultValue = "") String name) {
        boolean own = passkeys.rename(person().accountId(), rename, goodName(name));
        redirects.toPage(response, own ? "/passkeys?notice=renamed" : "/passkeys");
    }

    @PostMapping(params = "remove")
    void remove(HttpServletResponse response, @RequestParam UUID remove) {
        AccountId account = person().accountId();
        String name =
                passkeys.list(account).stream()
                        .filter(passkey -> passkey.id().equals(remove))
                        .map(Passkey::name)
                        .findFirst()
                        .orElse("");
        try {
            int removed =
                    changes.removePasskeys(
                            account,
                            account.toString(),
                            name,
                            () -> passkeys.remove(account, remove));
            redirects.toPage(response, removed > 0 ? "/passkeys?notice=removed" : "/passkeys");
        } catch (ApiFailure refused) {
            if (!refused.status().equals(HttpStatus.CONFLICT)) {
                throw refused;
            }
            redirects.toPage(response, "/passkeys?notice=last");
        }
    }

    /** A name that fits into a list and a mail. */
    static String goodName(String typed) {
        String name = typed.replaceAll("\\p{Cntrl}+", " ").strip();
        if (name.isEmpty()) {
            return "Passkey";
        }
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private String entry(Passkey passkey, CsrfToken csrf) {
        String used =
                passkey.lastUsedAt()
                        .map(time -> "last used on " + DAY.format(time))
                        .orElse("not used yet");
        return """
        <li>
        <form method="post" action="%1$s">
        <input type="hidden" name="_csrf" value="%2$s">
        <label for="name-%3$s">Passkey of %4$s, %5$s</label>
        <input id="name-%3$s" name="name" type="text" value="%6$s" maxlength="64" \
        autocomplete="off" required>
        <button type="submit" name="rename" value="%3$s" class="secondary">Rename</button>
        <button type="submit" name="remove" value="%3$s" class="secondary">Remove</button>
        </form>
        </li>
        """
                .formatted(
                        HtmlUtils.htmlEscape(issuer.path("/passkeys")),
                        HtmlUtils.htmlEscape(csrf.getToken()),
                        passkey.id(),
                        DAY.format(passkey.createdAt()),
                        used,
                        HtmlUtils.htmlEscape(passkey.name()));
    }

    private static SignedInPerson person() {
        return SignInSteps.signedIn()
                .orElseThrow(
                        () -> ApiFailure.forbidden("not-signed-in", "Sign in to see this page"));
    }
}
