package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.assertion.KeptSecrets;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.StandardFailures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides who may do what with a client and does it, one transaction each. A client that is not the
 * caller's looks as if there were none. The product's own clients follow the configuration and
 * cannot be changed here.
 */
@Component
class ClientRegistry {

    /**
     * A registration with what was made for it just now.
     *
     * @param secret the new client secret, told this once
     * @param token the registration access token, told this once
     */
    record Issued(Registration registration, Optional<String> secret, Optional<String> token) {

        /** Leaves the secret and the token out. */
        @Override
        public String toString() {
            return "Issued[" + registration.id() + "]";
        }
    }

    private final Registrations registrations;
    private final RegistrationFactory factory;
    private final KeptSecrets kept;
    private final ClientRegistrationSettings settings;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ClientRegistry(
            Registrations registrations,
            RegistrationFactory factory,
            KeptSecrets kept,
            ClientRegistrationSettings settings,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.registrations = registrations;
        this.factory = factory;
        this.kept = kept;
        this.settings = settings;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Registers a client; whoever has no account gets a registration access token instead. */
    Issued register(ClientRequest request, Actor actor) {
        String secret = Secrets.random();
        Instant now = clock.instant();
        Registration created = factory.create(request, actor, Secrets.digest(secret), now);
        return inTransaction(() -> {
            registrations.save(created, now);
            Optional<String> told = newSecret(created, secret);
            Optional<String> token = Optional.empty();
            if (actor.account().isPresent()) {
                registrations.addOwner(created.id(), actor.account().get(), now);
            } else if (!actor.writes()) {
                token = Optional.of(newToken(created.id(), now));
            }
            audit.clientChanged("registered", actor.name(), created.id());
            return new Issued(created, told, token);
        });
    }

    /** The client, for its owners and for readers of all clients. */
    Registration read(String id, Actor actor) {
        return registrations
                .find(id)
                .filter(found -> actor.reads() || actor.writes() || owns(found, actor))
                .orElseThrow(ClientRegistry::notFound);
    }

    /** Changes the client for its owners and for administrators. */
    Issued update(String id, ClientRequest request, Actor actor) {
        return change(id, actor, current -> update(current, request, actor));
    }

    /** Deletes the client with all that was granted to it. */
    void delete(String id, Actor actor) {
        change(
                id,
                actor,
                current -> {
                    delete(current, actor);
                    return current;
                });
    }

    /** Makes a new secret; the old one stays good for the time of the settings. */
    Issued rotateSecret(String id, Actor actor) {
        return change(
                id,
                actor,
                current -> {
                    if (current.client().isPublic()) {
                        throw ApiFailure.badRequest(
                                "public-client", "Client " + id + " is public and has no secret");
                    }
                    if (!AuthMethods.hasSecret(current.authMethod())) {
                        throw ApiFailure.badRequest(
                                "no-secret",
                                "Client " + id + " authenticates with its key and has no secret");
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
                });
    }

    /** Makes a new registration access token; the old one is worthless from now on. */
    Issued issueToken(String id, Actor actor) {
        return change(
                id,
                actor,
                current -> {
                    String token = newToken(id, clock.instant());
                    audit.clientChanged("registration-token.issued", actor.name(), id);
                    return new Issued(current, Optional.empty(), Optional.of(token));
                });
    }

    /** Suspends the client or lets it in again; for administrators, whom nobody else undoes. */
    void setActive(String id, boolean active, Actor actor) {
        change(
                id,
                actor,
                current -> {
                    registrations.setActive(id, active, actor.name(), clock.instant());
                    audit.clientChanged(active ? "enabled" : "disabled", actor.name(), id);
                    return current;
                });
    }

    List<Registrations.Owner> owners(String id, Actor actor) {
        return registrations.owners(read(id, actor).id());
    }

    void addOwner(String id, AccountId account, Actor actor) {
        change(
                id,
                actor,
                current -> {
                    addOwner(current, account, actor);
                    return current;
                });
    }

    void removeOwner(String id, AccountId account, Actor actor) {
        change(
                id,
                actor,
                current -> {
                    registrations.removeOwner(id, account);
                    audit.clientChanged("owner.removed", actor.name(), id);
                    return current;
                });
    }

    /** The client if the registration access token is its own and still good (RFC 7592). */
    Registration readWithToken(String id, String token) {
        return requireToken(registrations.find(id), token);
    }

    Issued updateWithToken(String id, ClientRequest request, String token) {
        return inTransaction(() -> {
            Registration current = requireToken(registrations.lock(id), token);
            requireActive(current);
            Issued updated = update(current, request, Actor.itself(id));
            return new Issued(updated.registration(), updated.secret(), Optional.of(token));
        });
    }

    void deleteWithToken(String id, String token) {
        inTransaction(() -> {
            Registration current = requireToken(registrations.lock(id), token);
            requireActive(current);
            delete(current, Actor.itself(id));
            return current;
        });
    }

    /** Makes the person an owner of the client whose registration access token they hold. */
    Registration redeem(String id, String token, AccountId account, Actor actor) {
        return inTransaction(() -> {
            Registration current = requireToken(registrations.lock(id), token);
            requireActive(current);
            addOwner(current, account, actor);
            return current;
        });
    }

    private Issued update(Registration current, ClientRequest request, Actor actor) {
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

    private void delete(Registration current, Actor actor) {
        registrations.delete(current.id());
        kept.forget(current.id());
        audit.clientChanged("deleted", actor.name(), current.id());
    }

    private void addOwner(Registration current, AccountId account, Actor actor) {
        if (!registrations.addOwner(current.id(), account, clock.instant())) {
            throw ApiFailure.notFound("no-account", "There is no account " + account);
        }
        audit.clientChanged("owner.added", actor.name(), current.id());
    }

    private String newToken(String id, Instant now) {
        String token = Secrets.random();
        registrations.setToken(id, Secrets.digest(token), now.plus(settings.tokenLife()));
        return token;
    }

    /** Does something with the locked client if the actor may change it. */
    private <T> T change(String id, Actor actor, Function<Registration, T> act) {
        return inTransaction(() -> {
            Registration current =
                    registrations
                            .lock(id)
                            .filter(found -> actor.writes() || owns(found, actor))
                            .orElseThrow(ClientRegistry::notFound);
            if (current.client().firstParty()) {
                throw ApiFailure.conflict(
                        "product-client",
                        "Client "
                                + id
                                + " belongs to the product; it follows the configuration of this"
                                + " installation");
            }
            if (!actor.writes()) {
                requireActive(current);
            }
            return act.apply(current);
        });
    }

    private boolean owns(Registration registration, Actor actor) {
        return actor.account()
                .filter(account -> registrations.isOwner(registration.id(), account))
                .isPresent();
    }

    /** The same answer for no client, no token and a wrong token. */
    private Registration requireToken(Optional<Registration> found, String token) {
        return found.filter(registration ->
                        registrations
                                .tokenHash(registration.id(), clock.instant())
                                .filter(hash -> Secrets.matches(token, hash))
                                .isPresent())
                .orElseThrow(StandardFailures::tokenRequired);
    }

    private static void requireActive(Registration registration) {
        if (!registration.client().active()) {
            throw ApiFailure.forbidden(
                    "client-suspended",
                    "Client " + registration.id() + " is suspended; ask an administrator");
        }
    }

    private static ApiFailure notFound() {
        return ApiFailure.notFound("no-client", "Client not found");
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("The transaction was rolled back without a reason");
        }
        return result;
    }
}
