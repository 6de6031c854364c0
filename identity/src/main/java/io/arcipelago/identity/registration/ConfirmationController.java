package io.arcipelago.identity.registration;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind the link in the mail. Opening it confirms nothing, because mail scanners open
 * every link; its button does. The token is the proof, so that the form needs no session.
 */
@RestController
@RequestMapping("/registration/verify")
class ConfirmationController {

    private static final int TRIES_PER_ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Registrations registrations;
    private final PublicLimit limit;
    private final Issuer issuer;
    private final PageTemplate question;
    private final PageTemplate message;

    ConfirmationController(
            Pages pages, Registrations registrations, PublicLimit limit, Issuer issuer) {
        this.question = pages.page("confirm.html");
        this.message = pages.page("message.html");
        this.registrations = registrations;
        this.limit = limit;
        this.issuer = issuer;
    }

    @GetMapping("/{token}")
    ResponseEntity<String> ask(@PathVariable String token, HttpServletRequest request) {
        count(request);
        return registrations
                .awaiting(token)
                .map(username ->
                        question.answer(
                                Map.of(
                                        "title",
                                        "Confirm your mail address",
                                        "base",
                                        issuer.path(""),
                                        "username",
                                        username,
                                        "token",
                                        token),
                                Map.of()))
                .orElseGet(this::gone);
    }

    @PostMapping(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> confirm(@RequestParam String token, HttpServletRequest request) {
        count(request);
        return registrations
                .confirm(token)
                .map(confirmed ->
                        message(
                                "Mail address confirmed",
                                "An administrator now looks at your request. You will get a mail"
                                        + " with the answer."))
                .orElseGet(this::gone);
    }

    /** The same for programs. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> confirmed(
            @RequestParam String token, HttpServletRequest request) {
        count(request);
        Optional<RegistrationRequest> confirmed = registrations.confirm(token);
        return confirmed.isPresent()
                ? ResponseEntity.ok(Map.of("status", RequestStatus.CONFIRMED.name()))
                : ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .body(Map.of("error", "The link is not valid, was used or is too old"));
    }

    private void count(HttpServletRequest request) {
        limit.require("registration-confirm", request.getRemoteAddr(), TRIES_PER_ADDRESS, WINDOW);
    }

    private ResponseEntity<String> gone() {
        ResponseEntity<String> page =
                message(
                        "This link does not work",
                        "It was used before, or it is too old. If you did not get an answer, ask"
                                + " for an account again.");
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .headers(page.getHeaders())
                .body(page.getBody());
    }

    private ResponseEntity<String> message(String title, String text) {
        return message.answer(
                Map.of("title", title, "base", issuer.path(""), "text", text), Map.of());
    }
}
