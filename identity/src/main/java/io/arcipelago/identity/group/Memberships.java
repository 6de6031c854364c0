package io.arcipelago.identity.group;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is in which group. Who comes into a group comes into all above it; who leaves one leaves all
 * below it.
 */
@Component
public class Memberships {

    /** How many people one request may move; each of them is named in the event. */
    public static final int MAX_AT_ONCE = 500;

    /** A group of a person, and since when. */
    public record Joined(GroupRef group, Instant since) {}

    /** A member as a group's list shows one. */
    public record MemberName(AccountId id, String name) {}

    private final JdbcClient jdbc;
    private final GroupRights rights;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Memberships(
            JdbcClient jdbc,
            GroupRights rights,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The groups of a person, sorted by name. */
    public List<Joined> of(AccountId account) {
        return jdbc.sql(
                        """
                        select g.id, g.name, m.joined_at
                          from identity.membership m
                          join identity.user_group g on g.id = m.group_id
                         where m.account_id = :account order by g.name
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new Joined(
                                new GroupRef(
                                        row.getObject("id", UUID.class), row.getString("name")),
                                Columns.instant(row, "joined_at")))
                .list();
    }

    /** Whether the account is in the group. */
    public boolean isMember(AccountId account, UUID group) {
        return jdbc.sql(
                        """
                        select exists (select from identity.membership
                                        where account_id = :account and group_id = :group)
                        """)
                .param("account", account.value())
                .param("group", group)
                .query(Boolean.class)
                .single();
    }

    /** The members of each of the groups, sorted by name. */
    public Map<UUID, List<MemberName>> members(Collection<UUID> groups) {
        return jdbc
                .sql(
                        """
                        select m.group_id, a.id, a.name
                          from identity.membership m
                          join identity.account a on a.id = m.account_id
                         where m.group_id = any (cast(:groups as uuid[]))
                         order by lower(a.name), a.username
                        """)
                .param("groups", ids(groups))
                .query((row, number) ->
                        Map.entry(
                                row.getObject("group_id", UUID.class),
                                new MemberName(
                                        new AccountId(row.getObject("id", UUID.class)),
                                        row.getString("name"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * Takes people into the group and all above it. Who is in already stays.
     *
     * @throws ApiFailure forbidden if the actor may not, bad request for an unknown account
     */
    public void join(Collection<AccountId> accounts, GroupRef group, Actor actor) {
        if (!accounts.isEmpty()) {
            transaction.executeWithoutResult(status -> joinInTransaction(accounts, group, actor));
        }
    }

    private void joinInTransaction(Collection<AccountId> accounts, GroupRef group, Actor actor) {
        String[] ids = ids(accounts.stream().map(AccountId::value).toList());
        requireAccounts(ids);
        if (actor instanceof Actor.Manager manager) {
            requireReach(manager, ids, group);
        }
        List<String> joined =
                jdbc.sql(
                                """
                                insert into identity.membership (account_id, group_id, joined_at)
                                select a.id, g.id, :now
                                  from identity.account a cross join identity.user_group g
                                 where a.id = any (cast(:accounts as uuid[]))
                                   and (g.name = :group or starts_with(:group, g.name || '/'))
                                on conflict do nothing
                                returning account_id
                                """)
                        .param("accounts", ids)
                        .param("group", group.name())
                        .param("now", Columns.timestamp(clock.instant()))
                        .query((row, number) -> row.getString("account_id"))
                        .list();
        publish("group.members-added", joined, group, actor);
    }

    /**
     * Takes people out of the group and all below it. Who is not in stays out.
     *
     * @throws ApiFailure forbidden if the actor may not
     */
    public void leave(Collection<AccountId> accounts, GroupRef group, Actor actor) {
        if (accounts.isEmpty()) {
            return;
        }
        if (actor instanceof Actor.Manager) {
            requireNoAdministrators(group);
        }
        transaction.executeWithoutResult(status -> {
            List<String> left =
                    jdbc.sql(
                                    """
                                    delete from identity.membership m
                                     using identity.user_group g
                                     where g.id = m.group_id
                                       and m.account_id = any (cast(:accounts as uuid[]))
                                       and (g.name = :group
                                            or starts_with(g.name, :group || '/'))
                                    returning m.account_id
                                    """)
                            .param(
                                    "accounts",
                                    ids(accounts.stream().map(AccountId::value).toList()))
                            .param("group", group.name())
                            .query((row, number) -> row.getString("account_id"))
                            .list();
            publish("group.members-removed", left, group, actor);
        });
    }

    /** Does several changes or, if one fails, none. */
    public <T> T together(Supplier<T> changes) {
        return Objects.requireNonNull(transaction.execute(status -> changes.get()));
    }

    /** Makes the group's members exactly these. */
    public void replace(Set<AccountId> accounts, GroupRef group, Actor actor) {
        transaction.executeWithoutResult(status -> {
            Set<AccountId> now =
                    members(List.of(group.id())).getOrDefault(group.id(), List.of()).stream()
                            .map(MemberName::id)
                            .collect(Collectors.toSet());
            leave(now.stream().filter(id -> !accounts.contains(id)).toList(), group, actor);
            join(accounts.stream().filter(id -> !now.contains(id)).toList(), group, actor);
        });
    }

    private void requireAccounts(String[] ids) {
        List<String> missing =
                jdbc.sql(
                                """
                                select wanted.id
                                  from unnest(cast(:accounts as uuid[])) as wanted (id)
                                 where not exists (select from identity.account a
                                                    where a.id = wanted.id)
                                """)
                        .param("accounts", ids)
                        .query((row, number) -> row.getString("id"))
                        .list();
        if (!missing.isEmpty()) {
            throw ApiFailure.badRequest(
                    "no-account", "There is no account '" + missing.getFirst() + "'");
        }
    }

    /** A manager must not let people into a group above that somebody else decides about. */
    private void requireReach(Actor.Manager manager, String[] ids, GroupRef group) {
        requireNoAdministrators(group);
        List<String> outside =
                jdbc.sql(
                                """
                                select g.name from identity.user_group g
                                 where starts_with(:group, g.name || '/')
                                   and not exists (select from identity.group_manager m
                                                    where m.group_id = g.id
                                                      and m.account_id = :manager)
                                   and exists (
                                       select from unnest(cast(:accounts as uuid[])) as w (id)
                                        where not exists (select from identity.membership m
                                                           where m.group_id = g.id
                                                             and m.account_id = w.id))
                                 order by g.name
                                """)
                        .param("group", group.name())
                        .param("manager", manager.account().value())
                        .param("accounts", ids)
                        .query((row, number) -> row.getString("name"))
                        .list();
        if (!outside.isEmpty()) {
            throw ApiFailure.forbidden(
                    "not-manager",
                    "The person is not in "
                            + outside.getFirst()
                            + ", which you do not manage; ask its managers first");
        }
    }

    private void requireNoAdministrators(GroupRef group) {
        if (rights.makesAdministrators(group.name())) {
            throw ApiFailure.forbidden(
                    "administrators-only",
                    "Only administrators change the members of " + group.name());
        }
    }

    private void publish(String what, List<String> accounts, GroupRef group, Actor actor) {
        if (accounts.isEmpty()) {
            return;
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", group.name());
        details.put("accounts", String.join(" ", new TreeSet<>(accounts)));
        audit.groupChanged(what, group.id().toString(), actor.subject(), details);
    }

    private static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
