package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The columns {@code signed_in_at}, {@code methods} and {@code acr}. */
final class Proofs {

    private Proofs() {}

    static Proof read(ResultSet row) throws SQLException {
        return new Proof(
                Columns.instant(row, "signed_in_at"),
                Set.copyOf(Columns.texts(row, "methods")),
                Optional.ofNullable(row.getString("acr")));
    }
}
