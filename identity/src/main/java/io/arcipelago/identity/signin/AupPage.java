package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.aup.Aups;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page on which a person signs the acceptable use policy, on the way to a client. */
@RestController
@RequestMapping("/aup")
class AupPage {

    private final Aups aups;
    private final Issuer issuer;
    private final Redirects redirects;
    private final PageTemplate page;
    private final PageTemplate message;

    AupPage(Pages pages, Aups aups, Issuer issuer) {
        this.page = pages.page("aup.html");
        this.message = pages.page("message.html");
        this.aups = aups;
        this.issuer = issuer;
        this.redirects = new Redirects(issuer);
    }

    @GetMapping
    ResponseEntity<String> ask(CsrfToken csrf, Authentication authentication) {
        Optional<Aups.Shown> aup = aups.shown();
        if (aup.isEmpty()) {
            return message.answer(
                    Map.of(
                            "title", "Nothing to sign",
                            "base", issuer.path(""),
                            "text", "This organization has no acceptable use policy."),
                    Map.of());
        }
        return page.answer(
                Map.of(
                        "title", "Acceptable use policy",
                        "base", issuer.path(""),
                        "username", person(authentication).username(),
                        "url", aup.get().url(),
                        "description", aup.get().description(),
                        "text", aup.get().text(),
                        "csrf", csrf.getToken()),
                Map.of());
    }

    /** The person agrees; the CSRF token was checked on the way. */
    @PostMapping
    void sign(
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (aups.shown().isPresent()) {
            aups.signOwn(person(authentication).accountId());
        }
        redirects.toSavedRequest(request, response);
    }

    private static SignedInPerson person(Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedInPerson person) {
            return person;
        }
        throw ApiFailure.forbidden("not-signed-in", "Sign in to see this page");
    }
}
