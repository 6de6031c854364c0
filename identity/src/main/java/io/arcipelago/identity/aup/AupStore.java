package io.arcipelago.identity.aup;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the policy and its signatures. */
@Component
class AupStore {

    private final JdbcClient jdbc;

    AupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Aup> find() {
        return jdbc.sql("select * from identity.aup").query(AupStore::aup).optional();
    }

    /** Stores the policy; false if there is one. */
    boolean add(AupForm form, Instant now) {
        return jdbc.sql(
                                """
                                insert into identity.aup
                                       (id, url, text, description, validity_days, reminders,
                                        created_at, updated_at)
                                values (:id, :url, :text, :description, :days, :reminders,
                                        :now, :now)
                                on conflict (only_one) do nothing
                                """)
                        .param("id", UUID.randomUUID())
                        .param("url", form.url())
                        .param("text", form.text())
                        .param("description", form.description())
                        .param("days", form.signatureValidityInDays())
                        .param("reminders", form.aupRemindersInDays())
                        .param("now", Columns.timestamp(now))
                        .update()
                == 1;
    }

    /** Changes the policy; who signed need not sign again for that. */
    Optional<Aup> change(AupForm form) {
        return jdbc.sql(
                        """
                        update identity.aup
                           set url = :url, text = :text, description = :description,
                               validity_days = :days, reminders = :reminders
                        returning *
                        """)
                .param("url", form.url())
                .param("text", form.text())
                .param("description", form.description())
                .param("days", form.signatureValidityInDays())
                .param("reminders", form.aupRemindersInDays())
                .query(AupStore::aup)
                .optional();
    }

    /** Makes every signature void. */
    Optional<Aup> touch(Instant now) {
        return jdbc.sql("update identity.aup set updated_at = :now returning *")
                .param("now", Columns.timestamp(now))
                .query(AupStore::aup)
                .optional();
    }

    boolean remove() {
        return jdbc.sql("delete from identity.aup").update() == 1;
    }

    Optional<Signature.Signer> signer(AccountId account) {
        return jdbc.sql(
                        """
                        select id, username, name, email, service_account
                          from identity.account where id = :id
                        """)
                .param("id", account.value())
                .query(AupStore::signer)
                .optional();
    }

    void sign(AccountId account, Aup aup, Instant now) {
        jdbc.sql(
                        """
                        insert into identity.aup_signature (account_id, aup_id, signed_at)
                        values (:account, :aup, :now)
                        on conflict (account_id) do update
                           set aup_id = excluded.aup_id, signed_at = excluded.signed_at
                        """)
                .param("account", account.value())
                .param("aup", aup.id())
                .param("now", Columns.timestamp(now))
                .update();
    }

    Optional<Instant> signedAt(AccountId account) {
        return jdbc.sql("select signed_at from identity.aup_signature where account_id = :id")
                .param("id", account.value())
                .query((row, number) -> Columns.instant(row, "signed_at"))
                .optional();
    }

    boolean unsign(AccountId account) {
        return jdbc.sql("delete from identity.aup_signature where account_id = :id")
                        .param("id", account.value())
                        .update()
                == 1;
    }

    private static Signature.Signer signer(ResultSet row, int number) throws SQLException {
        return new Signature.Signer(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("service_account"));
    }

    private static Aup aup(ResultSet row, int number) throws SQLException {
        return new Aup(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("url"),
                row.getString("text"),
                row.getString("description"),
                row.getInt("validity_days"),
                row.getString("reminders"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
