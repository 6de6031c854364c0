package io.arcipelago.registry.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A provider's own row.
 *
 * @param generation of its last change, also if that was its removal
 */
record ProviderHead(
        String uid, long generation, long revision, Instant heardAt, @Nullable Instant removedAt) {

    boolean removed() {
        return removedAt != null;
    }

    /** Waits for whoever changes the provider, and keeps everybody else from it. */
    static Optional<ProviderHead> lock(JdbcClient jdbc, String uid) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('registry ' || :uid, 0))")
                .param("uid", uid)
                .query((row, n) -> n)
                .list();
        return jdbc.sql(
                        """
                        select uid, generation, revision, heard_at, removed_at
                        from registry.provider where uid = :uid
                        """)
                .param("uid", uid)
                .query((row, n) -> {
                    Timestamp removed = row.getTimestamp(5);
                    return new ProviderHead(
                            String.valueOf(row.getString(1)),
                            row.getLong(2),
                            row.getLong(3),
                            row.getTimestamp(4).toInstant(),
                            removed == null ? null : removed.toInstant());
                })
                .optional();
    }
}
