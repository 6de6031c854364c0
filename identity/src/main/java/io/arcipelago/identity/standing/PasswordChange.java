package io.arcipelago.identity.standing;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What follows from a change of a password, whoever made it: whoever knew the old one is put out.
 */
@Component
public class PasswordChange {

    private final JdbcClient jdbc;

    PasswordChange(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Voids the sign-ins, the grants with their tokens, and the links to choose a password; in the
     * transaction that stores the new hash.
     */
    public void follow(AccountId account, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.account_standing (account_id, password_changed_at)
                        values (:id, :second)
                        on conflict (account_id) do update
                           set password_changed_at = excluded.password_changed_at
                        """)
                .param("id", account.value())
                // Sign-ins are told to the second; one within this second must count.
                .param("second", Columns.timestamp(now.truncatedTo(ChronoUnit.SECONDS)))
                .update();
        jdbc.sql(
                        """
                        update identity.token_grant
                           set revoked_at = :now, revoked_for = 'password changed'
                         where account_id = :id and revoked_at is null
                        """)
                .param("now", Columns.timestamp(now))
                .param("id", account.value())
                .update();
        jdbc.sql("delete from identity.password_ticket where account_id = :id")
                .param("id", account.value())
                .update();
    }
}
