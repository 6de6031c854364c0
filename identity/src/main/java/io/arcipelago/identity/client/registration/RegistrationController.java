package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.StandardFailures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Dynamic registration (RFC 7591) and its management (RFC 7592). A client that was registered
 * without an account shows its registration access token; an owner shows an access token. The
 * registration access token does not rotate: a client that lost an answer could not come back.
 */
@RestController
@RequestMapping("/iam/api/client-registration")
class RegistrationController {

    private static final int MAX_TOKEN = 256;

    private final ClientRegistry registry;
    private final SelfManagement own;
    private final Callers callers;
    private final RegistrationThrottle throttle;
    private final ClientRegistrationSettings settings;
    private final ClientAnswers answers;

    RegistrationController(
            ClientRegistry registry,
            SelfManagement own,
            Callers callers,
            RegistrationThrottle throttle,
            ClientRegistrationSettings settings,
            ClientAnswers answers) {
        this.registry = registry;
        this.own = own;
        this.callers = callers;
        this.throttle = throttle;
        this.settings = settings;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> register(
            @RequestBody ClientRequest request,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization,
            HttpServletRequest http) {
        Actor actor = bearer(authorization).map(callers::actor).orElseGet(Actor::anonymous);
        requireAllowed(actor, !authorization.isBlank());
        if (!actor.writes()) {
            actor.account()
                    .ifPresentOrElse(
                            account ->
                                    throttle.count(
                                            "account " + account, settings.perPersonPerHour()),
                            () ->
                                    throttle.count(
                                            "address " + http.getRemoteAddr(),
                                            settings.anonymousPerHour()));
        }
        return secret(HttpStatus.CREATED, answers.of(registry.register(request, actor)));
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> read(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization) {
        String token = requireBearer(authorization);
        return secret(
                HttpStatus.OK,
                isRegistrationToken(token)
                        ? answers.of(
                                new Issued(
                                        own.read(id, token), Optional.empty(), Optional.of(token)))
                        : answers.of(registry.read(id, callers.actor(token))));
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> update(
            @PathVariable String id,
            @RequestBody ClientRequest request,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization) {
        String token = requireBearer(authorization);
        return secret(
                HttpStatus.OK,
                answers.of(
                        isRegistrationToken(token)
                                ? own.update(id, request, token)
                                : registry.update(id, request, callers.actor(token))));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization) {
        String token = requireBearer(authorization);
        if (isRegistrationToken(token)) {
            own.delete(id, token);
        } else {
            registry.delete(id, callers.actor(token));
        }
        return ResponseEntity.noContent().build();
    }

    /** The body is the registration access token as it is, without quotes. */
    @PostMapping("/{id}/redeem")
    ResponseEntity<Map<String, Object>> redeem(
            @PathVariable String id,
            @RequestBody String token,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "")
                    String authorization) {
        Actor actor = callers.actor(requireBearer(authorization));
        AccountId account =
                actor.account()
                        .orElseThrow(() ->
                                ApiFailure.badRequest(
                                        "no-account", "No user linked to the current OAuth token"));
        return secret(HttpStatus.OK, answers.of(own.redeem(id, token.strip(), account, actor)));
    }

    private void requireAllowed(Actor actor, boolean showedToken) {
        if (!settings.enable()) {
            throw ApiFailure.forbidden("registration-disabled", "Client registration is disabled");
        }
        boolean allowed =
                switch (settings.allowFor()) {
                    case ANYONE -> !showedToken || actor.account().isPresent() || actor.writes();
                    case REGISTERED_USERS -> actor.account().isPresent() || actor.writes();
                    case ADMINISTRATORS -> actor.writes();
                };
        if (!allowed) {
            throw ApiFailure.forbidden(
                    "registration-not-allowed",
                    "You are not allowed to register a client; this provider takes registrations"
                            + " from "
                            + settings.allowFor().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + " only");
        }
    }

    /** Ours are 43 characters of base64url; an access token is a JWT and has dots. */
    private static boolean isRegistrationToken(String token) {
        return token.length() <= MAX_TOKEN && token.indexOf('.') < 0;
    }

    private static String requireBearer(String authorization) {
        return bearer(authorization).orElseThrow(StandardFailures::tokenRequired);
    }

    /** The token, empty without the header; anything else in it is refused. */
    private static Optional<String> bearer(String authorization) {
        if (authorization.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                ShownTokens.in(authorization).orElseThrow(StandardFailures::tokenRequired));
    }

    private static ResponseEntity<Map<String, Object>> secret(
            HttpStatus status, Map<String, Object> body) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }
}
