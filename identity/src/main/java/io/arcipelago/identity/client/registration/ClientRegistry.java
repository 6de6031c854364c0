package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people and administrators do with clients, one transaction each. A client that is not the
 * caller's looks as if there were none. The product's own clients follow the configuration and
 * cannot be changed here. Clients that manage themselves come to {@link SelfManagement}.
 */
@Component
class ClientRegistry {

    private final Registrations registrations;
    private final ClientChanges changes;
    private final TransactionTemplate transaction;

    ClientRegistry(
            Registrations registrations,
            ClientChanges changes,
            PlatformTransactionManager transactions) {
        this.registrations = registrations;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Registers a client; whoever has no account gets a registration access token instead. */
    Issued register(ClientRequest request, Actor actor) {
        return Objects.requireNonNull(
                transaction.execute(status -> changes.register(request, actor)));
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
        return issue(id, actor, current -> changes.update(current, request, actor));
    }

    /** Deletes the client with all that was granted to it. */
    void delete(String id, Actor actor) {
        change(id, actor, current -> changes.delete(current, actor));
    }

    /** Makes a new secret; the old one stays good for the time of the settings. */
    Issued rotateSecret(String id, Actor actor) {
        return issue(id, actor, current -> changes.rotateSecret(current, actor));
    }

    /** Makes a new registration access token; the old one is worthless from now on. */
    Issued issueToken(String id, Actor actor) {
        return issue(id, actor, current -> changes.issueToken(current, actor));
    }

    /** Suspends the client or lets it in again; for administrators, whom nobody else undoes. */
    void setActive(String id, boolean active, Actor actor) {
        change(id, actor, current -> changes.setActive(current, active, actor));
    }

    List<Registrations.Owner> owners(String id, Actor actor) {
        return registrations.owners(read(id, actor).id());
    }

    void addOwner(String id, AccountId account, Actor actor) {
        change(id, actor, current -> changes.addOwner(current, account, actor));
    }

    void removeOwner(String id, AccountId account, Actor actor) {
        change(id, actor, current -> changes.removeOwner(current, account, actor));
    }

    private void change(String id, Actor actor, Consumer<Registration> act) {
        transaction.executeWithoutResult(status -> act.accept(changeable(id, actor)));
    }

    private Issued issue(String id, Actor actor, Function<Registration, Issued> act) {
        return Objects.requireNonNull(
                transaction.execute(status -> act.apply(changeable(id, actor))));
    }

    /** The client, locked until the transaction ends, if the actor may change it. */
    private Registration changeable(String id, Actor actor) {
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
            ClientChanges.requireActive(current);
        }
        return current;
    }

    private boolean owns(Registration registration, Actor actor) {
        return actor.account()
                .filter(account -> registrations.isOwner(registration.id(), account))
                .isPresent();
    }

    private static ApiFailure notFound() {
        return ApiFailure.notFound("no-client", "Client not found");
    }
}
