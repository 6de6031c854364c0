package io.arcipelago.identity.policy;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.database.VersionedCopy;
import io.arcipelago.identity.people.GroupRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of scope policies. */
@Component
class ScopePolicyStore {

    private static final String SELECT =
            """
            select p.*, a.name as account_name, g.name as group_name
              from identity.scope_policy p
              left join identity.account a on a.id = p.account_id
              left join identity.user_group g on g.id = p.group_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VersionedCopy<PolicyBook> book;

    ScopePolicyStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.book = new VersionedCopy<>(jdbc, clock, "scope", () -> new PolicyBook(all()));
    }

    /** All policies, from memory mostly. */
    PolicyBook book() {
        return book.get();
    }

    /** Makes the next {@link #book()} look again; to be called after a change is committed. */
    void forget() {
        book.forget();
    }

    List<ScopePolicy> all() {
        return jdbc.sql(SELECT + " order by p.id").query(ScopePolicyStore::policy).list();
    }

    Optional<ScopePolicy> find(long id) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id)
                .query(ScopePolicyStore::policy)
                .optional();
    }

    /** Makes those who change policies take turns, until the transaction ends. */
    void lock() {
        jdbc.sql("select version from identity.policy_version where what = 'scope' for update")
                .query((row, number) -> row.getLong("version"))
                .single();
    }

    /** Whether another policy says the same to the same. */
    boolean exists(ScopePolicy policy) {
        return bind(
                        jdbc.sql(
                                """
                                select exists (
                                    select from identity.scope_policy
                                     where id <> :id and rule = :rule and matching = :matching
                                       and account_id is not distinct from :account
                                       and group_id is not distinct from :group
                                       and scopes = :scopes::text[])
                                """),
                        policy)
                .param("id", policy.id())
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** Stores a policy and returns its id. */
    long create(ScopePolicy policy) {
        return bind(
                        jdbc.sql(
                                """
                                insert into identity.scope_policy
                                       (description, rule, matching, account_id, group_id, scopes,
                                        created_at, updated_at)
                                values (:description, :rule, :matching, :account, :group, :scopes,
                                        :now, :now)
                                returning id
                                """),
                        policy)
                .param("description", policy.description())
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) -> row.getLong("id"))
                .single();
    }

    /** Whether the policy of this id was there to be changed. */
    boolean update(ScopePolicy policy) {
        return bind(
                                jdbc.sql(
                                        """
                                        update identity.scope_policy
                                           set description = :description, rule = :rule,
                                               matching = :matching, account_id = :account,
                                               group_id = :group, scopes = :scopes,
                                               updated_at = :now
                                         where id = :id
                                        """),
                                policy)
                        .param("id", policy.id())
                        .param("description", policy.description())
                        .param("now", Columns.timestamp(clock.instant()))
                        .update()
                == 1;
    }

    boolean delete(long id) {
        return jdbc.sql("delete from identity.scope_policy where id = :id").param("id", id).update()
                == 1;
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, ScopePolicy policy) {
        return statement
                .param("rule", policy.rule().name())
                .param("matching", policy.matching().name())
                .param(
                        "account",
                        policy.account().map(ScopePolicy.Account::id).orElse(null),
                        Types.OTHER)
                .param("group", policy.group().map(GroupRef::id).orElse(null), Types.OTHER)
                .param("scopes", Columns.texts(policy.scopes()));
    }

    private static ScopePolicy policy(ResultSet row, int number) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        UUID group = row.getObject("group_id", UUID.class);
        return new ScopePolicy(
                row.getLong("id"),
                row.getString("description"),
                Rule.valueOf(row.getString("rule")),
                Matching.valueOf(row.getString("matching")),
                account == null
                        ? Optional.empty()
                        : Optional.of(
                                new ScopePolicy.Account(account, row.getString("account_name"))),
                group == null
                        ? Optional.empty()
                        : Optional.of(new GroupRef(group, row.getString("group_name"))),
                new TreeSet<>(Columns.texts(row, "scopes")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
