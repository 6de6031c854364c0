package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.assertion.KeptSecrets;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What belongs to each change of a client: its row, its secrets and the line in the audit log. Runs
 * in the caller's transaction and asks nobody for rights.
 */
@Component
class ClientChanges {

    private final Registrations registrations;
    private final RegistrationFactory factory;
    private final KeptSecrets kept;
    private final ClientRegistrationSettings settings;
    private final AuditTrail audit;
    private final InstantSource clock;

    ClientChanges(
            Registrations registrations,
            RegistrationFactory factory,
            KeptSecrets kept,
            ClientRegistrationSettings settings,
            AuditTrail audit,
            InstantSource clock) {
        this.registrations = registrations;
        this.factory = factory;
        this.kept = kept;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** A client with a new id; whoever has no account gets a registration access token instead. */
    Issued register(ClientRequest request, Actor actor) {
        String secret = Secrets.random();
        Instant now = clock.instant();
        Registration created = factory.create(request, actor, Secrets.digest(secret), now);
        registrations.save(created, now);
        Optional<String> told = newSecret(created, secret);
        Optional<String> token = Optional.empty();
        if (actor.account().isPresent()) {
            registrations.addOwner(created.id(), actor.account().get(), now);
        } else if (!actor.writes()) {
            token = Optional.of(newToken(created.id()));
        }
        audit.clientChanged("registered", actor.name(), created.id());
        return new Issued(created, told, token);
    }

    /** A secret is made anew only if the client authenticates in another way from now on. */
    Issued update(Registration current, ClientRequest request, Actor actor) {
        if (request.clientId() != null && !request.clientId().equals(current.id())) {
            throw ApiFailure.badRequest(
                    "client-id-differs", "client_id is not the id of the client in the path");
        }
        String secret = Secrets.random();
        Registration updated = factory.change(current, request, actor, Secrets.digest(secret));
        registrations.save(updated, clock.instant());
        boolean same = AuthMethods.sameSecret(current.authMethod(), updated.authMethod());
        Optional<String> told = Optional.empty();
        if (!same) {
            registrations.forgetPreviousSecret(current.id());
            kept.forget(current.id());
            told = newSecret(updated, secret);
        }
        audit.clientChanged("updated", actor.name(), current.id());
        return new Issued(updated, told, Optional.empty());
    }

    void delete(Registration current, Actor actor) {
        registrations.delete(current.id());
        kept.forget(current.id());
        audit.clientChanged("deleted", actor.name(), current.id());
    }

    /** Raises a bad request for a client without a secret. */
    Issued rotateSecret(Registration current, Actor actor) {
        String id = current.id();
        if (current.client().isPublic()) {
            throw ApiFailure.badRequest(
                    "public-client", "Client " + id + " is public and has no secret");
        }
        if (!AuthMethods.hasSecret(current.authMethod())) {
            throw ApiFailure.badRequest(
                    "no-secret", "Client " + id + " authenticates with its key and has no secret");
        }
        String secret = Secrets.random();
        Instant now = clock.instant();
        if (AuthMethods.keepsSecret(current.authMethod())) {
            kept.keep(id, secret);
        } else {
            registrations.rotateSecret(
                    id, Secrets.digest(secret), now.plus(settings.secretGrace()), now);
        }
        audit.clientChanged("secret.rotated", actor.name(), id);
        return new Issued(current, Optional.of(secret), Optional.empty());
    }

    Issued issueToken(Registration current, Actor actor) {
        String token = newToken(current.id());
        audit.clientChanged("registration-token.issued", actor.name(), current.id());
        return new Issued(current, Optional.empty(), Optional.of(token));
    }

    void setActive(Registration current, boolean active, Actor actor) {
        registrations.setActive(current.id(), active, actor.name(), clock.instant());
        audit.clientChanged(active ? "enabled" : "disabled", actor.name(), current.id());
    }

    /** Raises not found if there is no such account. */
    void addOwner(Registration current, AccountId account, Actor actor) {
        if (!registrations.addOwner(current.id(), account, clock.instant())) {
            throw ApiFailure.notFound("no-account", "There is no account " + account);
        }
        audit.clientChanged("owner.added", actor.name(), current.id());
    }

    void removeOwner(Registration current, AccountId account, Actor actor) {
        registrations.removeOwner(current.id(), account);
        audit.clientChanged("owner.removed", actor.name(), current.id());
    }

    /** Raises forbidden for a suspended client, which only administrators change. */
    static void requireActive(Registration registration) {
        if (!registration.client().active()) {
            throw ApiFailure.forbidden(
                    "client-suspended",
                    "Client " + registration.id() + " is suspended; ask an administrator");
        }
    }

    /** The secret for the client's next answer, kept before where its method needs that. */
    private Optional<String> newSecret(Registration made, String secret) {
        if (!AuthMethods.hasSecret(made.authMethod())) {
            return Optional.empty();
        }
        if (AuthMethods.keepsSecret(made.authMethod())) {
            kept.keep(made.id(), secret);
        }
        return Optional.of(secret);
    }

    private String newToken(String id) {
        String token = Secrets.random();
        registrations.setToken(
                id, Secrets.digest(token), clock.instant().plus(settings.tokenLife()));
        return token;
    }
}
