package io.arcipelago.identity.registration;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.linking.MessagePage;
import io.arcipelago.identity.linking.Newcomer;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Where somebody comes whom a provider knows and this service does not: they may ask for an account
 * or sign in to the one they have and link the identity to it.
 */
@RestController
@RequestMapping("/external")
class NewcomerPage {

    private final Registrations registrations;
    private final RegistrationSettings settings;
    private final ExternalFields fields;
    private final PublicLimit limit;
    private final MessagePage message;
    private final Issuer issuer;
    private final InstantSource clock;
    private final PageTemplate page;

    NewcomerPage(
            Pages pages,
            Registrations registrations,
            RegistrationSettings settings,
            ExternalFields fields,
            PublicLimit limit,
            MessagePage message,
            Issuer issuer,
            InstantSource clock) {
        this.page = pages.page("newcomer.html");
        this.registrations = registrations;
        this.settings = settings;
        this.fields = fields;
        this.limit = limit;
        this.message = message;
        this.issuer = issuer;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(HttpServletRequest request, CsrfToken csrf) {
        return Newcomer.of(request, clock.instant())
                .map(newcomer -> form(newcomer, csrf, "", Map.of()))
                .orElseGet(message::signInAgain);
    }

    /** Asks for an account; the CSRF token was checked on the way. */
    @PostMapping("/register")
    ResponseEntity<String> register(
            HttpServletRequest request,
            CsrfToken csrf,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String givenname,
            @RequestParam(defaultValue = "") String familyname,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String notes) {
        Optional<Newcomer> newcomer = Newcomer.of(request, clock.instant());
        if (newcomer.isEmpty() || !settings.enabled()) {
            return message.signInAgain();
        }
        Map<String, String> typed =
                Map.of(
                        "username",
                        username,
                        "name",
                        givenname,
                        "surname",
                        familyname,
                        "email",
                        email);
        try {
            RegistrationForm checked =
                    fields.apply(
                                    new RegistrationForm(
                                            username,
                                            givenname,
                                            familyname,
                                            email,
                                            notes,
                                            List.of()),
                                    newcomer)
                            .checked(settings.notes());
            limit.require(
                    "registration",
                    request.getRemoteAddr(),
                    settings.perAddress(),
                    Duration.ofHours(1));
            registrations.create(checked, newcomer.map(Newcomer::identity));
        } catch (ApiFailure refused) {
            return form(newcomer.get(), csrf, String.valueOf(refused.getMessage()), typed);
        }
        Newcomer.forget(request);
        return message.answer(
                HttpStatus.OK,
                "Request sent",
                "Open the link in the mail that we send you. Then an administrator looks at your"
                        + " request.");
    }

    private ResponseEntity<String> form(
            Newcomer newcomer, CsrfToken csrf, String error, Map<String, String> typed) {
        Map<String, String> values =
                Map.of(
                        "title", "You are new here",
                        "base", issuer.path(""),
                        "csrf", csrf.getToken(),
                        "provider", newcomer.providerName(),
                        "subject", newcomer.identity().subject());
        return page.answer(
                values,
                Map.of(
                        "notice",
                        error.isEmpty()
                                ? ""
                                : "<p class=\"notice error\" role=\"alert\">"
                                        + HtmlUtils.htmlEscape(error)
                                        + "</p>",
                        "register",
                        settings.enabled() ? registerForm(newcomer, csrf, typed) : ""));
    }

    private String registerForm(Newcomer newcomer, CsrfToken csrf, Map<String, String> typed) {
        return "<h2>Ask for an account</h2><form method=\"post\" action=\""
                + HtmlUtils.htmlEscape(issuer.path("/external/register"))
                + "\"><input type=\"hidden\" name=\"_csrf\" value=\""
                + HtmlUtils.htmlEscape(csrf.getToken())
                + "\">"
                + input("username", "username", "User name", newcomer, typed)
                + input("name", "givenname", "Given name", newcomer, typed)
                + input("surname", "familyname", "Family name", newcomer, typed)
                + input("email", "email", "Mail address", newcomer, typed)
                + (settings.notes() == RegistrationSettings.FieldBehaviour.HIDDEN ? "" : notes())
                + "<button type=\"submit\">Ask for an account</button></form>";
    }

    private String input(
            String field, String name, String label, Newcomer newcomer, Map<String, String> typed) {
        String told = fields.suggestion(field, newcomer);
        String fixed = fields.readOnly(field) && !told.isEmpty() ? " readonly" : "";
        return "<label for=\"%s\">%s</label>".formatted(name, label)
                + "<input id=\"%1$s\" name=\"%1$s\" type=\"text\" maxlength=\"128\" required%2$s value=\"%3$s\">"
                        .formatted(
                                name, fixed, HtmlUtils.htmlEscape(typed.getOrDefault(field, told)));
    }

    private static String notes() {
        return "<label for=\"notes\">Why do you want an account?</label>"
                + "<input id=\"notes\" name=\"notes\" type=\"text\" maxlength=\"2000\">";
    }
}
