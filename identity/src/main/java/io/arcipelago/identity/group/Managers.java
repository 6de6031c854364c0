package io.arcipelago.identity.group;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.web.ApiFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who decides about the members of which group, beside the administrators. */
@Component
public class Managers {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Managers(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Whether the account manages the group. */
    boolean manages(AccountId account, UUID group) {
        return jdbc.sql(
                        """
                        select exists (select from identity.group_manager
                                        where group_id = :group and account_id = :account)
                        """)
                .param("group", group)
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether the account manages any group. */
    boolean managesAny(AccountId account) {
        return jdbc.sql(
                        """
                        select exists (select from identity.group_manager
                                        where account_id = :account)
                        """)
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    /** The groups that the account does not manage, sorted by name. */
    public List<GroupRef> unmanagedBy(AccountId account) {
        return jdbc.sql(
                        """
                        select g.id, g.name from identity.user_group g
                         where not exists (select from identity.group_manager m
                                            where m.group_id = g.id and m.account_id = :account)
                         order by g.name
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new GroupRef(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    /** Makes the account a manager of the group; raises a bad request if it is one already. */
    public void appoint(AccountId account, GroupRef group, String actor) {
        transaction.executeWithoutResult(status -> {
            if (insert(account, group) == 0) {
                throw ApiFailure.badRequest(
                        "already-manager", "The user manages the group " + group.name());
            }
            audit.groupChanged(
                    "group.manager-added",
                    group.id().toString(),
                    actor,
                    Map.of("account", account.toString(), "name", group.name()));
        });
    }

    private int insert(AccountId account, GroupRef group) {
        try {
            return jdbc.sql(
                            """
                            insert into identity.group_manager (group_id, account_id, since)
                            values (:group, :account, :now) on conflict do nothing
                            """)
                    .param("group", group.id())
                    .param("account", account.value())
                    .param("now", Columns.timestamp(clock.instant()))
                    .update();
        } catch (DataIntegrityViolationException goneMeanwhile) {
            throw People.unknown(account.toString());
        }
    }

    /** Takes the right back; raises a bad request if the account does not manage the group. */
    public void dismiss(AccountId account, GroupRef group, String actor) {
        transaction.executeWithoutResult(status -> {
            int removed =
                    jdbc.sql(
                                    """
                                    delete from identity.group_manager
                                     where group_id = :group and account_id = :account
                                    """)
                            .param("group", group.id())
                            .param("account", account.value())
                            .update();
            if (removed == 0) {
                throw ApiFailure.badRequest(
                        "not-manager", "The user does not manage the group " + group.name());
            }
            audit.groupChanged(
                    "group.manager-removed",
                    group.id().toString(),
                    actor,
                    Map.of("account", account.toString(), "name", group.name()));
        });
    }
}
