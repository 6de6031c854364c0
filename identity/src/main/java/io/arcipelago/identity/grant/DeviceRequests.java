package io.arcipelago.identity.grant;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The requests of devices (RFC 8628). Of both codes only the SHA-256 is stored. */
@Component
public class DeviceRequests {

    /** How long a device is told that its code expired, before the code is unknown. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** Where a request stands. */
    enum State {
        WAITING,
        APPROVED,
        DENIED,
        USED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a person is asked about. */
    public record Question(UUID id, String clientId, Set<String> scopes) {

        public Question {
            scopes = Set.copyOf(scopes);
        }
    }

    /** What became of a question; the scopes are those that were allowed. */
    public record Answer(String clientId, boolean approved, Set<String> scopes) {

        public Answer {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A request as its device's poll finds it. */
    record Stored(
            UUID id,
            String clientId,
            State state,
            List<String> audience,
            Set<String> approved,
            @Nullable UUID account,
            @Nullable Proof proof,
            int intervalSeconds,
            Instant nextPollAt,
            Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    DeviceRequests(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many requests of the client wait that came from this address. */
    int waiting(String client, String address) {
        return jdbc.sql(
                        """
                        select count(*) from identity.device_request
                         where client_id = :client and address_hash = :address
                           and state = 'waiting' and expires_at > :now
                        """)
                .param("client", client)
                .param("address", Secrets.digest(address))
                .param("now", Columns.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /** Stores a request; false if another one has the same user code. */
    boolean open(
            String client,
            Collection<String> scopes,
            Collection<String> audience,
            String address,
            String deviceCode,
            String userCode,
            DeviceSettings settings) {
        Instant now = clock.instant();
        return jdbc.sql(
                                """
                                insert into identity.device_request
                                       (id, client_id, device_code_hash, user_code_hash, scopes,
                                        audience, address_hash, state, interval_seconds,
                                        next_poll_at, issued_at, expires_at)
                                values (:id, :client, :deviceCode, :userCode, :scopes, :audience,
                                        :address, 'waiting', :interval, :now, :now, :expiry)
                                on conflict (user_code_hash) do nothing
                                """)
                        .param("id", UUID.randomUUID())
                        .param("client", client)
                        .param("deviceCode", Secrets.digest(deviceCode))
                        .param("userCode", UserCodes.digest(userCode))
                        .param("scopes", Columns.texts(scopes))
                        .param("audience", Columns.texts(audience))
                        .param("address", Secrets.digest(address))
                        .param("interval", Math.toIntExact(settings.interval().toSeconds()))
                        .param("now", Columns.timestamp(now))
                        .param("expiry", Columns.timestamp(now.plus(settings.codeLife())))
                        .update()
                == 1;
    }

    /**
     * The question behind a typed user code, kept from now on for the person who typed it: nobody
     * else can answer it any more.
     */
    public Optional<Question> claim(String userCode, AccountId account) {
        return jdbc.sql(
                        """
                        update identity.device_request set account_id = :account
                         where user_code_hash = :code and state = 'waiting' and expires_at > :now
                           and (account_id is null or account_id = :account)
                        returning id, client_id, scopes
                        """)
                .param("account", account.value())
                .param("code", UserCodes.digest(userCode))
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Question(
                                row.getObject("id", UUID.class),
                                row.getString("client_id"),
                                Set.copyOf(Columns.texts(row, "scopes"))))
                .optional();
    }

    /** The question that the person claimed before, while it is open. */
    public Optional<Question> question(UUID id, AccountId account) {
        return jdbc.sql(
                        """
                        select id, client_id, scopes from identity.device_request
                         where id = :id and account_id = :account and state = 'waiting'
                           and expires_at > :now
                        """)
                .param("id", id)
                .param("account", account.value())
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Question(
                                row.getObject("id", UUID.class),
                                row.getString("client_id"),
                                Set.copyOf(Columns.texts(row, "scopes"))))
                .optional();
    }

    /**
     * Answers a question that the person claimed before. Scopes that were not asked for are
     * ignored, and a question that has scopes is denied if none of them is left.
     *
     * @return empty if the question was not open to this person any more
     */
    public Optional<Answer> answer(
            UUID id, SignedInPerson person, boolean approve, Set<String> scopes) {
        return jdbc.sql(
                        """
                        with decision as (
                            select r.id,
                                   array(select s from unnest(r.scopes) s
                                          where s = any (:scopes)) as approved
                              from identity.device_request r
                             where r.id = :id and r.account_id = :account
                               and r.state = 'waiting' and r.expires_at > :now
                               for update
                        )
                        update identity.device_request r
                           set state = case when :approve and (r.scopes = '{}'
                                                               or d.approved <> '{}')
                                            then 'approved' else 'denied' end,
                               approved_scopes =
                                   case when :approve then d.approved else '{}' end,
                               signed_in_at = :signedInAt, methods = :methods, acr = :acr
                          from decision d where d.id = r.id
                        returning r.client_id, r.state = 'approved' as approved, r.approved_scopes
                        """)
                .param("id", id)
                .param("account", person.id())
                .param("approve", approve)
                .param("scopes", Columns.texts(scopes))
                .param("signedInAt", Columns.timestamp(person.signedInAt()))
                .param("methods", Columns.texts(person.proof().sortedMethods()))
                .param("acr", person.proof().acr().orElse(null), Types.VARCHAR)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Answer(
                                row.getString("client_id"),
                                row.getBoolean("approved"),
                                Set.copyOf(Columns.texts(row, "approved_scopes"))))
                .optional();
    }

    /** The request of a device code, locked: of two polls, one waits for the other. */
    Optional<Stored> byDeviceCodeLocked(String deviceCode) {
        return jdbc.sql(
                        """
                        select * from identity.device_request
                         where device_code_hash = :code for update
                        """)
                .param("code", Secrets.digest(deviceCode))
                .query(DeviceRequests::stored)
                .optional();
    }

    /** Notes when the device may ask again. */
    void polled(UUID id, int intervalSeconds, Instant nextPollAt) {
        jdbc.sql(
                        """
                        update identity.device_request
                           set interval_seconds = :interval, next_poll_at = :next
                         where id = :id
                        """)
                .param("id", id)
                .param("interval", intervalSeconds)
                .param("next", Columns.timestamp(nextPollAt))
                .update();
    }

    /** Marks the device code as used up. */
    void use(UUID id) {
        jdbc.sql("update identity.device_request set state = :used where id = :id")
                .param("id", id)
                .param("used", State.USED.column())
                .update();
    }

    /** Forgets requests some time after they expired. */
    void sweep(Instant now) {
        jdbc.sql("delete from identity.device_request where expires_at < :then")
                .param("then", Columns.timestamp(now.minus(MEMORY)))
                .update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Columns.texts(row, "audience"),
                new LinkedHashSet<>(Columns.texts(row, "approved_scopes")),
                row.getObject("account_id", UUID.class),
                row.getObject("signed_in_at") == null ? null : Proofs.read(row),
                row.getInt("interval_seconds"),
                Columns.instant(row, "next_poll_at"),
                Columns.instant(row, "expires_at"));
    }
}
