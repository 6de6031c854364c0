package io.arcipelago.identity.grant;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Authorization requests between the browser's visit and the exchange of the code. Of the code and
 * of the consent page's state only the SHA-256 is stored.
 */
@Component
class AuthorizationRequests {

    /** How long the consent page waits for an answer. */
    private static final Duration CONSENT_LIFE = Duration.ofMinutes(10);

    /**
     * The request as the client made it.
     *
     * @param redirectUri empty if the client left it out
     * @param additional further parameters, such as {@code nonce} and {@code code_challenge}
     */
    record Parameters(
            String authorizationUri,
            Optional<String> redirectUri,
            Set<String> scopes,
            Optional<String> state,
            Map<String, Object> additional) {

        Parameters {
            scopes = new LinkedHashSet<>(scopes);
            additional = Map.copyOf(additional);
        }
    }

    /**
     * A stored request.
     *
     * @param scopes what was authorized so far
     * @param expiresAt when the code, or the wait for consent, ends
     */
    record Stored(
            String id,
            String clientId,
            SignedInPerson person,
            Parameters parameters,
            Set<String> scopes,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant consumedAt,
            @Nullable UUID grant) {}

    /** Its own mapper: how the web layer writes JSON must not change what is stored. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    AuthorizationRequests(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a request that waits for consent under this state. */
    void awaitConsent(
            String id, String client, SignedInPerson person, Parameters request, String state) {
        Instant now = clock.instant();
        insert(id, client, person, request, Set.of(), now, now.plus(CONSENT_LIFE), state, null);
    }

    /** Stores the code of a request, whether or not the request waited for consent before. */
    void issueCode(
            String id,
            String client,
            SignedInPerson person,
            Parameters request,
            Set<String> scopes,
            String code,
            Duration life) {
        Instant now = clock.instant();
        insert(id, client, person, request, scopes, now, now.plus(life), null, code);
    }

    Optional<Stored> byCode(String code) {
        return find(" where code_hash = :key", Secrets.digest(code));
    }

    /** The request of a code, locked: of two exchanges of one code, one waits for the other. */
    Optional<Stored> byCodeLocked(String code) {
        return find(" where code_hash = :key for update of r", Secrets.digest(code));
    }

    Optional<Stored> byConsentState(String state) {
        return find(" where state_hash = :key", Secrets.digest(state))
                .filter(stored -> clock.instant().isBefore(stored.expiresAt()));
    }

    Optional<Stored> byId(String id) {
        return find(" where r.id = :key", id);
    }

    /** Marks the code as used up, by the exchange that opened the grant if there is one. */
    void consume(String id, @Nullable UUID grant) {
        jdbc.sql(
                        """
                        update identity.authorization_request
                           set consumed_at = :now, grant_id = :grant
                         where id = :id
                        """)
                .param("id", id)
                .param("grant", grant, Types.OTHER)
                .param("now", Columns.timestamp(clock.instant()))
                .update();
    }

    void remove(String id) {
        jdbc.sql("delete from identity.authorization_request where id = :id")
                .param("id", id)
                .update();
    }

    /**
     * Forgets requests a day after they ended. The day serves the detection of codes that are used
     * twice.
     */
    void sweep(Instant now) {
        jdbc.sql("delete from identity.authorization_request where expires_at < :then")
                .param("then", Columns.timestamp(now.minus(Duration.ofDays(1))))
                .update();
    }

    private void insert(
            String id,
            String client,
            SignedInPerson person,
            Parameters request,
            Set<String> scopes,
            Instant now,
            Instant expiresAt,
            @Nullable String state,
            @Nullable String code) {
        jdbc.sql(
                        """
                        insert into identity.authorization_request
                               (id, client_id, account_id, parameters, scopes, signed_in_at,
                                methods, acr, state_hash, code_hash, issued_at, expires_at)
                        values (:id, :client, :account, :parameters::jsonb, :scopes, :signedInAt,
                                :methods, :acr, :state, :code, :now, :expiry)
                        on conflict (id) do update set
                               scopes = excluded.scopes,
                               state_hash = excluded.state_hash,
                               code_hash = excluded.code_hash,
                               issued_at = excluded.issued_at,
                               expires_at = excluded.expires_at
                        """)
                .param("id", id)
                .param("client", client)
                .param("account", person.id())
                .param("parameters", JSON.writeValueAsString(request))
                .param("scopes", Columns.texts(scopes))
                .param("signedInAt", Columns.timestamp(person.signedInAt()))
                .param("methods", Columns.texts(person.proof().sortedMethods()))
                .param("acr", person.proof().acr().orElse(null), Types.VARCHAR)
                .param("state", state == null ? null : Secrets.digest(state), Types.VARCHAR)
                .param("code", code == null ? null : Secrets.digest(code), Types.VARCHAR)
                .param("now", Columns.timestamp(now))
                .param("expiry", Columns.timestamp(expiresAt))
                .update();
    }

    private Optional<Stored> find(String condition, String key) {
        return jdbc.sql(
                        """
                        select r.*, a.username
                          from identity.authorization_request r
                          join identity.account a on a.id = r.account_id
                        """
                                + condition)
                .param("key", key)
                .query(this::stored)
                .optional();
    }

    private Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getString("id"),
                row.getString("client_id"),
                new SignedInPerson(
                        new AccountId(row.getObject("account_id", UUID.class)).value(),
                        row.getString("username"),
                        Proofs.read(row)),
                JSON.readValue(row.getString("parameters"), Parameters.class),
                new LinkedHashSet<>(List.copyOf(Columns.texts(row, "scopes"))),
                Columns.instant(row, "issued_at"),
                Columns.instant(row, "expires_at"),
                Columns.instantOrNull(row, "consumed_at"),
                row.getObject("grant_id", UUID.class));
    }
}
