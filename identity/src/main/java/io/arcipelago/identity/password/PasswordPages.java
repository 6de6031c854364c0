package io.arcipelago.identity.password;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.mail.MailAddresses;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages for people who forgot their password or have none yet. They need no session: the first
 * says nothing, and the second is proved by the token of the mail.
 */
@RestController
@RequestMapping(path = "/password", produces = MediaType.TEXT_HTML_VALUE)
class PasswordPages {

    private static final int TRIES_PER_ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final String INVALID = " aria-invalid=\"true\" aria-describedby=\"notice\"";

    private final Passwords passwords;
    private final PasswordTickets tickets;
    private final PasswordSettings settings;
    private final PublicLimit limit;
    private final Issuer issuer;
    private final PageTemplate ask;
    private final PageTemplate choose;
    private final PageTemplate message;

    PasswordPages(
            Pages pages,
            Passwords passwords,
            PasswordTickets tickets,
            PasswordSettings settings,
            PublicLimit limit,
            Issuer issuer) {
        this.ask = pages.page("forgotten.html");
        this.choose = pages.page("password.html");
        this.message = pages.page("message.html");
        this.passwords = passwords;
        this.tickets = tickets;
        this.settings = settings;
        this.limit = limit;
        this.issuer = issuer;
    }

    @GetMapping
    ResponseEntity<String> page(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request) {
        if (token.isEmpty()) {
            return asking("", "");
        }
        count(request);
        return tickets.holder(token)
                .map(holder -> choosing(token, holder.username(), "", ""))
                .orElseGet(this::gone);
    }

    @PostMapping("/forgotten")
    ResponseEntity<String> forgotten(@RequestParam String email, HttpServletRequest request) {
        String address = email.strip();
        if (!MailAddresses.good(address)) {
            return asking(notice("This is no mail address."), INVALID);
        }
        limit.require("password-reset", request.getRemoteAddr(), settings.perAddress(), WINDOW);
        passwords.forgotten(address);
        return message(
                "Look into your mail",
                "If there is an account with this address, a mail with a link is on its way.");
    }

    @PostMapping
    ResponseEntity<String> choose(
            @RequestParam String token,
            @RequestParam String password,
            @RequestParam String repeated,
            HttpServletRequest request) {
        count(request);
        PasswordTickets.Holder holder = tickets.holder(token).orElse(null);
        if (holder == null) {
            return gone();
        }
        if (!password.equals(repeated)) {
            return choosing(token, holder.username(), notice("The two passwords differ."), INVALID);
        }
        try {
            return passwords.choose(token, password)
                    ? message(
                            "Your password is set",
                            "You can sign in with it as " + holder.username() + ".")
                    : gone();
        } catch (ApiFailure weak) {
            return choosing(token, holder.username(), notice(weak.getMessage() + "."), INVALID);
        }
    }

    private void count(HttpServletRequest request) {
        limit.require("password-token", request.getRemoteAddr(), TRIES_PER_ADDRESS, WINDOW);
    }

    private ResponseEntity<String> asking(String notice, String invalid) {
        return answer(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
                ask.answer(
                        Map.of("title", "Forgot your password?", "base", issuer.path("")),
                        Map.of("notice", notice, "invalid", invalid)));
    }

    private ResponseEntity<String> choosing(
            String token, String username, String notice, String invalid) {
        return answer(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
                choose.answer(
                        Map.of(
                                "title",
                                "Choose a password",
                                "base",
                                issuer.path(""),
                                "username",
                                username,
                                "token",
                                token),
                        Map.of("notice", notice, "invalid", invalid)));
    }

    private ResponseEntity<String> gone() {
        return answer(
                HttpStatus.NOT_FOUND,
                message(
                        "This link does not work",
                        "It was used before, or it is too old. Ask for a new one on the sign-in"
                                + " page."));
    }

    private ResponseEntity<String> message(String title, String text) {
        return message.answer(
                Map.of("title", title, "base", issuer.path(""), "text", text), Map.of());
    }

    private static ResponseEntity<String> answer(
            HttpStatusCode status, ResponseEntity<String> page) {
        return ResponseEntity.status(status).headers(page.getHeaders()).body(page.getBody());
    }

    private static String notice(String text) {
        return "<p id=\"notice\" class=\"notice error\" role=\"alert\">"
                + HtmlUtils.htmlEscape(text)
                + "</p>";
    }
}
