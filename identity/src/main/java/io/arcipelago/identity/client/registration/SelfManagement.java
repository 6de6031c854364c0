package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.platform.web.StandardFailures;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a client does with its own registration, by its registration access token (RFC 7592), one
 * transaction each. No client, no token and a wrong token get the same answer.
 */
@Component
class SelfManagement {

    private final Registrations registrations;
    private final ClientChanges changes;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    SelfManagement(
            Registrations registrations,
            ClientChanges changes,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.registrations = registrations;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The client if the token is its own and still good. */
    Registration read(String id, String token) {
        return requireToken(registrations.find(id), token);
    }

    Issued update(String id, ClientRequest request, String token) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Issued updated =
                            changes.update(changeable(id, token), request, Actor.itself(id));
                    return new Issued(updated.registration(), updated.secret(), Optional.of(token));
                }));
    }

    void delete(String id, String token) {
        transaction.executeWithoutResult(
                status -> changes.delete(changeable(id, token), Actor.itself(id)));
    }

    /** Makes the person an owner of the client whose token they hold. */
    Registration redeem(String id, String token, AccountId account, Actor actor) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Registration current = changeable(id, token);
                    changes.addOwner(current, account, actor);
                    return current;
                }));
    }

    /** The client, locked until the transaction ends, if the token may change it. */
    private Registration changeable(String id, String token) {
        Registration current = requireToken(registrations.lock(id), token);
        ClientChanges.requireActive(current);
        return current;
    }

    private Registration requireToken(Optional<Registration> found, String token) {
        return found.filter(registration ->
                        registrations
                                .tokenHash(registration.id(), clock.instant())
                                .filter(hash -> Secrets.matches(token, hash))
                                .isPresent())
                .orElseThrow(StandardFailures::tokenRequired);
    }
}
