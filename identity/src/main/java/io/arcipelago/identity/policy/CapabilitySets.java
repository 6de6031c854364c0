package io.arcipelago.identity.policy;

import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.database.VersionedCopy;
import io.arcipelago.identity.people.GroupRef;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The capability scopes that administrators attached to groups (WLCG Common JWT Profile 1.3). */
@Component
class CapabilitySets {

    private record Row(String group, String scope) {}

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final VersionedCopy<Map<String, SortedSet<String>>> sets;

    CapabilitySets(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.sets = new VersionedCopy<>(jdbc, clock, "capability", this::all);
    }

    /** The set of the group of this full name, from memory mostly; empty if it has none. */
    Collection<String> of(String group) {
        return sets.get().getOrDefault(group, new TreeSet<>());
    }

    /** All sets by the full names of their groups. */
    Map<String, SortedSet<String>> all() {
        Map<String, SortedSet<String>> all = new TreeMap<>();
        jdbc.sql(
                        """
                        select g.name, c.scope
                          from identity.group_capability c
                          join identity.user_group g on g.id = c.group_id
                        """)
                .query((row, number) -> new Row(row.getString("name"), row.getString("scope")))
                .list()
                .forEach(row ->
                        all.computeIfAbsent(row.group(), name -> new TreeSet<>()).add(row.scope()));
        return all;
    }

    /** The set as it is stored. */
    List<String> read(UUID group) {
        return jdbc.sql(
                        """
                        select scope from identity.group_capability
                         where group_id = :group order by scope
                        """)
                .param("group", group)
                .query((row, number) -> row.getString("scope"))
                .list();
    }

    /** Replaces the set; an empty one removes it. */
    void replace(GroupRef group, SortedSet<String> scopes, String actor) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from identity.group_capability where group_id = :group")
                    .param("group", group.id())
                    .update();
            jdbc.sql(
                            """
                            insert into identity.group_capability (group_id, scope)
                            select :group, scope from unnest(:scopes::text[]) as scope
                            """)
                    .param("group", group.id())
                    .param("scopes", Columns.texts(scopes))
                    .update();
            audit.groupChanged(
                    "group.capabilities.changed",
                    group.id().toString(),
                    actor,
                    Map.of("name", group.name(), "scopes", String.join(" ", scopes)));
        });
        sets.forget();
    }
}
