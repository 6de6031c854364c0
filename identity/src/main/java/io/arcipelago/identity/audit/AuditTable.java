package io.arcipelago.identity.audit;

import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The log as a table, which administrators search. */
@Component
class AuditTable {

    /** Counting stops here; who needs more narrows the search. */
    static final int COUNTED = 10_000;

    private static final int REMOVED_AT_ONCE = 10_000;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Its own mapper: how the web layer writes JSON must not change what is stored. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A line and its place in the order. */
    record Stored(long position, AuditLine line) {}

    private record Names(String principal, String account, String group) {}

    private final JdbcClient jdbc;

    AuditTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the events, in one statement, with the names of whom they are about. */
    List<AuditLine> add(List<AuditEvent> events) {
        Map<UUID, Names> names = new HashMap<>();
        jdbc.sql(
                        """
                        insert into identity.audit_event
                               (event_id, occurred_at, type, category, outcome, principal, actor,
                                account_id, account_name, client_id, group_id, group_name,
                                remote_address, user_agent, request_id, trace_id, details)
                        select e.id, e.time, e.type, e.category, e.outcome,
                               coalesce(p.username, e.actor), e.actor,
                               e.account, coalesce(a.username, ''), e.client,
                               e."group",
                               case when e."group" is null then ''
                                    else coalesce(g.name, e.details ->> 'name', '') end,
                               e.address, e.agent, e.request, e.trace, e.details
                          from jsonb_to_recordset(cast(:events as jsonb)) as e (
                               id uuid, time timestamptz, type text, category text, outcome text,
                               actor text, person uuid, account uuid, client text, "group" uuid,
                               address text, agent text, request text, trace text, details jsonb)
                          left join identity.account p on p.id = e.person
                          left join identity.account a on a.id = e.account
                          left join identity.user_group g on g.id = e."group"
                        returning event_id, principal, account_name, group_name
                        """)
                .param(
                        "events",
                        JSON.writeValueAsString(events.stream().map(AuditTable::row).toList()))
                .query(row -> {
                    names.put(
                            Objects.requireNonNull(row.getObject("event_id", UUID.class)),
                            new Names(
                                    row.getString("principal"),
                                    row.getString("account_name"),
                                    row.getString("group_name")));
                });
        return events.stream()
                .map(event -> {
                    Names known = Objects.requireNonNull(names.get(event.id()));
                    return new AuditLine(event, known.principal(), known.account(), known.group());
                })
                .toList();
    }

    /** The events that are meant, the newest first. */
    List<Stored> find(AuditQuery query, int offset, int most) {
        return select(query, " offset :offset limit :most")
                .param("offset", offset)
                .param("most", most)
                .query(AuditTable::stored)
                .list();
    }

    /** Gives the events that are meant, the newest first, to the reader one by one. */
    void each(AuditQuery query, int most, Consumer<AuditLine> reader) {
        select(query, " limit :most")
                .param("most", most)
                .query(row -> {
                    reader.accept(stored(row, 0).line());
                });
    }

    /** How many events are meant, at most {@link #COUNTED}. */
    long count(AuditQuery query) {
        return jdbc.sql(
                        "select count(*) from (select 1 from identity.audit_event e where "
                                + query.condition()
                                + " limit :most) as counted")
                .params(query.parameters())
                .param("most", COUNTED)
                .query(Long.class)
                .single();
    }

    /** Removes what is from before this time. */
    void sweep(Instant before) {
        int removed;
        do {
            removed =
                    jdbc.sql(
                                    """
                                    delete from identity.audit_event
                                     where id in (select id from identity.audit_event
                                                   where occurred_at < :before
                                                   order by occurred_at, id limit :most)
                                    """)
                            .param("before", Columns.timestamp(before))
                            .param("most", REMOVED_AT_ONCE)
                            .update();
        } while (removed == REMOVED_AT_ONCE);
    }

    private JdbcClient.StatementSpec select(AuditQuery query, String part) {
        return jdbc.sql(
                        "select e.* from identity.audit_event e where "
                                + query.condition()
                                + " order by e.occurred_at desc, e.id desc"
                                + part)
                .params(query.parameters());
    }

    private static Map<String, @Nullable Object> row(AuditEvent event) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", event.id());
        row.put("time", event.time().toString());
        row.put("type", event.name().type());
        row.put("category", event.name().category().name());
        row.put("outcome", event.success() ? "success" : "failure");
        row.put("actor", event.actor());
        row.put("person", AuditEvent.uuid(event.actor()).orElse(null));
        row.put("account", event.account().orElse(null));
        row.put("client", event.client().orElse(null));
        row.put("group", event.group().orElse(null));
        row.put("address", event.origin().address());
        row.put("agent", event.origin().userAgent());
        row.put("request", event.origin().requestId());
        row.put("trace", event.origin().traceId());
        row.put("details", event.details());
        return row;
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        AuditEvent event =
                new AuditEvent(
                        Objects.requireNonNull(row.getObject("event_id", UUID.class)),
                        Columns.instant(row, "occurred_at"),
                        new EventName(
                                row.getString("type"),
                                AuditCategory.valueOf(row.getString("category"))),
                        row.getString("outcome").equals("success"),
                        row.getString("actor"),
                        Optional.ofNullable(row.getObject("account_id", UUID.class)),
                        Optional.ofNullable(row.getString("client_id")),
                        Optional.ofNullable(row.getObject("group_id", UUID.class)),
                        JSON.readValue(row.getString("details"), OBJECT),
                        new Origin(
                                row.getString("remote_address"),
                                row.getString("user_agent"),
                                row.getString("request_id"),
                                row.getString("trace_id")));
        return new Stored(
                row.getLong("id"),
                new AuditLine(
                        event,
                        row.getString("principal"),
                        row.getString("account_name"),
                        row.getString("group_name")));
    }
}
