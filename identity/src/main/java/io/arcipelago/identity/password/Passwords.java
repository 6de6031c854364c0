package io.arcipelago.identity.password;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.limit.PublicLimit;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import io.arcipelago.identity.standing.PasswordChange;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes passwords. Whoever knew the old one is put out: every grant of the account is revoked
 * with its tokens, and browsers that were signed in before must sign in again.
 */
@Component
class Passwords {

    private static final int TRIES = 10;
    private static final int MAILS = 3;
    private static final Duration WINDOW = Duration.ofHours(1);

    /** What a change needs to know of an account. */
    private record Known(
            AccountId id, String username, String email, String hash, boolean active) {}

    private final JdbcClient jdbc;
    private final PasswordHashes hashes;
    private final PasswordTickets tickets;
    private final PasswordChange consequences;
    private final PasswordSettings settings;
    private final MailQueue mails;
    private final PublicLimit limit;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Passwords(
            JdbcClient jdbc,
            PasswordHashes hashes,
            PasswordTickets tickets,
            PasswordChange consequences,
            PasswordSettings settings,
            MailQueue mails,
            PublicLimit limit,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.tickets = tickets;
        this.consequences = consequences;
        this.settings = settings;
        this.mails = mails;
        this.limit = limit;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Changes one's own password; guesses at the current one are bounded per account. */
    void update(AccountId id, String current, String updated) {
        limit.require("password-update", id.toString(), TRIES, WINDOW);
        Known known =
                account("where id = :value", id.value())
                        .orElseThrow(() ->
                                ApiFailure.notFound("no-such-account", "The account is gone"));
        if (!known.active()) {
            throw ApiFailure.conflict("inactive", "The account is not active");
        }
        if (!hashes.matches(current, known.hash())) {
            throw ApiFailure.badRequest("wrong-password", "The current password is not right");
        }
        PasswordPolicy.check(updated, known.username());
        String hash = hashes.hash(updated);
        transaction.executeWithoutResult(status -> store(known.id(), hash, "updated"));
    }

    /**
     * Chooses a password with a link from a mail.
     *
     * @return false if the link is unknown, used or too old
     */
    boolean choose(String token, String updated) {
        Optional<PasswordTickets.Holder> holder = tickets.holder(token);
        if (holder.isEmpty()) {
            return false;
        }
        PasswordPolicy.check(updated, holder.get().username());
        String hash = hashes.hash(updated);
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    boolean first = tickets.take(token);
                    if (first) {
                        store(holder.get().account(), hash, "reset");
                    }
                    return first;
                }));
    }

    /** Mails a link if an active account has the address; the caller learns nothing of it. */
    void forgotten(String email) {
        if (!limit.admit("password-mail", email, MAILS, WINDOW)) {
            return;
        }
        transaction.executeWithoutResult(status ->
                account("where lower(email) = lower(:value)", email)
                        .filter(Known::active)
                        .ifPresent(known -> {
                            Map<String, String> values =
                                    new HashMap<>(
                                            tickets.issue(known.id(), settings.resetWithin()));
                            values.put("username", known.username());
                            mails.add(MailKind.RESETPASSWD, known.email(), values);
                            audit.password("reset.requested", known.id().toString());
                        }));
    }

    private void store(AccountId id, String hash, String how) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        update identity.account set password_hash = :hash, updated_at = :now
                         where id = :id
                        """)
                .param("hash", hash)
                .param("now", Columns.timestamp(now))
                .param("id", id.value())
                .update();
        consequences.follow(id, now);
        audit.password(how, id.toString());
    }

    private Optional<Known> account(String condition, Object value) {
        return jdbc.sql(
                        """
                        select id, username, email, coalesce(password_hash, '') as hash, active
                          from identity.account
                        """
                                + condition)
                .param("value", value)
                .query((row, number) ->
                        new Known(
                                new AccountId(row.getObject("id", UUID.class)),
                                row.getString("username"),
                                row.getString("email"),
                                row.getString("hash"),
                                row.getBoolean("active")))
                .optional();
    }
}
