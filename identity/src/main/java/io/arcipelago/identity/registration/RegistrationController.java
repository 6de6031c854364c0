package io.arcipelago.identity.registration;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.linking.Newcomer;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Registration: public for asking, by scope for deciding. */
@RestController
@RequestMapping("/registration")
class RegistrationController {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int LOOKS_PER_ADDRESS = 60;
    private static final int LONGEST_MOTIVATION = 2000;

    private final Registrations registrations;
    private final RegistrationStore store;
    private final RegistrationSettings settings;
    private final ExternalFields externalFields;
    private final PublicLimit limit;
    private final Rights rights;
    private final InstantSource clock;

    RegistrationController(
            Registrations registrations,
            RegistrationStore store,
            RegistrationSettings settings,
            ExternalFields externalFields,
            PublicLimit limit,
            Rights rights,
            InstantSource clock) {
        this.registrations = registrations;
        this.store = store;
        this.settings = settings;
        this.externalFields = externalFields;
        this.limit = limit;
        this.rights = rights;
        this.clock = clock;
    }

    /** How one field of the form is to be treated. */
    record Field(boolean readOnly, String externalAuthAttribute, String fieldBehaviour) {

        static Field of(RegistrationSettings.FieldBehaviour behaviour) {
            return new Field(false, "", behaviour.name().toLowerCase(Locale.ROOT));
        }
    }

    /** What a form needs to know. */
    record Config(
            boolean showRegistrationButtonInLoginPage,
            boolean requireExternalAuthentication,
            Map<String, Field> fields) {}

    @GetMapping("/config")
    Config config() {
        return new Config(
                settings.enabled(),
                settings.requireExternalAuthentication(),
                Map.of(
                        "username", field("username"),
                        "name", field("name"),
                        "surname", field("surname"),
                        "email", field("email"),
                        "notes", Field.of(settings.notes())));
    }

    private Field field(String name) {
        return new Field(externalFields.readOnly(name), externalFields.claim(name), "mandatory");
    }

    @GetMapping("/username-available/{username}")
    boolean usernameAvailable(@PathVariable String username, HttpServletRequest request) {
        limit.require("registration-look", request.getRemoteAddr(), LOOKS_PER_ADDRESS, WINDOW);
        return registrations.usernameAvailable(username.toLowerCase(Locale.ROOT));
    }

    /** Always true: whether a mail address has an account is nobody's business. */
    @GetMapping("/email-available/{email}")
    boolean emailAvailable(@PathVariable String email) {
        return true;
    }

    @PostMapping("/create")
    RegistrationRequest create(@RequestBody RegistrationForm form, HttpServletRequest request) {
        if (!settings.enabled()) {
            throw ApiFailure.forbidden(
                    "registration-disabled", "Registration is disabled; ask an administrator");
        }
        Optional<Newcomer> newcomer = Newcomer.of(request, clock.instant());
        if (newcomer.isEmpty() && settings.requireExternalAuthentication()) {
            throw ApiFailure.forbidden(
                    "external-sign-in-needed",
                    "Sign in with one of the external providers first, then ask for an account");
        }
        RegistrationForm checked = externalFields.apply(form, newcomer).checked(settings.notes());
        limit.require("registration", request.getRemoteAddr(), settings.perAddress(), WINDOW);
        RegistrationRequest created =
                registrations.create(checked, newcomer.map(Newcomer::identity));
        newcomer.ifPresent(known -> Newcomer.forget(request));
        return created;
    }

    @GetMapping("/list")
    List<RegistrationRequest> list(Caller caller, @RequestParam @Nullable RequestStatus status) {
        rights.require(caller, AdminScopes.REGISTRATION_READ, AdminScopes.READ);
        return store.list(status == null ? EnumSet.allOf(RequestStatus.class) : Set.of(status));
    }

    @GetMapping("/list/pending")
    List<RegistrationRequest> pending(Caller caller) {
        rights.require(caller, AdminScopes.REGISTRATION_READ, AdminScopes.READ);
        return store.list(EnumSet.of(RequestStatus.NEW, RequestStatus.CONFIRMED));
    }

    @PostMapping("/approve/{uuid}")
    RegistrationRequest approve(Caller caller, @PathVariable UUID uuid) {
        rights.require(caller, AdminScopes.REGISTRATION_WRITE, AdminScopes.WRITE);
        return registrations.approve(uuid, caller.subject());
    }

    /** Why a request is rejected; some clients send it as a body, others as parameters. */
    record Rejection(@Nullable String motivation, @Nullable Boolean doNotSendEmail) {}

    @PostMapping("/reject/{uuid}")
    RegistrationRequest reject(
            Caller caller,
            @PathVariable UUID uuid,
            @RequestParam(name = "motivation") @Nullable String motivation,
            @RequestParam(name = "doNotSendEmail", defaultValue = "false") boolean silently,
            @RequestBody(required = false) @Nullable Rejection body) {
        rights.require(caller, AdminScopes.REGISTRATION_WRITE, AdminScopes.WRITE);
        String reason = motivation == null && body != null ? body.motivation() : motivation;
        if (reason != null && reason.length() > LONGEST_MOTIVATION) {
            throw RegistrationForm.invalid("motivation is longer than 2000 characters");
        }
        boolean noMail = silently || (body != null && Boolean.TRUE.equals(body.doNotSendEmail()));
        return registrations.reject(uuid, reason, noMail, caller.subject());
    }
}
