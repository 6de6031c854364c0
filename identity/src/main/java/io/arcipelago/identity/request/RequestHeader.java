package io.arcipelago.identity.request;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * What every request has, whatever it asks for.
 *
 * @param account who asks
 * @param fullName of who asks
 * @param motivation why it was rejected; empty otherwise
 */
public record RequestHeader(
        UUID id,
        AccountId account,
        String username,
        String fullName,
        RequestState state,
        String notes,
        String motivation,
        Instant createdAt,
        Instant updatedAt) {

    /** From a row with the request's columns and {@code username} and {@code full_name}. */
    public static RequestHeader of(ResultSet row) throws SQLException {
        return new RequestHeader(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("username"),
                row.getString("full_name"),
                RequestState.valueOf(row.getString("status")),
                row.getString("notes"),
                row.getString("motivation"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
