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
import java.util.function.Function;
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

    /**
     * What came of presenting a refresh token.
     *
     * @param <T> what the check of the request found
     */
    sealed interface Use<T> {

        /**
         * The token is good.
         *
         * @param checked what the check answered
         * @param token the token that the client uses from now on
         */
        record Accepted<T>(Grant grant, T checked, String token, Instant expiresAt)
                implements Use<T> {}

        /** The token is unknown, expired, revoked, used up or another client's. */
        record Refused<T>() implements Use<T> {}
    }

    /** A token whose grant is in force. */
    private record Row(Grant grant, Instant expiresAt, @Nullable Instant replacedAt) {}

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
        return jdbc.sql("select grant_id from identity.refresh_token where token_hash = :hash")
                .param("hash", Secrets.digest(token))
                .query((row, number) -> row.getObject("grant_id", UUID.class))
                .optional();
    }

    /**
     * Uses the token for the client, and replaces it if the client's tokens rotate: one statement
     * to read, one to write, and no transaction around the check in between. The second looks again
     * at what the first has seen.
     *
     * @param check throws if the request cannot be granted; the token then stays as it was
     */
    <T> Use<T> use(String token, Client client, Function<Grant, T> check) {
        Instant now = clock.instant();
        Optional<Row> found = row(token);
        if (found.isEmpty()) {
            return new Use.Refused<>();
        }
        Row row = found.get();
        Grant grant = row.grant();
        if (!grant.clientId().equals(client.id()) || !now.isBefore(row.expiresAt())) {
            return new Use.Refused<>();
        }
        Instant replacedAt = row.replacedAt();
        if (replacedAt != null && now.isAfter(replacedAt.plus(GRACE))) {
            revokeFamily(grant, client, now);
            return new Use.Refused<>();
        }
        T checked = check.apply(grant);
        Instant expiry = now.plus(client.refreshTokenLife());
        return client.rotateRefreshTokens()
                ? replace(grant, checked, token, now, expiry)
                : keep(grant, checked, token, row, expiry);
    }

    private void revokeFamily(Grant grant, Client client, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (grants.revoke(grant.id(), REUSED, now)) {
                audit.grantRevoked(grant.account().toString(), client.id(), REUSED);
            }
        });
    }

    /**
     * Two rows are written, whatever the number of tokens. Uses of one token at the same time take
     * turns at its row; the later ones come within the grace period. A grant that was revoked since
     * it was read gives nothing.
     */
    private <T> Use<T> replace(Grant grant, T checked, String token, Instant now, Instant expiry) {
        String fresh = Secrets.random();
        int issued =
                jdbc.sql(
                                """
                                with replaced as (
                                    update identity.refresh_token
                                       set replaced_at = coalesce(replaced_at, :now)
                                     where token_hash = :hash
                                       and (replaced_at is null or replaced_at >= :tolerated)
                                       and exists (select from identity.token_grant g
                                                    where g.id = grant_id
                                                      and g.revoked_at is null)
                                    returning grant_id)
                                insert into identity.refresh_token
                                       (token_hash, grant_id, issued_at, expires_at)
                                select :fresh, grant_id, :now, :expiry from replaced
                                """)
                        .param("hash", Secrets.digest(token))
                        .param("fresh", Secrets.digest(fresh))
                        .param("now", Columns.timestamp(now))
                        .param("tolerated", Columns.timestamp(now.minus(GRACE)))
                        .param("expiry", Columns.timestamp(expiry))
                        .update();
        return issued == 0
                ? new Use.Refused<>()
                : new Use.Accepted<>(grant, checked, fresh, expiry);
    }

    private <T> Use<T> keep(Grant grant, T checked, String token, Row row, Instant expiry) {
        if (expiry.isBefore(row.expiresAt().plus(PROLONG_STEP))) {
            return new Use.Accepted<>(grant, checked, token, row.expiresAt());
        }
        jdbc.sql("update identity.refresh_token set expires_at = :expiry where token_hash = :hash")
                .param("hash", Secrets.digest(token))
                .param("expiry", Columns.timestamp(expiry))
                .update();
        return new Use.Accepted<>(grant, checked, token, expiry);
    }

    private Optional<Row> row(String token) {
        return jdbc.sql(
                        """
                        select t.expires_at as token_expires_at, t.replaced_at, g.*
                          from identity.refresh_token t
                          join identity.token_grant g on g.id = t.grant_id
                         where t.token_hash = :hash and g.revoked_at is null
                        """)
                .param("hash", Secrets.digest(token))
                .query((row, number) ->
                        new Row(
                                grants.grant(row, number),
                                Columns.instant(row, "token_expires_at"),
                                Columns.instantOrNull(row, "replaced_at")))
                .optional();
    }
}
