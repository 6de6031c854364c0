package io.arcipelago.identity.request;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of one kind of request that somebody else decides about. Whoever comes second, with a
 * decision or a withdrawal, is told so: a bad request.
 */
public final class PendingRows {

    private final JdbcClient jdbc;
    private final String table;

    /**
     * Works on one table.
     *
     * @param table with its schema; it has the columns {@code id}, {@code status}, {@code
     *     motivation} and {@code updated_at}
     */
    public PendingRows(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** Writes the decision; the condition on the state makes the second of two deciders fail. */
    public void decide(UUID id, RequestState state, String motivation, Instant now) {
        int decided =
                jdbc.sql(
                                """
                                update %s
                                   set status = :status, motivation = :motivation,
                                       updated_at = :now
                                 where id = :id and status = 'PENDING'
                                """
                                        .formatted(table))
                        .param("id", id)
                        .param("status", state.name())
                        .param("motivation", motivation)
                        .param("now", Columns.timestamp(now))
                        .update();
        requireOne(decided);
    }

    /**
     * Removes the request.
     *
     * @param onlyPending whether a decided one must stay
     */
    public void remove(UUID id, boolean onlyPending) {
        int removed =
                jdbc.sql(
                                """
                                delete from %s
                                 where id = :id and (not :onlyPending or status = 'PENDING')
                                """
                                        .formatted(table))
                        .param("id", id)
                        .param("onlyPending", onlyPending)
                        .update();
        requireOne(removed);
    }

    private static void requireOne(int rows) {
        if (rows == 0) {
            throw ApiFailure.badRequest("not-pending", "The request is not pending any more");
        }
    }
}
