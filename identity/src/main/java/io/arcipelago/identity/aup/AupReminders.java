package io.arcipelago.identity.aup;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.mail.MailAddresses;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds people that their signature of the policy ends, on the days that the policy names, and
 * tells them when it has ended. A row remembers each mail of each signature; the row and the queued
 * mail are there together or not at all, so that none is lost or sent twice.
 */
@Component
public class AupReminders {

    /** How many people one step takes on. */
    private static final int SHARE = 100;

    /** Who did not sign for longer than this is not told again when the job starts to run. */
    private static final Duration TELLS_OF_THE_LAST = Duration.ofDays(30);

    /** Signatures that count for the policy of now, of people who need one. */
    private static final String SIGNATURES =
            """
            from identity.aup p
            join identity.aup_signature s on s.aup_id = p.id and s.signed_at >= p.updated_at
            join identity.account a on a.id = s.account_id
            """;

    private static final String MAILED =
            """
            , noted as (
                insert into identity.aup_reminder (account_id, signed_at, days, sent_at)
                select account_id, signed_at, days, :now from due
                on conflict do nothing
                returning account_id, signed_at)
            select a.id, a.username, a.email,
                   n.signed_at + make_interval(hours => 24 * p.validity_days) as ends_at
              from noted n
              join identity.account a on a.id = n.account_id
             cross join identity.aup p
            """;

    private record Signer(UUID id, String username, String email, Instant endsAt) {}

    private final JdbcClient jdbc;
    private final MailQueue mails;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    AupReminders(
            JdbcClient jdbc,
            MailQueue mails,
            AuditTrail audit,
            Issuer issuer,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.audit = audit;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Queues every mail that is due. */
    public void round() {
        Instant now = clock.instant();
        forget();
        while (remind(now) == SHARE) {
            // The next share.
        }
        while (tellEnded(now) == SHARE) {
            // The next share.
        }
    }

    /** Of several days that have come, only the last one's mail goes out: the others say less. */
    private int remind(Instant now) {
        return together(
                MailKind.AUP_REMINDER,
                "reminder.sent",
                jdbc.sql(
                                """
                                with due as (
                                    select s.account_id, s.signed_at, min(r.days) as days
                                """
                                        + SIGNATURES
                                        + """
                                             cross join lateral unnest(
                                                   cast(string_to_array(p.reminders, ',') as integer[]))
                                                   as r (days)
                                             where p.validity_days > 0 and a.active
                                               and not a.service_account
                                               and s.signed_at
                                                   + make_interval(hours => 24 * p.validity_days) > :now
                                               and s.signed_at + make_interval(
                                                       hours => 24 * (p.validity_days - r.days)) <= :now
                                               and not exists (
                                                   select from identity.aup_reminder x
                                                    where x.account_id = s.account_id
                                                      and x.signed_at = s.signed_at
                                                      and x.days <= r.days)
                                             group by s.account_id, s.signed_at
                                             order by s.signed_at limit :share)
                                        """
                                        + MAILED)
                        .param("now", Columns.timestamp(now))
                        .param("share", SHARE));
    }

    private int tellEnded(Instant now) {
        return together(
                MailKind.AUP_EXPIRATION,
                "expiration.told",
                jdbc.sql(
                                """
                                with due as (
                                    select s.account_id, s.signed_at, 0 as days
                                """
                                        + SIGNATURES
                                        + """
                                             where p.validity_days > 0 and a.active
                                               and not a.service_account
                                               and s.signed_at
                                                   + make_interval(hours => 24 * p.validity_days) <= :now
                                               and s.signed_at
                                                   + make_interval(hours => 24 * p.validity_days) > :last
                                               and not exists (
                                                   select from identity.aup_reminder x
                                                    where x.account_id = s.account_id
                                                      and x.signed_at = s.signed_at and x.days = 0)
                                             order by s.signed_at limit :share)
                                        """
                                        + MAILED)
                        .param("now", Columns.timestamp(now))
                        .param("last", Columns.timestamp(now.minus(TELLS_OF_THE_LAST)))
                        .param("share", SHARE));
    }

    private int together(MailKind kind, String event, JdbcClient.StatementSpec noting) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    List<Signer> signers = noting.query(AupReminders::signer).list();
                    for (Signer signer : signers) {
                        if (MailAddresses.good(signer.email())) {
                            mails.add(
                                    kind,
                                    signer.email(),
                                    Map.of(
                                            "username", signer.username(),
                                            "end", day(signer.endsAt()),
                                            "link", issuer.url("/aup")));
                        }
                        audit.aup(event, "schedule", Map.of("signer", signer.id().toString()));
                    }
                    return signers.size();
                }));
    }

    /** Rows of signatures that were replaced or taken back. */
    private void forget() {
        jdbc.sql(
                        """
                        delete from identity.aup_reminder r
                         where not exists (select from identity.aup_signature s
                                            where s.account_id = r.account_id
                                              and s.signed_at = r.signed_at)
                        """)
                .update();
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static Signer signer(ResultSet row, int number) throws SQLException {
        return new Signer(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("email"),
                Columns.instant(row, "ends_at"));
    }
}
