package io.arcipelago.identity.passkey;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of passkeys. */
@Component
class StoredPasskeys {

    /**
     * What an answer is checked against.
     *
     * @param credential the attested credential data (Web Authentication, section 6.5.2)
     */
    record Stored(UUID id, AccountId account, byte[] credential, long signCount) {}

    /** What a browser is told, so that it offers the right authenticator. */
    record Descriptor(String credentialId, List<String> transports) {

        Descriptor {
            transports = List.copyOf(transports);
        }
    }

    private final JdbcClient jdbc;

    StoredPasskeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the credential's id in base64url without padding. */
    Optional<Stored> byCredentialId(String credentialId) {
        return jdbc.sql(
                        """
                        select id, account_id, credential, sign_count from identity.passkey
                         where credential_id = :credential
                        """)
                .param("credential", credentialId)
                .query((row, number) ->
                        new Stored(
                                row.getObject("id", UUID.class),
                                new AccountId(row.getObject("account_id", UUID.class)),
                                row.getBytes("credential"),
                                row.getLong("sign_count")))
                .optional();
    }

    List<Passkey> list(AccountId account) {
        return jdbc.sql(
                        """
                        select id, name, created_at, last_used_at from identity.passkey
                         where account_id = :account order by created_at, id
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new Passkey(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                Columns.instant(row, "created_at"),
                                Optional.ofNullable(Columns.instantOrNull(row, "last_used_at"))))
                .list();
    }

    List<Descriptor> descriptors(AccountId account) {
        return jdbc.sql(
                        """
                        select credential_id, transports from identity.passkey
                         where account_id = :account order by created_at, id
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new Descriptor(
                                row.getString("credential_id"), Columns.texts(row, "transports")))
                .list();
    }

    /** False if the account has as many as it may, or the credential is somebody's already. */
    boolean add(
            AccountId account,
            byte[] credentialId,
            byte[] credential,
            long signCount,
            Collection<String> transports,
            String name,
            Instant now,
            int most) {
        return jdbc.sql(
                                """
                                insert into identity.passkey
                                       (id, account_id, credential_id, credential, sign_count,
                                        transports, name, created_at)
                                select :id, :account, :credentialId, :credential, :signCount,
                                       :transports, :name, :now
                                 where (select count(*) from identity.passkey
                                         where account_id = :account) < :most
                                on conflict (credential_id) do nothing
                                """)
                        .param("id", UUID.randomUUID())
                        .param("account", account.value())
                        .param("credentialId", text(credentialId))
                        .param("credential", credential)
                        .param("signCount", signCount)
                        .param("transports", Columns.texts(transports))
                        .param("name", name)
                        .param("now", Columns.timestamp(now))
                        .param("most", most)
                        .update()
                == 1;
    }

    /**
     * Remembers the counter; false if it did not grow meanwhile, as when a copy of the key is used
     * at the same time. Authenticators that do not count always send zero.
     */
    boolean used(UUID id, long signCount, Instant now) {
        return jdbc.sql(
                                """
                                update identity.passkey
                                   set sign_count = :signCount, last_used_at = :now
                                 where id = :id
                                   and (sign_count < :signCount
                                        or (sign_count = 0 and :signCount = 0))
                                """)
                        .param("id", id)
                        .param("signCount", signCount)
                        .param("now", Columns.timestamp(now))
                        .update()
                == 1;
    }

    boolean rename(AccountId account, UUID id, String name) {
        return jdbc.sql(
                                """
                                update identity.passkey set name = :name
                                 where id = :id and account_id = :account
                                """)
                        .param("id", id)
                        .param("account", account.value())
                        .param("name", name)
                        .update()
                == 1;
    }

    /** Only this passkey; the account's name in the condition keeps others' out of reach. */
    int remove(AccountId account, UUID id) {
        return jdbc.sql("delete from identity.passkey where id = :id and account_id = :account")
                .param("id", id)
                .param("account", account.value())
                .update();
    }

    int removeAll(AccountId account) {
        return jdbc.sql("delete from identity.passkey where account_id = :account")
                .param("account", account.value())
                .update();
    }

    private static String text(byte[] credentialId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(credentialId);
    }
}
