package io.arcipelago.identity.joining;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.Memberships;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.request.PendingRows;
import io.arcipelago.identity.request.RequestHeader;
import io.arcipelago.identity.request.RequestState;
import io.arcipelago.platform.web.ApiFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The requests: PENDING until somebody approves or rejects them. */
@Component
class JoinRequests {

    private static final String SELECT =
            """
            select r.*, a.username, a.name as full_name, g.name as group_name
            """;

    private static final String FROM =
            """
              from identity.group_request r
              join identity.account a on a.id = r.account_id
              join identity.user_group g on g.id = r.group_id
            """;

    /** Without a viewer all; with one their own and those for the groups they manage. */
    private static final String WANTED =
            """
             where (cast(:viewer as uuid) is null
                    or r.account_id = :viewer
                    or exists (select from identity.group_manager m
                                where m.group_id = r.group_id and m.account_id = :viewer))
               and (cast(:username as text) is null or a.username = lower(:username))
               and (cast(:group as text) is null or g.name = :group)
               and (cast(:status as text) is null or r.status = :status)
            """;

    /** What a list is narrowed to; empty values narrow nothing. */
    record Filter(
            Optional<String> username, Optional<String> group, Optional<RequestState> status) {}

    private final JdbcClient jdbc;
    private final PendingRows rows;
    private final Memberships memberships;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    JoinRequests(
            JdbcClient jdbc,
            Memberships memberships,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = new PendingRows(jdbc, "identity.group_request");
        this.memberships = memberships;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Creates a request.
     *
     * @throws ApiFailure bad request if the person is a member or has asked already
     */
    JoinRequest create(AccountId account, GroupRef group, String notes) {
        if (memberships.isMember(account, group.id())) {
            throw ApiFailure.badRequest(
                    "already-member", "You are already a member of the group " + group.name());
        }
        UUID id = UUID.randomUUID();
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(
                                """
                                insert into identity.group_request
                                       (id, account_id, group_id, status, notes, created_at,
                                        updated_at)
                                values (:id, :account, :group, 'PENDING', :notes, :now, :now)
                                """)
                        .param("id", id)
                        .param("account", account.value())
                        .param("group", group.id())
                        .param("notes", notes)
                        .param("now", Columns.timestamp(clock.instant()))
                        .update();
                publish("created", id, account, group, account.toString());
            });
        } catch (DuplicateKeyException pending) {
            throw ApiFailure.badRequest(
                    "already-pending",
                    "A request for the group " + group.name() + " is pending already");
        } catch (DataIntegrityViolationException goneMeanwhile) {
            throw ApiFailure.badRequest(
                    "no-group", "The group " + group.name() + " was removed meanwhile");
        }
        return find(id).orElseThrow();
    }

    Optional<JoinRequest> find(UUID id) {
        return jdbc.sql(SELECT + FROM + " where r.id = :id")
                .param("id", id)
                .query(JoinRequests::request)
                .optional();
    }

    /**
     * A part of the requests, the oldest first.
     *
     * @param viewer who may see only their own and those for their groups; empty sees all
     */
    Found<JoinRequest> list(Optional<AccountId> viewer, Filter filter, Slice slice) {
        long total =
                bound(jdbc.sql("select count(*)" + FROM + WANTED), viewer, filter)
                        .query(Long.class)
                        .single();
        List<JoinRequest> items =
                bound(
                                jdbc.sql(
                                        SELECT
                                                + FROM
                                                + WANTED
                                                + " order by r.created_at, r.id"
                                                + " limit :count offset :offset"),
                                viewer,
                                filter)
                        .param("count", slice.count())
                        .param("offset", slice.offset())
                        .query(JoinRequests::request)
                        .list();
        return new Found<>(total, items);
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, Optional<AccountId> viewer, Filter filter) {
        return statement
                .param("viewer", viewer.map(AccountId::value).orElse(null), Types.OTHER)
                .param("username", filter.username().orElse(null), Types.VARCHAR)
                .param("group", filter.group().orElse(null), Types.VARCHAR)
                .param("status", filter.status().map(Enum::name).orElse(null), Types.VARCHAR);
    }

    /** Makes the person a member; raises a bad request unless the request is pending. */
    JoinRequest approve(JoinRequest request, Actor actor) {
        return memberships.together(() -> {
            rows.decide(request.id(), RequestState.APPROVED, "", clock.instant());
            memberships.join(List.of(request.account()), request.group(), actor);
            publish("approved", request.id(), request.account(), request.group(), actor.subject());
            return find(request.id()).orElseThrow();
        });
    }

    /** Refuses with a reason; raises a bad request unless the request is pending. */
    JoinRequest reject(JoinRequest request, String motivation, Actor actor) {
        return memberships.together(() -> {
            rows.decide(request.id(), RequestState.REJECTED, motivation, clock.instant());
            publish("rejected", request.id(), request.account(), request.group(), actor.subject());
            return find(request.id()).orElseThrow();
        });
    }

    /**
     * Removes the request.
     *
     * @param onlyPending whether a decided one must stay
     */
    void remove(JoinRequest request, boolean onlyPending, String actor) {
        transaction.executeWithoutResult(status -> {
            rows.remove(request.id(), onlyPending);
            publish("removed", request.id(), request.account(), request.group(), actor);
        });
    }

    private void publish(
            String what, UUID request, AccountId account, GroupRef group, String actor) {
        audit.groupChanged(
                "group-request." + what,
                group.id().toString(),
                actor,
                Map.of(
                        "request", request.toString(),
                        "account", account.toString(),
                        "name", group.name()));
    }

    private static JoinRequest request(ResultSet row, int number) throws SQLException {
        return new JoinRequest(
                RequestHeader.of(row),
                new GroupRef(row.getObject("group_id", UUID.class), row.getString("group_name")));
    }
}
