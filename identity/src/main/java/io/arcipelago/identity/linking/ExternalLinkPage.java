package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import io.arcipelago.identity.signin.Redirects;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Links the identity of a newcomer to an account that they sign in to. They are asked after the
 * sign-in, because the identity may have been brought into the window by somebody else.
 */
@RestController
@RequestMapping("/external")
class ExternalLinkPage {

    /** Where Spring's request cache keeps what needed a sign-in. */
    private static final String SAVED = "SPRING_SECURITY_SAVED_REQUEST";

    private static final String KEPT = ExternalLinkPage.class.getName() + ".kept";

    private final OwnLinks links;
    private final MessagePage message;
    private final Issuer issuer;
    private final Redirects redirects;
    private final InstantSource clock;
    private final PageTemplate page;

    ExternalLinkPage(
            Pages pages, OwnLinks links, MessagePage message, Issuer issuer, InstantSource clock) {
        this.page = pages.page("external-link.html");
        this.links = links;
        this.message = message;
        this.issuer = issuer;
        this.redirects = new Redirects(issuer);
        this.clock = clock;
    }

    /** Leads to a sign-in. What needed the first one is kept for later. */
    @PostMapping("/existing")
    void signInFirst(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(true);
        Object saved = session.getAttribute(SAVED);
        if (saved != null) {
            session.setAttribute(KEPT, saved);
        }
        redirects.toPage(response, "/external/link");
    }

    @GetMapping("/link")
    ResponseEntity<String> ask(
            HttpServletRequest request, Authentication authentication, CsrfToken csrf) {
        Optional<Newcomer> newcomer = Newcomer.of(request, clock.instant());
        Optional<SignedInPerson> person = links.person(authentication);
        if (newcomer.isEmpty() || person.isEmpty()) {
            return message.signInAgain();
        }
        return page.answer(
                Map.of(
                        "title", "Link this identity?",
                        "base", issuer.path(""),
                        "csrf", csrf.getToken(),
                        "username", person.get().username(),
                        "provider", newcomer.get().providerName(),
                        "subject", newcomer.get().identity().subject()),
                Map.of());
    }

    /** The answer; the CSRF token was checked on the way. */
    @PostMapping("/link")
    @Nullable ResponseEntity<String> link(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication authentication,
            @RequestParam(defaultValue = "no") String answer) {
        Optional<Newcomer> newcomer = Newcomer.of(request, clock.instant());
        Optional<SignedInPerson> person = links.person(authentication);
        if (newcomer.isEmpty() || person.isEmpty()) {
            return message.signInAgain();
        }
        if (answer.equals("yes")) {
            try {
                links.link(person.get().accountId(), newcomer.get().identity());
            } catch (ApiFailure refused) {
                return message.answer(
                        refused.status(),
                        "Nothing was linked",
                        String.valueOf(refused.getMessage()));
            }
        }
        Newcomer.forget(request);
        HttpSession session = request.getSession(true);
        Object kept = session.getAttribute(KEPT);
        session.removeAttribute(KEPT);
        if (kept == null) {
            redirects.toPage(response, "/linking?notice=" + (answer.equals("yes") ? "linked" : ""));
        } else {
            session.setAttribute(SAVED, kept);
            redirects.toSavedRequest(request, response);
        }
        return null;
    }
}
