package io.arcipelago.identity.grant;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refresh tokens: 256 random bits, stored as their SHA-256. A token that was replaced and comes
 * back after the grace period was stolen or copied, so its whole grant is revoked (RFC 9700,
 * section 4.14.2).
 */
@Component
class RefreshTokens {

    /** How long a replaced token still works, for requests that crossed or lost their answer. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** A token that does not rotate is given more time when at least this much has passed. */
    private static final Duration PROLONG_STEP = Duration.ofDays(1);

    private static final String REUSED = "refresh token used again after it was replaced";

    /** What came of presenting a refresh token. */
    sealed interface Use {

        /**
         * The token is good.
         *
         * @param token the token that the client uses from now on
         */
        record Accepted(Grant grant, String token, Instant expiresAt) implements Use {}

        /** The token is unknown, expired, revoked, used up or another client's. */
        record Refused() implements Use {}
    }

    private record Row(UUID grant, Instant expiresAt, @Nullable Instant replacedAt) {}

    private final JdbcClient jdbc;
    private final Grants grants;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    RefreshTokens(
            JdbcClient jdbc,
            Grants grants,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.grants = grants;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Makes a token for the grant, valid until then. */
    String issue(UUID grant, Instant now, Instant expiresAt) {
        String token = Secrets.random();
        jdbc.sql(
                        """
                        insert into identity.refresh_token
                               (token_hash, grant_id, issued_at, expires_at)
                        values (:hash, :grant, :now, :expiry)
                        """)
                .param("hash", Secrets.digest(token))
                .param("grant", grant)
                .param("now", Columns.timestamp(now))
                .param("expiry", Columns.timestamp(expiresAt))
                .update();
        return token;
    }

    /** The grant behind a token, whatever its state. */
    Optional<UUID> grantOf(String token) {
        return row(token).map(Row::grant);
    }

    /**
     * Uses the token for the client, and replaces it if the client's tokens rotate.
     *
     * @param check throws if the request cannot be granted; the token then stays as it was
     */
    Use use(String token, Client client, Consumer<Grant> check) {
        Use use = transaction.execute(status -> useInTransaction(token, client, check));
        return use == null ? new Use.Refused() : use;
    }

    private Use useInTransaction(String token, Client client, Consumer<Grant> check) {
        Instant now = clock.instant();
        Optional<Grant> locked = row(token).flatMap(row -> grants.lockUnlessRevoked(row.grant()));
        // Read again under the lock: a parallel use may have replaced the token meanwhile.
        Optional<Row> current = locked.flatMap(grant -> row(token));
        if (locked.isEmpty() || current.isEmpty()) {
            return new Use.Refused();
        }
        Grant grant = locked.get();
        Row row = current.get();
        if (!grant.clientId().equals(client.id()) || !now.isBefore(row.expiresAt())) {
            return new Use.Refused();
        }
        Instant replacedAt = row.replacedAt();
        if (replacedAt != null && now.isAfter(replacedAt.plus(GRACE))) {
            grants.revoke(grant.id(), REUSED, now);
            audit.grantRevoked(grant.account().toString(), client.id(), REUSED);
            return new Use.Refused();
        }
        check.accept(grant);
        Instant expiry = now.plus(client.refreshTokenLife());
        return client.rotateRefreshTokens()
                ? replace(grant, token, now, expiry)
                : keep(grant, token, row, expiry);
    }

    private Use replace(Grant grant, String token, Instant now, Instant expiry) {
        jdbc.sql(
                        """
                        update identity.refresh_token
                           set replaced_at = coalesce(replaced_at, :now)
                         where token_hash = :hash
                        """)
                .param("hash", Secrets.digest(token))
                .param("now", Columns.timestamp(now))
                .update();
        grants.prolong(grant.id(), expiry);
        return new Use.Accepted(grant, issue(grant.id(), now, expiry), expiry);
    }

    private Use keep(Grant grant, String token, Row row, Instant expiry) {
        if (expiry.isBefore(row.expiresAt().plus(PROLONG_STEP))) {
            return new Use.Accepted(grant, token, row.expiresAt());
        }
        jdbc.sql("update identity.refresh_token set expires_at = :expiry where token_hash = :hash")
                .param("hash", Secrets.digest(token))
                .param("expiry", Columns.timestamp(expiry))
                .update();
        grants.prolong(grant.id(), expiry);
        return new Use.Accepted(grant, token, expiry);
    }

    private Optional<Row> row(String token) {
        return jdbc.sql(
                        """
                        select grant_id, expires_at, replaced_at from identity.refresh_token
                         where token_hash = :hash
                        """)
                .param("hash", Secrets.digest(token))
                .query((row, number) ->
                        new Row(
                                row.getObject("grant_id", UUID.class),
                                Columns.instant(row, "expires_at"),
                                Columns.instantOrNull(row, "replaced_at")))
                .optional();
    }
}
