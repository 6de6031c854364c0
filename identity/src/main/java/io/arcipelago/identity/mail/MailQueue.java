package io.arcipelago.identity.mail;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The mails that wait. Queueing takes part in the running transaction: a mail goes out if and only
 * if the change that it tells of is there.
 */
@Component
public class MailQueue {

    private static final String OWNER = "identity-mail";

    /** How long a sender may take for its share before another one takes it over. */
    static final Duration LEASE = Duration.ofMinutes(15);

    /** A mail to send now; the attempt is counted already. */
    record Due(UUID id, String recipient, String subject, int attempts, Instant createdAt) {}

    /** How many mails wait, and how many were given up. */
    record Waiting(long count, long givenUp) {}

    private final JdbcClient jdbc;
    private final SecretStore secrets;
    private final MailTexts texts;
    private final MailSettings settings;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    MailQueue(
            JdbcClient jdbc,
            SecretStore secrets,
            MailTexts texts,
            MailSettings settings,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.texts = texts;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Queues a mail.
     *
     * @param values for the places in its text; {@code organisation} is always there
     * @throws IllegalArgumentException if mail cannot be sent to the address
     */
    public void add(MailKind kind, String recipient, Map<String, String> values) {
        if (!MailAddresses.good(recipient)) {
            throw new IllegalArgumentException("The recipient is no plain mail address");
        }
        Map<String, String> all = new HashMap<>(values);
        all.put("organisation", settings.organisation());
        MailTexts.Text text = texts.fill(kind, all);
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            insert into identity.mail
                                   (id, kind, recipient, subject, state, next_attempt_at,
                                    created_at)
                            values (:id, :kind, :recipient, :subject, 'PENDING', :now, :now)
                            """)
                    .param("id", id)
                    .param("kind", kind.name())
                    .param("recipient", recipient)
                    .param("subject", text.subject())
                    .param("now", Columns.timestamp(clock.instant()))
                    .update();
            secrets.put(new SecretRef(OWNER, id.toString()), text.body());
        });
    }

    /** Takes up to this many due mails, which nobody else gets meanwhile. */
    List<Due> take(int most) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        update identity.mail m
                           set attempts = m.attempts + 1, next_attempt_at = :lease
                          from (select id from identity.mail
                                 where state = 'PENDING' and next_attempt_at <= :now
                                 order by next_attempt_at
                                 limit :most for update skip locked) due
                         where m.id = due.id
                        returning m.id, m.recipient, m.subject, m.attempts, m.created_at
                        """)
                .param("now", Columns.timestamp(now))
                .param("lease", Columns.timestamp(now.plus(LEASE)))
                .param("most", most)
                .query((row, number) ->
                        new Due(
                                row.getObject("id", UUID.class),
                                row.getString("recipient"),
                                row.getString("subject"),
                                row.getInt("attempts"),
                                Columns.instant(row, "created_at")))
                .list();
    }

    /** The text of a mail that waits; empty if the secret store lost it. */
    Optional<String> body(UUID id) {
        return secrets.get(new SecretRef(OWNER, id.toString()));
    }

    /** The mail was not tried after all. */
    void putBack(UUID id) {
        jdbc.sql(
                        """
                        update identity.mail
                           set next_attempt_at = :now, attempts = attempts - 1
                         where id = :id and state = 'PENDING'
                        """)
                .param("id", id)
                .param("now", Columns.timestamp(clock.instant()))
                .update();
    }

    /** The mail is on its way; its text is forgotten. */
    void delivered(UUID id) {
        finish(id, "DELIVERED", "");
    }

    /** The mail will not be tried again; its text is forgotten. */
    void giveUp(UUID id, String reason) {
        finish(id, "DELIVERY_ERROR", reason);
    }

    /** The mail will be tried again after the pause. */
    void retry(UUID id, Duration pause, String reason) {
        jdbc.sql(
                        """
                        update identity.mail
                           set next_attempt_at = :next, last_error = :reason
                         where id = :id and state = 'PENDING'
                        """)
                .param("id", id)
                .param("next", Columns.timestamp(clock.instant().plus(pause)))
                .param("reason", reason)
                .update();
    }

    /** Forgets mails that were finished longer ago than the retention. */
    void purge() {
        jdbc.sql("delete from identity.mail where finished_at < :before")
                .param("before", Columns.timestamp(clock.instant().minus(settings.retention())))
                .update();
    }

    /** For the health page. */
    Waiting waiting() {
        return jdbc.sql(
                        """
                        select count(*) filter (where state = 'PENDING') as waiting,
                               count(*) filter (where state = 'DELIVERY_ERROR') as given_up
                          from identity.mail where state <> 'DELIVERED'
                        """)
                .query((row, number) ->
                        new Waiting(row.getLong("waiting"), row.getLong("given_up")))
                .single();
    }

    private void finish(UUID id, String state, String reason) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            update identity.mail
                               set state = :state, last_error = :reason, finished_at = :now
                             where id = :id
                            """)
                    .param("id", id)
                    .param("state", state)
                    .param("reason", reason)
                    .param("now", Columns.timestamp(clock.instant()))
                    .update();
            secrets.delete(new SecretRef(OWNER, id.toString()));
        });
    }
}
