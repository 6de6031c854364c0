package io.arcipelago.identity.password;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links that let their reader choose a password, once and for a limited time. */
@Component
public class PasswordTickets {

    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** Whose password may be chosen. */
    record Holder(AccountId account, String username) {}

    private final JdbcClient jdbc;
    private final Issuer issuer;
    private final InstantSource clock;

    PasswordTickets(JdbcClient jdbc, Issuer issuer, InstantSource clock) {
        this.jdbc = jdbc;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A time as mails tell it. */
    public static String told(Instant time) {
        return UNTIL.format(time);
    }

    /** A new link, as the values {@code link} and {@code until} of a mail. */
    public Map<String, String> issue(AccountId account, Duration life) {
        String token = Secrets.random();
        Instant now = clock.instant();
        Instant expiry = now.plus(life);
        jdbc.sql("delete from identity.password_ticket where expires_at <= :now")
                .param("now", Columns.timestamp(now))
                .update();
        jdbc.sql(
                        """
                        insert into identity.password_ticket (token_hash, account_id, expires_at)
                        values (:hash, :account, :expiry)
                        """)
                .param("hash", Secrets.digest(token))
                .param("account", account.value())
                .param("expiry", Columns.timestamp(expiry))
                .update();
        return Map.of("link", issuer.url("/password?token=" + token), "until", told(expiry));
    }

    /** Whose password the token lets choose; empty if it is unknown, used, too old or locked. */
    Optional<Holder> holder(String token) {
        return jdbc.sql(
                        """
                        select a.id, a.username
                          from identity.password_ticket t
                          join identity.account a on a.id = t.account_id
                         where t.token_hash = :hash and t.expires_at > :now and a.active
                        """)
                .param("hash", Secrets.digest(token))
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) ->
                        new Holder(
                                new AccountId(row.getObject("id", UUID.class)),
                                row.getString("username")))
                .optional();
    }

    /** Takes the token; false if somebody else was faster. */
    boolean take(String token) {
        return jdbc.sql("delete from identity.password_ticket where token_hash = :hash")
                        .param("hash", Secrets.digest(token))
                        .update()
                == 1;
    }
}
