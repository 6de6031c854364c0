package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The public SSH keys of people; a key belongs to one account at most. */
@Component
public class SshKeys {

    private static final String TABLE = "ssh_key";

    private final JdbcClient jdbc;
    private final LinkedIdentities accounts;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    SshKeys(
            JdbcClient jdbc,
            LinkedIdentities accounts,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Adds a key, or changes the label of the one that is there. The first one is the primary one.
     *
     * @throws io.arcipelago.platform.web.ApiFailure bad request if it is no public key, conflict if
     *     another account has it
     */
    public void add(AccountId account, String value, String label, boolean primary, String actor) {
        String fingerprint = SshKeyText.fingerprint(value);
        String name = LinkedIdentities.checkedLabel(label);
        transaction.executeWithoutResult(status -> {
            accounts.lock(account);
            if (primary) {
                accounts.demote(TABLE, account);
            }
            int written =
                    jdbc.sql(
                                    """
                                    insert into identity.ssh_key as k
                                           (fingerprint, account_id, label, value, is_primary,
                                            created_at, updated_at)
                                    values (:fingerprint, :account,
                                            coalesce(nullif(:label, ''), 'ssh key'), :value,
                                            :primary or not exists (
                                                select from identity.ssh_key p
                                                 where p.account_id = :account and p.is_primary),
                                            :now, :now)
                                    on conflict (fingerprint) do update
                                       set label = coalesce(nullif(:label, ''), k.label),
                                           is_primary = k.is_primary or excluded.is_primary,
                                           updated_at = :now
                                     where k.account_id = excluded.account_id
                                    """)
                            .param("fingerprint", fingerprint)
                            .param("account", account.value())
                            .param("label", name)
                            .param("value", value.strip())
                            .param("primary", primary)
                            .param("now", Columns.timestamp(clock.instant()))
                            .update();
            if (written == 0) {
                throw LinkedIdentities.taken("The SSH key " + fingerprint);
            }
            accounts.refuseTooMany(TABLE, account);
            changed("account.ssh-key.added", account, fingerprint, actor);
        });
    }

    /** Takes a key away, by what it is; false if the account does not have it. */
    public boolean remove(AccountId account, String fingerprint, String actor) {
        return removed(account, "fingerprint", fingerprint, actor);
    }

    /** Takes a key away, by its value; false if the account does not have it. */
    public boolean removeValue(AccountId account, String value, String actor) {
        return removed(account, "fingerprint", SshKeyText.fingerprint(value), actor);
    }

    /** Takes the keys of this label away; false if the account has none. */
    public boolean removeLabelled(AccountId account, String label, String actor) {
        return removed(account, "label", label, actor);
    }

    private boolean removed(AccountId account, String column, String value, String actor) {
        int removed =
                jdbc.sql(
                                "delete from identity.ssh_key where account_id = :account and %s = :value"
                                        .formatted(column))
                        .param("account", account.value())
                        .param("value", value)
                        .update();
        if (removed > 0) {
            changed("account.ssh-key.removed", account, value, actor);
        }
        return removed > 0;
    }

    private void changed(String what, AccountId account, String key, String actor) {
        audit.accountChanged(what, account.toString(), actor, Map.of("key", key));
    }
}
