package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registrations of clients, suspended ones too. Changes are made under {@link #lock}. */
@Component
class Registrations {

    private final JdbcClient jdbc;
    private final Clients clients;

    Registrations(JdbcClient jdbc, Clients clients) {
        this.jdbc = jdbc;
        this.clients = clients;
    }

    Optional<Registration> find(String id) {
        return jdbc.sql("select * from identity.client where id = :id")
                .param("id", id)
                .query(Registrations::registration)
                .optional();
    }

    /** The registration, locked until the transaction ends: changes of it take turns. */
    Optional<Registration> lock(String id) {
        return jdbc.sql("select * from identity.client where id = :id for update")
                .param("id", id)
                .query(Registrations::registration)
                .optional();
    }

    /** Stores a new registration, or what its people changed about one. */
    void save(Registration registration, Instant now) {
        clients.save(registration.client(), now);
        Registration.Details details = registration.details();
        jdbc.sql(
                        """
                        update identity.client
                           set description = :description, client_uri = :clientUri,
                               logo_uri = :logoUri, tos_uri = :tosUri, policy_uri = :policyUri,
                               jwks_uri = :jwksUri, jwk = :jwk, contacts = :contacts,
                               auth_method = :authMethod, dynamically_registered = :dynamic,
                               require_pushed_requests = :pushed
                         where id = :id
                        """)
                .param("id", registration.id())
                .param("description", details.description())
                .param("clientUri", details.clientUri().orElse(null), Types.VARCHAR)
                .param("logoUri", details.logoUri().orElse(null), Types.VARCHAR)
                .param("tosUri", details.tosUri().orElse(null), Types.VARCHAR)
                .param("policyUri", details.policyUri().orElse(null), Types.VARCHAR)
                .param("jwksUri", details.jwksUri().orElse(null), Types.VARCHAR)
                .param("jwk", details.jwk().orElse(null), Types.VARCHAR)
                .param("contacts", Columns.texts(details.contacts()))
                .param("authMethod", details.authMethod())
                .param("dynamic", registration.dynamic())
                .param("pushed", details.requirePushed())
                .update();
    }

    void delete(String id) {
        jdbc.sql("delete from identity.client where id = :id").param("id", id).update();
    }

    /** Suspends the client or lets it in again. */
    void setActive(String id, boolean active, String actor, Instant now) {
        jdbc.sql(
                        """
                        update identity.client
                           set active = :active, status_changed_at = :now,
                               status_changed_by = :actor, updated_at = :now
                         where id = :id
                        """)
                .param("id", id)
                .param("active", active)
                .param("actor", actor)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** Replaces the secret; the old one stays good until then. */
    void rotateSecret(String id, String newHash, Instant oldGoodUntil, Instant now) {
        jdbc.sql(
                        """
                        update identity.client
                           set previous_secret_hash = secret_hash, previous_secret_until = :until,
                               secret_hash = :hash, updated_at = :now
                         where id = :id
                        """)
                .param("id", id)
                .param("hash", newHash)
                .param("until", Columns.timestamp(oldGoodUntil))
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** Forgets the secret before the last rotation. */
    void forgetPreviousSecret(String id) {
        jdbc.sql(
                        """
                        update identity.client
                           set previous_secret_hash = null, previous_secret_until = null
                         where id = :id
                        """)
                .param("id", id)
                .update();
    }

    /** Replaces the registration access token. */
    void setToken(String id, String hash, Instant until) {
        jdbc.sql(
                        """
                        update identity.client
                           set registration_token_hash = :hash, registration_token_until = :until
                         where id = :id
                        """)
                .param("id", id)
                .param("hash", hash)
                .param("until", Columns.timestamp(until))
                .update();
    }

    /** The digest of the client's registration access token, unless it has expired. */
    Optional<String> tokenHash(String id, Instant now) {
        return jdbc.sql(
                        """
                        select registration_token_hash from identity.client
                         where id = :id and registration_token_until > :now
                        """)
                .param("id", id)
                .param("now", Columns.timestamp(now))
                .query((row, number) ->
                        Optional.ofNullable(row.getString("registration_token_hash")))
                .optional()
                .flatMap(hash -> hash);
    }

    boolean isOwner(String client, AccountId account) {
        return jdbc.sql(
                        """
                        select exists (select from identity.client_owner
                                        where client_id = :client and account_id = :account)
                        """)
                .param("client", client)
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    /** Makes the person an owner; false if there is no such account. */
    boolean addOwner(String client, AccountId account, Instant now) {
        return jdbc.sql(
                                """
                                insert into identity.client_owner (client_id, account_id, since)
                                select :client, id, :now from identity.account where id = :account
                                on conflict (client_id, account_id) do update
                                   set since = identity.client_owner.since
                                """)
                        .param("client", client)
                        .param("account", account.value())
                        .param("now", Columns.timestamp(now))
                        .update()
                > 0;
    }

    void removeOwner(String client, AccountId account) {
        jdbc.sql(
                        """
                        delete from identity.client_owner
                         where client_id = :client and account_id = :account
                        """)
                .param("client", client)
                .param("account", account.value())
                .update();
    }

    List<Owner> owners(String client) {
        return jdbc.sql(
                        """
                        select a.id::text, a.username, a.name, a.active
                          from identity.client_owner o
                          join identity.account a on a.id = o.account_id
                         where o.client_id = :client
                         order by a.username
                        """)
                .param("client", client)
                .query((row, number) ->
                        new Owner(
                                row.getString("id"),
                                row.getString("username"),
                                row.getString("name"),
                                row.getBoolean("active")))
                .list();
    }

    /** An owner in the members that SCIM has for a user. */
    record Owner(String id, String userName, String displayName, boolean active) {}

    static Registration registration(ResultSet row, int number) throws SQLException {
        Client client = Clients.read(row);
        return new Registration(
                client,
                new Registration.Details(
                        row.getString("description"),
                        text(row, "client_uri"),
                        text(row, "logo_uri"),
                        text(row, "tos_uri"),
                        text(row, "policy_uri"),
                        text(row, "jwks_uri"),
                        text(row, "jwk"),
                        Columns.texts(row, "contacts"),
                        row.getString("auth_method"),
                        row.getBoolean("require_pushed_requests")),
                row.getBoolean("dynamically_registered"),
                Columns.instant(row, "created_at"),
                Optional.ofNullable(Columns.instantOrNull(row, "status_changed_at")),
                text(row, "status_changed_by"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return Optional.ofNullable(value);
    }
}
