package io.arcipelago.identity.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.linking.OidcIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of requests, and the account that an approved one becomes. */
@Component
class RegistrationStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<RegistrationRequest.Label>> LABELS =
            new TypeReference<>() {};

    /** How long a rejected request is kept: the trace of the decision. */
    private static final Duration REJECTED_KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;

    RegistrationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether an account or an open request has the user name. */
    boolean usernameTaken(String username) {
        return jdbc.sql(
                        """
                        select exists (select from identity.account where username = :username)
                            or exists (select from identity.registration_request
                                        where username = :username
                                          and status in ('NEW', 'CONFIRMED'))
                        """)
                .param("username", username)
                .query(Boolean.class)
                .single();
    }

    /** Whether an account has the mail address. */
    boolean emailTaken(String email) {
        return jdbc.sql(
                        """
                        select exists (select from identity.account
                                        where lower(email) = lower(:email))
                        """)
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    /**
     * Stores a new request; false if the user name has an open one.
     *
     * @param confirmationHash null for a decoy, which nobody can confirm
     */
    boolean add(
            RegistrationRequest request,
            boolean decoy,
            @Nullable String confirmationHash,
            Instant now,
            Instant expiry) {
        return jdbc.sql(
                                """
                                insert into identity.registration_request
                                       (id, status, username, given_name, family_name, email, notes,
                                        labels, decoy, confirmation_hash, created_at, updated_at,
                                        expires_at)
                                values (:id, :status, :username, :given, :family, :email, :notes,
                                        :labels::jsonb, :decoy, :hash, :now, :now, :expiry)
                                on conflict (username) where status in ('NEW', 'CONFIRMED')
                                do nothing
                                """)
                        .param("id", request.uuid())
                        .param("status", request.status().name())
                        .param("username", request.username())
                        .param("given", request.givenname())
                        .param("family", request.familyname())
                        .param("email", request.email())
                        .param("notes", request.notes())
                        .param("labels", JSON.writeValueAsString(request.labels()))
                        .param("decoy", decoy)
                        .param("hash", confirmationHash, Types.VARCHAR)
                        .param("now", Columns.timestamp(now))
                        .param("expiry", Columns.timestamp(expiry))
                        .update()
                == 1;
    }

    /** Notes whose request it is; false if the identity has an open request already. */
    boolean attach(UUID id, OidcIdentity identity) {
        jdbc.sql(
                        """
                        delete from identity.registration_identity i
                         using identity.registration_request r
                         where i.issuer = :issuer and i.subject = :subject
                           and r.id = i.request_id and r.status not in ('NEW', 'CONFIRMED')
                        """)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .update();
        return jdbc.sql(
                                """
                                insert into identity.registration_identity
                                       (request_id, issuer, subject)
                                values (:id, :issuer, :subject) on conflict do nothing
                                """)
                        .param("id", id)
                        .param("issuer", identity.issuer())
                        .param("subject", identity.subject())
                        .update()
                == 1;
    }

    /** The identity of the request, which is no longer kept here. */
    Optional<OidcIdentity> detached(UUID id) {
        return jdbc.sql(
                        """
                        delete from identity.registration_identity where request_id = :id
                        returning issuer, subject
                        """)
                .param("id", id)
                .query((row, number) ->
                        new OidcIdentity(row.getString("issuer"), row.getString("subject")))
                .optional();
    }

    /** Drops requests that nobody confirmed in time, and old traces of rejections. */
    void sweep(Instant now) {
        jdbc.sql(
                        """
                        delete from identity.registration_request
                         where (status = 'NEW' and expires_at <= :now)
                            or (status = 'REJECTED' and updated_at <= :old)
                        """)
                .param("now", Columns.timestamp(now))
                .param("old", Columns.timestamp(now.minus(REJECTED_KEPT)))
                .update();
    }

    /** Whose request the token confirms; changes nothing. */
    Optional<String> username(String confirmationHash, Instant now) {
        return jdbc.sql(
                        """
                        select username from identity.registration_request
                         where confirmation_hash = :hash and status = 'NEW' and expires_at > :now
                        """)
                .param("hash", confirmationHash)
                .param("now", Columns.timestamp(now))
                .query(String.class)
                .optional();
    }

    /** Confirms the request of the token, once. */
    Optional<RegistrationRequest> confirm(String confirmationHash, Instant now) {
        return jdbc.sql(
                        """
                        update identity.registration_request
                           set status = 'CONFIRMED', confirmation_hash = null, updated_at = :now
                         where confirmation_hash = :hash and status = 'NEW' and expires_at > :now
                        returning *
                        """)
                .param("hash", confirmationHash)
                .param("now", Columns.timestamp(now))
                .query(RegistrationStore::request)
                .optional();
    }

    /** The requests in these states, the oldest first. */
    List<RegistrationRequest> list(Collection<RequestStatus> states) {
        return jdbc.sql(
                        """
                        select * from identity.registration_request
                         where status = any(:states) and not decoy
                         order by created_at, id
                        """)
                .param("states", states.stream().map(Enum::name).toArray(String[]::new))
                .query(RegistrationStore::request)
                .list();
    }

    /** The request, locked until the transaction ends. */
    Optional<RegistrationRequest> locked(UUID id) {
        return jdbc.sql(
                        """
                        select * from identity.registration_request
                         where id = :id and not decoy for update
                        """)
                .param("id", id)
                .query(RegistrationStore::request)
                .optional();
    }

    /** Notes the decision. */
    RegistrationRequest decide(
            UUID id,
            RequestStatus status,
            Optional<AccountId> account,
            String motivation,
            Instant now) {
        return jdbc.sql(
                        """
                        update identity.registration_request
                           set status = :status, account_id = :account, motivation = :motivation,
                               confirmation_hash = null, updated_at = :now
                         where id = :id
                        returning *
                        """)
                .param("id", id)
                .param("status", status.name())
                .param("account", account.map(AccountId::value).orElse(null), Types.OTHER)
                .param("motivation", motivation)
                .param("now", Columns.timestamp(now))
                .query(RegistrationStore::request)
                .single();
    }

    /**
     * Makes the account of an approved request, with its groups and labels and no password.
     *
     * @param groups full names; the groups above them are joined too
     * @throws org.springframework.dao.DuplicateKeyException if user name or email is taken by now
     */
    AccountId createAccount(
            RegistrationRequest request,
            Collection<String> groups,
            Optional<Instant> endTime,
            Instant now) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into identity.account
                               (id, username, name, given_name, family_name, email, end_time,
                                created_at, updated_at)
                        values (:id, :username, :name, :given, :family, :email, :end, :now, :now)
                        """)
                .param("id", id)
                .param("username", request.username())
                .param("name", request.fullName())
                .param("given", request.givenname())
                .param("family", request.familyname())
                .param("email", request.email())
                .param(
                        "end",
                        endTime.map(Columns::timestamp).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", Columns.timestamp(now))
                .update();
        jdbc.sql(
                        """
                        insert into identity.membership (account_id, group_id, joined_at)
                        select :account, g.id, :now from identity.user_group g
                         where exists (select from unnest(:groups) as wanted (name)
                                        where g.name = wanted.name
                                           or starts_with(wanted.name, g.name || '/'))
                        on conflict do nothing
                        """)
                .param("account", id)
                .param("groups", Columns.texts(groups))
                .param("now", Columns.timestamp(now))
                .update();
        jdbc.sql(
                        """
                        insert into identity.account_label (account_id, prefix, name, value)
                        select :account, coalesce(l.prefix, ''), l.name, coalesce(l.value, '')
                          from jsonb_to_recordset(:labels::jsonb)
                               as l (prefix text, name text, value text)
                        on conflict do nothing
                        """)
                .param("account", id)
                .param("labels", JSON.writeValueAsString(request.labels()))
                .update();
        return new AccountId(id);
    }

    private static RegistrationRequest request(ResultSet row, int number) throws SQLException {
        return new RegistrationRequest(
                row.getObject("id", UUID.class),
                Columns.instant(row, "created_at").toEpochMilli(),
                RequestStatus.valueOf(row.getString("status")),
                Columns.instant(row, "updated_at").toEpochMilli(),
                row.getString("username"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("email"),
                row.getString("notes"),
                row.getObject("account_id", UUID.class),
                JSON.readValue(row.getString("labels"), LABELS));
    }
}
