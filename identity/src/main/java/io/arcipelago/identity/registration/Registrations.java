package io.arcipelago.identity.registration;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.OidcIdentity;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import io.arcipelago.identity.password.PasswordTickets;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way from a request to an account. A request with the mail address of an existing account is
 * answered exactly like any other, reserves its user name like any other and is never shown to
 * anybody; the owner of the address is told by mail. So nobody learns who has an account.
 */
@Component
class Registrations {

    /** Mails to one address in an hour, so that nobody's mailbox is filled by others. */
    private static final int MAILS_PER_HOUR = 3;

    private final RegistrationStore store;
    private final RegistrationSettings settings;
    private final MailQueue mails;
    private final PasswordTickets tickets;
    private final LinkedIdentities identities;
    private final PublicLimit limit;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Registrations(
            RegistrationStore store,
            RegistrationSettings settings,
            MailQueue mails,
            PasswordTickets tickets,
            LinkedIdentities identities,
            PublicLimit limit,
            AuditTrail audit,
            Issuer issuer,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.mails = mails;
        this.tickets = tickets;
        this.identities = identities;
        this.limit = limit;
        this.audit = audit;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Takes a request that was {@linkplain RegistrationForm#checked checked}.
     *
     * @param identity the upstream identity that the account will have
     */
    RegistrationRequest create(RegistrationForm form, Optional<OidcIdentity> identity) {
        return together(() -> {
            RegistrationRequest request = created(form);
            identity.ifPresent(known -> attach(request, known));
            return request;
        });
    }

    private void attach(RegistrationRequest request, OidcIdentity identity) {
        if (identities.account(identity).isPresent() || !store.attach(request.uuid(), identity)) {
            throw RegistrationForm.invalid(
                    "your identity of "
                            + identity.issuer()
                            + " has an account or an open request already");
        }
    }

    private RegistrationRequest created(RegistrationForm form) {
        Instant now = clock.instant();
        store.sweep(now);
        RegistrationRequest request =
                new RegistrationRequest(
                        UUID.randomUUID(),
                        now.toEpochMilli(),
                        RequestStatus.NEW,
                        now.toEpochMilli(),
                        RegistrationForm.text(form.username()),
                        RegistrationForm.text(form.givenname()),
                        RegistrationForm.text(form.familyname()),
                        RegistrationForm.text(form.email()),
                        RegistrationForm.text(form.notes()),
                        null,
                        form.labels() == null ? List.of() : form.labels());
        boolean decoy = store.emailTaken(request.email());
        String token = Secrets.random();
        Instant expiry = now.plus(settings.confirmWithin());
        boolean added =
                !store.usernameTaken(request.username())
                        && store.add(
                                request, decoy, decoy ? null : Secrets.digest(token), now, expiry);
        if (!added) {
            throw RegistrationForm.invalid(
                    "the username " + request.username() + " is taken; choose another one");
        }
        if (limit.admit(
                "registration-mail", request.email(), MAILS_PER_HOUR, Duration.ofHours(1))) {
            Map<String, String> values = new HashMap<>();
            values.put("username", request.username());
            values.put("until", PasswordTickets.told(expiry));
            values.put("link", issuer.url(decoy ? "/password" : "/registration/verify/" + token));
            mails.add(
                    decoy ? MailKind.ALREADY_REGISTERED : MailKind.CONFIRMATION,
                    request.email(),
                    values);
        }
        audit.registration("requested", request.uuid().toString(), "anonymous");
        return request;
    }

    boolean usernameAvailable(String username) {
        store.sweep(clock.instant());
        return !store.usernameTaken(username);
    }

    /** Whose request the token confirms; looking confirms nothing. */
    Optional<String> awaiting(String token) {
        return store.username(Secrets.digest(token), clock.instant());
    }

    /** Confirms a mail address, once. */
    Optional<RegistrationRequest> confirm(String token) {
        return together(() -> confirmed(token));
    }

    private Optional<RegistrationRequest> confirmed(String token) {
        Optional<RegistrationRequest> confirmed =
                store.confirm(Secrets.digest(token), clock.instant());
        confirmed.ifPresent(request -> {
            settings.notifyAddresses()
                    .forEach(address ->
                            mails.add(
                                    MailKind.REGISTRATION_CONFIRMED,
                                    address,
                                    Map.of(
                                            "username", request.username(),
                                            "name", request.fullName(),
                                            "email", request.email())));
            audit.registration("confirmed", request.uuid().toString(), "anonymous");
        });
        return confirmed;
    }

    /** Makes the account and sends the link to choose a password. */
    RegistrationRequest approve(UUID id, String actor) {
        return together(() -> approved(id, actor));
    }

    private RegistrationRequest approved(UUID id, String actor) {
        RegistrationRequest request = open(id, RequestStatus.APPROVED);
        Instant now = clock.instant();
        AccountId account;
        try {
            account =
                    store.createAccount(
                            request,
                            settings.defaultGroups(),
                            settings.accountLifetime().isZero()
                                    ? Optional.empty()
                                    : Optional.of(now.plus(settings.accountLifetime())),
                            now);
        } catch (DuplicateKeyException taken) {
            throw ApiFailure.conflict(
                    "taken",
                    "The username %s or the mail address %s has an account by now; reject the request"
                            .formatted(request.username(), request.email()));
        }
        store.detached(id).ifPresent(identity -> identities.link(account, identity, actor));
        Map<String, String> values =
                new HashMap<>(tickets.issue(account, settings.choosePasswordWithin()));
        values.put("username", request.username());
        mails.add(MailKind.ACTIVATED, request.email(), values);
        audit.registration("approved", id.toString(), actor);
        return store.decide(id, RequestStatus.APPROVED, Optional.of(account), "", now);
    }

    /** Closes the request; the person is told why unless the caller asks not to. */
    RegistrationRequest reject(
            UUID id, @Nullable String motivation, boolean silently, String actor) {
        return together(() -> rejected(id, motivation, silently, actor));
    }

    private RegistrationRequest rejected(
            UUID id, @Nullable String motivation, boolean silently, String actor) {
        RegistrationRequest request = open(id, RequestStatus.REJECTED);
        String reason = RegistrationForm.text(motivation);
        if (!silently) {
            mails.add(
                    MailKind.REJECTED,
                    request.email(),
                    Map.of(
                            "username",
                            request.username(),
                            "motivation",
                            reason.isEmpty() ? "none was given" : reason));
        }
        audit.registration("rejected", id.toString(), actor);
        return store.decide(id, RequestStatus.REJECTED, Optional.empty(), reason, clock.instant());
    }

    private RegistrationRequest open(UUID id, RequestStatus wanted) {
        RegistrationRequest request =
                store.locked(id)
                        .orElseThrow(() ->
                                ApiFailure.notFound(
                                        "no-such-request", "No registration request " + id));
        if (!request.status().open()) {
            throw ApiFailure.badRequest(
                    "bad-transition",
                    "Bad status transition from %s to %s".formatted(request.status(), wanted));
        }
        return request;
    }

    /** The change, its mails and its event happen all or not at all. */
    private <T> T together(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> change.get()));
    }
}
