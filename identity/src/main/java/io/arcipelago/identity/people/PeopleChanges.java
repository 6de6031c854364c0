package io.arcipelago.identity.people;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.grant.Grants;
import io.arcipelago.identity.password.PasswordPolicy;
import io.arcipelago.identity.standing.PasswordChange;
import io.arcipelago.platform.web.ApiFailure;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates, changes and removes accounts; each change leaves an event. */
@Component
public class PeopleChanges {

    private static final String SUSPENDED = "account suspended";

    private final JdbcClient jdbc;
    private final People people;
    private final PasswordHashes hashes;
    private final Grants grants;
    private final PasswordChange passwordChange;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    PeopleChanges(
            JdbcClient jdbc,
            People people,
            PasswordHashes hashes,
            Grants grants,
            PasswordChange passwordChange,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.hashes = hashes;
        this.grants = grants;
        this.passwordChange = passwordChange;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Creates an account; without a password nobody can sign in to it with one.
     *
     * @throws ApiFailure bad request if a needed value is missing, conflict if user name or email
     *     is taken
     */
    public Member create(PersonChange person, String actor) {
        AccountId id = new AccountId(UUID.randomUUID());
        String username = needed(person.username(), "userName");
        String given = needed(person.givenName(), "name.givenName");
        String family = needed(person.familyName(), "name.familyName");
        String email = needed(person.email(), "emails");
        String hash = hash(person, username);
        return unlessTaken(() -> {
            jdbc.sql(
                            """
                            insert into identity.account
                                   (id, username, name, given_name, family_name, email,
                                    password_hash, active, service_account, created_at, updated_at)
                            values (:id, :username, :name, :given, :family, :email,
                                    :hash, :active, :service, :now, :now)
                            """)
                    .param("id", id.value())
                    .param("username", username)
                    .param("name", given + " " + family)
                    .param("given", given)
                    .param("family", family)
                    .param("email", email)
                    .param("hash", hash, Types.VARCHAR)
                    .param("active", person.active().orElse(true))
                    .param("service", person.serviceAccount().orElse(false))
                    .param("now", Columns.timestamp(clock.instant()))
                    .update();
            audit.accountChanged(
                    "account.created", id.toString(), actor, Map.of("username", username));
            return people.get(id);
        });
    }

    /**
     * Changes what is named and nothing else. Whoever is suspended loses every grant at once.
     *
     * @throws ApiFailure not found, or conflict if user name or email is taken
     */
    public Member change(AccountId id, PersonChange change, String actor) {
        String hash = hash(change, change.username().orElseGet(() -> people.get(id).username()));
        return unlessTaken(() -> {
            lock(id);
            Member before = people.get(id);
            Instant now = clock.instant();
            write(before, change, hash, now);
            Member after = people.get(id);
            Map<String, String> details = new LinkedHashMap<>(difference(before, after));
            if (hash != null) {
                details.put("password", "replaced");
                passwordChange.follow(id, now);
            }
            if (!details.isEmpty()) {
                audit.accountChanged("account.changed", id.toString(), actor, details);
            }
            if (before.active() && !after.active()) {
                audit.accountChanged("account.suspended", id.toString(), actor, Map.of());
                grants.revokeAll(id, SUSPENDED, now).stream()
                        .distinct()
                        .forEach(client -> audit.grantRevoked(id.toString(), client, SUSPENDED));
            } else if (!before.active() && after.active()) {
                audit.accountChanged("account.restored", id.toString(), actor, Map.of());
            }
            return after;
        });
    }

    /** Sets or clears the end of the membership; raises not found if there is no such account. */
    public void setEndTime(AccountId id, Optional<Instant> endTime, String actor) {
        transaction.executeWithoutResult(status -> {
            lock(id);
            jdbc.sql(
                            """
                            update identity.account set end_time = :end, updated_at = :now
                             where id = :id
                            """)
                    .param(
                            "end",
                            endTime.map(Columns::timestamp).orElse(null),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("now", Columns.timestamp(clock.instant()))
                    .param("id", id.value())
                    .update();
            // What the life cycle said of the old end; its next round says what holds of the new.
            jdbc.sql(
                            """
                            delete from identity.account_label
                             where account_id = :id and prefix = '' and name = 'lifecycle.status'
                            """)
                    .param("id", id.value())
                    .update();
            audit.accountChanged(
                    "account.end-time-set",
                    id.toString(),
                    actor,
                    Map.of("endTime", endTime.map(Instant::toString).orElse("none")));
        });
    }

    /** Removes the account with all that belongs to it; raises not found if there is none. */
    public void remove(AccountId id, String actor) {
        transaction.executeWithoutResult(status -> {
            lock(id);
            // Before it is gone, so that the log has the name.
            audit.accountChanged("account.removed", id.toString(), actor, Map.of());
            jdbc.sql("delete from identity.account where id = :id")
                    .param("id", id.value())
                    .update();
        });
    }

    private void lock(AccountId id) {
        boolean there =
                jdbc.sql("select id from identity.account where id = :id for update")
                        .param("id", id.value())
                        .query(UUID.class)
                        .optional()
                        .isPresent();
        if (!there) {
            throw People.unknown(id.toString());
        }
    }

    private void write(Member before, PersonChange change, @Nullable String hash, Instant now) {
        boolean renamed = change.givenName().isPresent() || change.familyName().isPresent();
        String given = change.givenName().orElse(before.givenName());
        String family = change.familyName().orElse(before.familyName());
        jdbc.sql(
                        """
                        update identity.account
                           set username = :username, name = :name, given_name = :given,
                               family_name = :family, email = :email, active = :active,
                               service_account = :service, updated_at = :now,
                               password_hash = coalesce(:hash, password_hash)
                         where id = :id
                        """)
                .param("username", change.username().orElse(before.username()))
                .param("name", renamed ? (given + " " + family).strip() : before.name())
                .param("given", given)
                .param("family", family)
                .param("email", change.email().orElse(before.email()))
                .param("active", change.active().orElse(before.active()))
                .param("service", change.serviceAccount().orElse(before.serviceAccount()))
                .param("hash", hash, Types.VARCHAR)
                .param("now", Columns.timestamp(now))
                .param("id", before.id().value())
                .update();
    }

    /** What is new, for the event. The event's readers need not know names and addresses. */
    private static Map<String, String> difference(Member before, Member after) {
        Map<String, String> details = new LinkedHashMap<>();
        if (!before.username().equals(after.username())) {
            details.put("username", after.username());
        }
        if (!before.name().equals(after.name())) {
            details.put("name", "replaced");
        }
        if (!before.email().equals(after.email())) {
            details.put("email", "replaced");
        }
        if (before.active() != after.active()) {
            details.put("active", Boolean.toString(after.active()));
        }
        if (before.serviceAccount() != after.serviceAccount()) {
            details.put("serviceAccount", Boolean.toString(after.serviceAccount()));
        }
        return details;
    }

    private @Nullable String hash(PersonChange change, String username) {
        change.password().ifPresent(password -> PasswordPolicy.check(password, username));
        return change.password().map(hashes::hash).orElse(null);
    }

    private static String needed(Optional<String> value, String name) {
        return value.orElseThrow(() ->
                ApiFailure.badRequest("missing-value", "The attribute " + name + " is missing"));
    }

    private Member unlessTaken(Supplier<Member> change) {
        try {
            Member member = transaction.execute(status -> change.get());
            if (member == null) {
                throw new IllegalStateException("The change left no account");
            }
            return member;
        } catch (DuplicateKeyException taken) {
            throw ApiFailure.conflict(
                    "taken",
                    String.valueOf(taken.getMessage()).contains("account_email")
                            ? "The email address is bound to another user"
                            : "The user name is bound to another user");
        }
    }
}
