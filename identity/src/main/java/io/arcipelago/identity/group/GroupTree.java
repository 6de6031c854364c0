package io.arcipelago.identity.group;

import io.arcipelago.identity.Ids;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.Label;
import io.arcipelago.platform.web.ApiFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The groups. Their names are paths, and so the tree is in the names. */
@Component
public class GroupTree {

    private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");
    private static final int MAX_NAME = 512;
    private static final int MAX_DESCRIPTION = 512;
    private static final TypeReference<List<Label>> LABELS = new TypeReference<>() {};

    /** Its own mapper: how the web layer writes JSON must not change what is read here. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT =
            """
            select g.id, g.name, g.description, g.created_at,
                   coalesce(g.updated_at, g.created_at) as updated_at,
                   p.id as parent_id, p.name as parent_name,
                   (select coalesce(jsonb_agg(jsonb_build_object('prefix', l.prefix,
                                                  'name', l.name, 'value', l.value)
                                              order by l.prefix, l.name), '[]')
                      from identity.group_label l where l.group_id = g.id) as labels
              from identity.user_group g
              left join identity.user_group p
                     on p.name = substring(g.name from '^(.*)/[^/]*$')
            """;

    private static final String MATCHING =
            """
             where (cast(:parent as uuid) is null or p.id = :parent)
               and (position(lower(:text) in lower(g.name)) > 0
                    or position(lower(:text) in lower(g.description)) > 0)
            """;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    GroupTree(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    public Optional<GroupEntry> find(UUID id) {
        return jdbc.sql(SELECT + " where g.id = :id")
                .param("id", id)
                .query(GroupTree::entry)
                .optional();
    }

    /** The group of this full name. */
    public Optional<GroupEntry> named(String name) {
        return jdbc.sql(SELECT + " where g.name = :name")
                .param("name", name)
                .query(GroupTree::entry)
                .optional();
    }

    /** Reads an id of a path and the group behind it; raises not found if there is none. */
    public GroupEntry get(String id) {
        return Ids.parse(id).flatMap(this::find).orElseThrow(() -> unknown(id));
    }

    /**
     * A part of the groups that have the text in name or description, sorted by name.
     *
     * @param text empty for all
     * @param parent only those right below this group
     */
    public Found<GroupEntry> list(String text, Optional<UUID> parent, Slice slice) {
        UUID below = parent.orElse(null);
        long total =
                jdbc.sql(
                                """
                                select count(*) from identity.user_group g
                                  left join identity.user_group p
                                         on p.name = substring(g.name from '^(.*)/[^/]*$')
                                """
                                        + MATCHING)
                        .param("text", text)
                        .param("parent", below, Types.OTHER)
                        .query(Long.class)
                        .single();
        List<GroupEntry> items =
                jdbc.sql(SELECT + MATCHING + " order by g.name limit :count offset :offset")
                        .param("text", text)
                        .param("parent", below, Types.OTHER)
                        .param("count", slice.count())
                        .param("offset", slice.offset())
                        .query(GroupTree::entry)
                        .list();
        return new Found<>(total, items);
    }

    /**
     * Creates a group.
     *
     * @param segment the last part of its name
     * @param parent the group above it
     * @throws ApiFailure bad request for a bad name or an unknown parent, conflict if it exists
     */
    public GroupEntry create(
            String segment, String description, Optional<UUID> parent, String actor) {
        check(description);
        if (!SEGMENT.matcher(segment).matches()) {
            throw ApiFailure.badRequest(
                    "invalid-name",
                    "Invalid group name: a letter, then letters, digits and _ . - without slash");
        }
        try {
            GroupEntry created =
                    transaction.execute(status -> createBelow(parent, segment, description, actor));
            if (created == null) {
                throw new IllegalStateException("The transaction left no group");
            }
            return created;
        } catch (DuplicateKeyException taken) {
            throw ApiFailure.conflict("taken", "A group of the name " + segment + " exists there");
        }
    }

    private GroupEntry createBelow(
            Optional<UUID> parent, String segment, String description, String actor) {
        String name = parent.map(id -> lockName(id, "share") + "/").orElse("") + segment;
        if (name.length() > MAX_NAME) {
            throw ApiFailure.badRequest(
                    "invalid-name", "The full group name is longer than " + MAX_NAME);
        }
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into identity.user_group (id, name, description, created_at)
                        values (:id, :name, :description, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("description", description)
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        audit.groupChanged("group.created", id.toString(), actor, Map.of("name", name));
        return find(id).orElseThrow();
    }

    /** Changes the description. */
    public GroupEntry describe(GroupEntry group, String description, String actor) {
        check(description);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            update identity.user_group
                               set description = :description, updated_at = :now where id = :id
                            """)
                    .param("description", description)
                    .param("now", Columns.timestamp(clock.instant()))
                    .param("id", group.id())
                    .update();
            audit.groupChanged(
                    "group.changed", group.id().toString(), actor, Map.of("name", group.name()));
        });
        return find(group.id()).orElseThrow(() -> unknown(group.id().toString()));
    }

    /** Removes an empty group; raises a bad request if it has members or groups below it. */
    public void remove(GroupEntry group, String actor) {
        transaction.executeWithoutResult(status -> {
            // The lock keeps members and groups below from coming in meanwhile.
            String name = lockName(group.id(), "update");
            boolean used =
                    jdbc.sql(
                                    """
                                    select exists (select from identity.membership
                                                    where group_id = :id)
                                        or exists (select from identity.user_group
                                                    where name like :below escape '!')
                                    """)
                            .param("id", group.id())
                            .param("below", name.replace("_", "!_") + "/%")
                            .query(Boolean.class)
                            .single();
            if (used) {
                throw ApiFailure.badRequest("not-empty", "Group is not empty");
            }
            jdbc.sql("delete from identity.user_group where id = :id")
                    .param("id", group.id())
                    .update();
            audit.groupChanged("group.removed", group.id().toString(), actor, Map.of("name", name));
        });
    }

    private String lockName(UUID id, String strength) {
        return jdbc.sql("select name from identity.user_group where id = :id for " + strength)
                .param("id", id)
                .query((row, number) -> row.getString("name"))
                .optional()
                .orElseThrow(
                        () -> ApiFailure.badRequest("no-group", "There is no group '" + id + "'"));
    }

    private static void check(String description) {
        if (description.length() > MAX_DESCRIPTION) {
            throw ApiFailure.badRequest(
                    "invalid-description",
                    "The description is longer than " + MAX_DESCRIPTION + " characters");
        }
    }

    private static ApiFailure unknown(String id) {
        return ApiFailure.notFound("no-group", "There is no group '" + id + "'");
    }

    private static GroupEntry entry(ResultSet row, int number) throws SQLException {
        UUID parent = row.getObject("parent_id", UUID.class);
        return new GroupEntry(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                parent == null
                        ? Optional.empty()
                        : Optional.of(new GroupRef(parent, row.getString("parent_name"))),
                JSON.readValue(row.getString("labels"), LABELS));
    }
}
