package io.arcipelago.identity.account;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The groups, named by their full path, and who is in them. */
@Component
public class Groups {

    static final Map<String, String> SORT_COLUMNS = Map.of("name", "g.name");

    private final JdbcClient jdbc;

    Groups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Creates the group unless one of that name exists. */
    public void ensure(String name, String description, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.user_group (id, name, description, created_at)
                        values (:id, :name, :description, :now)
                        on conflict (name) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("description", description)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** Makes the account a member of the group and of every group above it that exists. */
    public void join(AccountId account, String group, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.membership (account_id, group_id, joined_at)
                        select :account, g.id, :now from identity.user_group g
                         where g.name = :group or starts_with(:group, g.name || '/')
                        on conflict do nothing
                        """)
                .param("account", account.value())
                .param("group", group)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** A page of the groups whose name or description contains the text, whatever its case. */
    public Page<Group> search(String text, PageRequest page) {
        String matching =
                """
                 where position(lower(:text) in lower(g.name)) > 0
                    or position(lower(:text) in lower(g.description)) > 0
                """;
        List<Group> found =
                jdbc.sql(
                                """
                                select g.id, g.name, g.description,
                                       (select count(*) from identity.membership m
                                         where m.group_id = g.id) as members
                                  from identity.user_group g
                                """
                                        + matching
                                        + " order by "
                                        + page.orderBy(SORT_COLUMNS, "g.name")
                                        + " limit :size offset :offset")
                        .param("text", text)
                        .param("size", page.size())
                        .param("offset", page.offset())
                        .query((row, number) ->
                                new Group(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getString("description"),
                                        row.getLong("members")))
                        .list();
        long total =
                jdbc.sql("select count(*) from identity.user_group g" + matching)
                        .param("text", text)
                        .query(Long.class)
                        .single();
        return Page.of(found, total, page);
    }
}
