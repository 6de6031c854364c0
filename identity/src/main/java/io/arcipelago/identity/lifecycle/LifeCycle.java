package io.arcipelago.identity.lifecycle;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Suspends accounts after the end of the membership, restores those whose end was put off or taken
 * away, and removes those that stay suspended. End times are compared by day, in UTC. It restores
 * and removes only what it suspended itself: whom an administrator suspended is left alone, and so
 * is who has the label {@code lifecycle.ignore}.
 */
@Component
public class LifeCycle {

    /** How many people one round takes on for each step. */
    private static final int SHARE = 100;

    private record Affected(UUID id, String username, String email, @Nullable Instant endTime) {}

    private final JdbcClient jdbc;
    private final LifeCycleSettings settings;
    private final MailQueue mails;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    LifeCycle(
            JdbcClient jdbc,
            LifeCycleSettings settings,
            MailQueue mails,
            AuditTrail audit,
            Issuer issuer,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.mails = mails;
        this.audit = audit;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One round: each step happens all or not at all. */
    public void round() {
        Instant now = clock.instant();
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        transaction.executeWithoutResult(status -> restore(now, today));
        transaction.executeWithoutResult(status -> suspend(now, today));
        if (settings.remove()) {
            transaction.executeWithoutResult(status -> remove(today));
        }
        transaction.executeWithoutResult(status -> label(today));
    }

    /**
     * Says in the label {@code lifecycle.status} where an account stands, as INDIGO IAM does. The
     * label follows from the end time; it decides nothing.
     */
    private void label(Instant today) {
        jdbc.sql(
                        """
                        insert into identity.account_label (account_id, prefix, name, value)
                        select a.id, '', 'lifecycle.status',
                               case when a.active then 'PENDING_SUSPENSION'
                                    when :remove then 'PENDING_REMOVAL' else 'SUSPENDED' end
                          from identity.account a
                          left join identity.account_standing s on s.account_id = a.id
                         where a.end_time < :today
                           and (a.active or s.expired_at is not null)
                           and not exists (
                               select from identity.account_label i
                                where i.account_id = a.id and i.name = 'lifecycle.ignore')
                        on conflict (account_id, prefix, name) do update
                           set value = excluded.value
                         where identity.account_label.value <> excluded.value
                        """)
                .param("remove", settings.remove())
                .param("today", Columns.timestamp(today))
                .update();
        jdbc.sql(
                        """
                        delete from identity.account_label l
                         using identity.account a
                          left join identity.account_standing s on s.account_id = a.id
                         where l.account_id = a.id and l.prefix = ''
                           and l.name = 'lifecycle.status'
                           and (a.end_time is null or a.end_time >= :today
                                or (not a.active and s.expired_at is null)
                                or exists (
                                    select from identity.account_label i
                                     where i.account_id = a.id and i.name = 'lifecycle.ignore'))
                        """)
                .param("today", Columns.timestamp(today))
                .update();
    }

    private void suspend(Instant now, Instant today) {
        List<Affected> suspended =
                jdbc.sql(
                                """
                                with due as (
                                    select id from identity.account a
                                     where active and end_time < :before
                                       and not exists (
                                           select from identity.account_label i
                                            where i.account_id = a.id
                                              and i.name = 'lifecycle.ignore')
                                     order by end_time limit :share for update skip locked),
                                suspended as (
                                    update identity.account a
                                       set active = false, updated_at = :now
                                      from due where a.id = due.id
                                    returning a.id, a.username, a.email, a.end_time),
                                noted as (
                                    insert into identity.account_standing (account_id, expired_at)
                                    select id, :now from suspended
                                    on conflict (account_id) do update
                                       set expired_at = excluded.expired_at),
                                revoked as (
                                    update identity.token_grant g
                                       set revoked_at = :now, revoked_for = 'membership ended'
                                      from suspended s
                                     where g.account_id = s.id and g.revoked_at is null)
                                select * from suspended
                                """)
                        .param("before", Columns.timestamp(today.minus(settings.suspensionGrace())))
                        .param("now", Columns.timestamp(now))
                        .param("share", SHARE)
                        .query(LifeCycle::affected)
                        .list();
        for (Affected person : suspended) {
            audit.lifeCycle("suspended", person.id().toString());
            mails.add(
                    MailKind.ACCOUNT_SUSPENDED,
                    person.email(),
                    Map.of("username", person.username(), "end", day(person.endTime())));
        }
    }

    private void restore(Instant now, Instant today) {
        List<Affected> restored =
                jdbc.sql(
                                """
                                with due as (
                                    select s.account_id as id
                                      from identity.account_standing s
                                      join identity.account a on a.id = s.account_id
                                     where s.expired_at is not null
                                       and (a.end_time is null or a.end_time >= :before)
                                     limit :share for update of s skip locked),
                                noted as (
                                    update identity.account_standing s set expired_at = null
                                      from due where s.account_id = due.id)
                                update identity.account a set active = true, updated_at = :now
                                  from due where a.id = due.id
                                returning a.id, a.username, a.email, a.end_time
                                """)
                        .param("before", Columns.timestamp(today.minus(settings.suspensionGrace())))
                        .param("now", Columns.timestamp(now))
                        .param("share", SHARE)
                        .query(LifeCycle::affected)
                        .list();
        for (Affected person : restored) {
            audit.lifeCycle("restored", person.id().toString());
            mails.add(
                    MailKind.ACCOUNT_RESTORED,
                    person.email(),
                    Map.of("username", person.username(), "link", issuer.url("/login")));
        }
    }

    private void remove(Instant today) {
        List<Affected> removed =
                jdbc.sql(
                                """
                                delete from identity.account a
                                 using (select s.account_id
                                          from identity.account_standing s
                                          join identity.account e on e.id = s.account_id
                                         where s.expired_at is not null and not e.active
                                           and e.end_time < :before
                                           and not exists (
                                               select from identity.account_label i
                                                where i.account_id = e.id
                                                  and i.name = 'lifecycle.ignore')
                                         order by e.end_time limit :share
                                           for update of e skip locked) due
                                 where a.id = due.account_id
                                returning a.id, a.username, a.email, a.end_time
                                """)
                        .param("before", Columns.timestamp(today.minus(settings.removalGrace())))
                        .param("share", SHARE)
                        .query(LifeCycle::affected)
                        .list();
        removed.forEach(person -> audit.lifeCycle("removed", person.id().toString()));
    }

    private static String day(@Nullable Instant time) {
        return time == null ? "" : time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static Affected affected(ResultSet row, int number) throws SQLException {
        return new Affected(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getString("email"),
                Columns.instantOrNull(row, "end_time"));
    }
}
