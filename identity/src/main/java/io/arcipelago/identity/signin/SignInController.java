package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.linking.ExternalSignIn;
import io.arcipelago.identity.linking.Forms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sign-in page and its form. */
@RestController
class SignInController {

    private static final String INVALID = " aria-invalid=\"true\" aria-describedby=\"notice\"";

    private final Issuer issuer;
    private final PasswordSignIn passwords;
    private final List<ExternalSignIn> external;
    private final PageTemplate page;

    SignInController(
            Pages pages, Issuer issuer, PasswordSignIn passwords, List<ExternalSignIn> external) {
        this.page = pages.page("login.html");
        this.issuer = issuer;
        this.passwords = passwords;
        this.external = List.copyOf(external);
    }

    /** The CSRF token was checked on the way. */
    @PostMapping("/login")
    void signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password) {
        passwords.signIn(request, response, username, password);
    }

    @GetMapping("/login")
    ResponseEntity<String> login(CsrfToken csrf, @RequestParam(defaultValue = "") String notice) {
        // Only known words choose a text; nothing from the address reaches the page.
        return switch (notice) {
            case "refused" ->
                    answer(
                            csrf,
                            "Sign in failed",
                            """
                            <p id="notice" class="notice error" role="alert">User name or password\
                             is not right. After several failed attempts you must wait before the\
                             next one counts.</p>\
                            """,
                            INVALID);
            case "expired" ->
                    answer(
                            csrf,
                            "Sign in",
                            """
                            <p id="notice" class="notice" role="status">The page was open for too\
                             long. Please sign in again.</p>\
                            """,
                            "");
            case "signed-out" ->
                    answer(
                            csrf,
                            "Signed out",
                            """
                            <p id="notice" class="notice" role="status">You are signed out.</p>\
                            """,
                            "");
            default -> answer(csrf, "Sign in", "", "");
        };
    }

    private ResponseEntity<String> answer(
            CsrfToken csrf, String title, String notice, String invalid) {
        return page.answer(
                Map.of("title", title, "base", issuer.path(""), "csrf", csrf.getToken()),
                Map.of("notice", notice, "invalid", invalid, "external", externalButtons()));
    }

    private String externalButtons() {
        return external.stream()
                .flatMap(way -> way.offers().stream())
                .map(offer ->
                        Forms.form(
                                "get",
                                issuer.path(offer.signInPath()),
                                "Sign in with " + offer.name(),
                                offer.fields()))
                .collect(Collectors.joining());
    }
}
