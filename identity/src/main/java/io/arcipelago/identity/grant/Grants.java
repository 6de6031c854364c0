package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of grants. */
@Component
public class Grants {

    private static final TypeReference<Map<String, Object>> ACTOR = new TypeReference<>() {};

    /** Its own mapper: how the web layer writes JSON must not change what is stored. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a new grant.
     *
     * @param expiresAt when the last token of the grant will have expired
     */
    void open(Grant grant, Instant now, Instant expiresAt) {
        jdbc.sql(
                        """
                        insert into identity.token_grant
                               (id, client_id, account_id, scopes, audience, signed_in_at, methods,
                                acr, actor, key_thumbprint, issued_at, expires_at)
                        values (:id, :client, :account, :scopes, :audience, :signedInAt,
                                :methods, :acr, :actor::jsonb, :key, :now, :expiry)
                        """)
                .param("id", grant.id())
                .param("client", grant.clientId())
                .param("account", grant.account().value())
                .param("scopes", Columns.texts(grant.scopes()))
                .param("audience", Columns.texts(grant.audience()))
                .param("signedInAt", Columns.timestamp(grant.signedInAt()))
                .param("methods", Columns.texts(grant.proof().sortedMethods()))
                .param("acr", grant.proof().acr().orElse(null), Types.VARCHAR)
                .param(
                        "actor",
                        grant.actor().isEmpty() ? null : JSON.writeValueAsString(grant.actor()),
                        Types.VARCHAR)
                .param("key", grant.key().orElse(null), Types.VARCHAR)
                .param("now", Columns.timestamp(now))
                .param("expiry", Columns.timestamp(expiresAt))
                .update();
    }

    /** Locks the row of the grant, so that revocations of it take turns. */
    Optional<Grant> lockUnlessRevoked(UUID id) {
        return jdbc.sql(
                        """
                        select * from identity.token_grant
                         where id = :id and revoked_at is null for update
                        """)
                .param("id", id)
                .query(this::grant)
                .optional();
    }

    /**
     * Revokes the grant with every token of it.
     *
     * @return whether it was in force until now
     */
    public boolean revoke(UUID id, String reason, Instant now) {
        return jdbc.sql(
                                """
                                update identity.token_grant
                                   set revoked_at = :now, revoked_for = :reason
                                 where id = :id and revoked_at is null
                                """)
                        .param("id", id)
                        .param("reason", reason)
                        .param("now", Columns.timestamp(now))
                        .update()
                > 0;
    }

    /** Revokes all that the account granted to the client. */
    public void revokeAll(AccountId account, String client, String reason, Instant now) {
        jdbc.sql(
                        """
                        update identity.token_grant
                           set revoked_at = :now, revoked_for = :reason
                         where account_id = :account and client_id = :client
                           and revoked_at is null
                        """)
                .param("account", account.value())
                .param("client", client)
                .param("reason", reason)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /**
     * Revokes everything that the account granted.
     *
     * @return the clients that lost a grant, once for each grant
     */
    public List<String> revokeAll(AccountId account, String reason, Instant now) {
        return jdbc.sql(
                        """
                        update identity.token_grant
                           set revoked_at = :now, revoked_for = :reason
                         where account_id = :account and revoked_at is null
                        returning client_id
                        """)
                .param("account", account.value())
                .param("reason", reason)
                .param("now", Columns.timestamp(now))
                .query((row, number) -> row.getString("client_id"))
                .list();
    }

    /**
     * Forgets expired refresh tokens, and grants whose last token has expired. A refresh does not
     * touch the grant, so what it has added to its time is seen here.
     */
    void sweep(Instant now) {
        jdbc.sql("delete from identity.refresh_token where expires_at < :now")
                .param("now", Columns.timestamp(now))
                .update();
        jdbc.sql(
                        """
                        update identity.token_grant g set expires_at = t.last
                          from identity.token_grant due
                          cross join lateral (select max(expires_at) as last
                                                from identity.refresh_token
                                               where grant_id = due.id) t
                         where due.expires_at < :now and t.last is not null and g.id = due.id
                        """)
                .param("now", Columns.timestamp(now))
                .update();
        // A refresh since then may have given a grant a token again.
        jdbc.sql(
                        """
                        delete from identity.token_grant g
                         where expires_at < :now
                           and not exists (select from identity.refresh_token t
                                            where t.grant_id = g.id)
                        """)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /**
     * Binds the refresh tokens of the grant to a key, unless they are bound already.
     *
     * @return whether they are bound to this key now
     */
    boolean bind(UUID id, String key) {
        return jdbc.sql(
                                """
                                update identity.token_grant set key_thumbprint = :key
                                 where id = :id
                                   and (key_thumbprint is null or key_thumbprint = :key)
                                """)
                        .param("id", id)
                        .param("key", key)
                        .update()
                > 0;
    }

    private static Optional<String> key(ResultSet row) throws SQLException {
        @Nullable String key = row.getString("key_thumbprint");
        return Optional.ofNullable(key);
    }

    /** The grant of a row of {@code identity.token_grant}. */
    Grant grant(ResultSet row, int number) throws SQLException {
        String actor = row.getString("actor");
        return new Grant(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                new AccountId(row.getObject("account_id", UUID.class)),
                new LinkedHashSet<>(Columns.texts(row, "scopes")),
                Columns.texts(row, "audience"),
                Proofs.read(row),
                actor == null ? Map.of() : JSON.readValue(actor, ACTOR),
                key(row));
    }
}
