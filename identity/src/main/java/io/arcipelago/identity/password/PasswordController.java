package io.arcipelago.identity.password;

import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.mail.MailAddresses;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Passwords for programs: one's own change, and the reset through a mail. */
@RestController
@RequestMapping("/iam")
class PasswordController {

    private static final int TRIES_PER_ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Passwords passwords;
    private final PasswordTickets tickets;
    private final PasswordSettings settings;
    private final PublicLimit limit;
    private final Rights rights;

    PasswordController(
            Passwords passwords,
            PasswordTickets tickets,
            PasswordSettings settings,
            PublicLimit limit,
            Rights rights) {
        this.passwords = passwords;
        this.tickets = tickets;
        this.settings = settings;
        this.limit = limit;
        this.rights = rights;
    }

    @PostMapping("/password-update")
    void update(
            Caller caller,
            @RequestParam String currentPassword,
            @RequestParam String updatedPassword) {
        passwords.update(rights.self(caller), currentPassword, updatedPassword);
    }

    /** The same answer for every address of good form. */
    @PostMapping("/password-reset/token")
    void forgotten(@RequestParam String email, HttpServletRequest request) {
        String address = email.strip();
        if (!MailAddresses.good(address)) {
            throw ApiFailure.badRequest("invalid-email", "email is no mail address");
        }
        limit.require("password-reset", request.getRemoteAddr(), settings.perAddress(), WINDOW);
        passwords.forgotten(address);
    }

    /** 200 if the token works; looking does not use it up. */
    @GetMapping("/password-reset/token/{token}")
    void look(@PathVariable String token, HttpServletRequest request) {
        count(request);
        if (tickets.holder(token).isEmpty()) {
            throw unknownToken();
        }
    }

    /** What a program sends. */
    record Reset(@Nullable String updatedPassword, @Nullable String token) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Reset[]";
        }
    }

    @PostMapping("/password-reset")
    @ResponseStatus(HttpStatus.CREATED)
    void reset(@RequestBody Reset reset, HttpServletRequest request) {
        count(request);
        if (reset.token() == null || reset.updatedPassword() == null) {
            throw ApiFailure.badRequest(
                    "invalid-request", "updatedPassword and token are both needed");
        }
        if (!passwords.choose(reset.token(), reset.updatedPassword())) {
            throw unknownToken();
        }
    }

    private void count(HttpServletRequest request) {
        limit.require("password-token", request.getRemoteAddr(), TRIES_PER_ADDRESS, WINDOW);
    }

    private static ApiFailure unknownToken() {
        return ApiFailure.notFound(
                "no-such-token",
                "The link is not valid, was used or is too old; ask for a new one");
    }
}
