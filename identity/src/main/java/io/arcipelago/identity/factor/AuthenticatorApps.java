package io.arcipelago.identity.factor;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.secrets.SecretRef;
import io.arcipelago.platform.secrets.SecretStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The authenticator apps; the key of each is in the secret store. */
@Component
class AuthenticatorApps {

    private static final String OWNER = "identity-authenticator";

    private record App(UUID id, boolean enabled) {}

    private final JdbcClient jdbc;
    private final SecretStore secrets;
    private final InstantSource clock;

    AuthenticatorApps(JdbcClient jdbc, SecretStore secrets, InstantSource clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Makes a key for an app that is to be set up; empty if one is enabled already. */
    Optional<String> begin(AccountId account) {
        sweep();
        Optional<UUID> id =
                jdbc.sql(
                                """
                                insert into identity.authenticator_app as a
                                       (id, account_id, created_at)
                                values (:id, :account, :now)
                                on conflict (account_id) do update set created_at = :now
                                 where a.enabled_at is null
                                returning id
                                """)
                        .param("id", UUID.randomUUID())
                        .param("account", account.value())
                        .param("now", Columns.timestamp(clock.instant()))
                        .query(UUID.class)
                        .optional();
        return id.map(app -> {
            String key = Totp.newKey();
            secrets.put(ref(app), key);
            return key;
        });
    }

    /** The key of an app that is not enabled yet; that of an enabled one is never given out. */
    Optional<String> keyBeforeUse(AccountId account) {
        return find(account)
                .filter(app -> !app.enabled())
                .flatMap(app -> secrets.get(ref(app.id())));
    }

    /** Whether an app is being set up or in use. */
    boolean known(AccountId account) {
        return find(account).isPresent();
    }

    boolean enabled(AccountId account) {
        return find(account).filter(App::enabled).isPresent();
    }

    /** Enables the app if the code is its. The code is used up by that. */
    boolean enable(AccountId account, String code) {
        return accept(
                account,
                code,
                false,
                """
                update identity.authenticator_app set enabled_at = :now, last_step = :step
                 where id = :id and enabled_at is null and last_step < :step
                """);
    }

    /**
     * Takes a code of an enabled app. One statement decides and remembers, so that of two uses of
     * one code only one succeeds.
     */
    boolean use(AccountId account, String code) {
        return accept(
                account,
                code,
                true,
                """
                update identity.authenticator_app set last_step = :step
                 where id = :id and enabled_at <= :now and last_step < :step
                """);
    }

    /** Forgets the app and its key; false if there was none. */
    boolean remove(AccountId account) {
        Optional<UUID> id =
                jdbc.sql(
                                """
                                delete from identity.authenticator_app
                                 where account_id = :account returning id
                                """)
                        .param("account", account.value())
                        .query(UUID.class)
                        .optional();
        id.ifPresent(app -> secrets.delete(ref(app)));
        return id.isPresent();
    }

    private boolean accept(AccountId account, String code, boolean enabled, String update) {
        Instant now = clock.instant();
        Optional<App> app = find(account).filter(known -> known.enabled() == enabled);
        Optional<String> key = app.flatMap(known -> secrets.get(ref(known.id())));
        if (app.isEmpty() || key.isEmpty()) {
            return false;
        }
        OptionalLong step = Totp.matchingStep(key.get(), code, now);
        return step.isPresent()
                && jdbc.sql(update)
                                .param("id", app.get().id())
                                .param("step", step.getAsLong())
                                .param("now", Columns.timestamp(now))
                                .update()
                        == 1;
    }

    private Optional<App> find(AccountId account) {
        return jdbc.sql(
                        """
                        select id, enabled_at is not null as enabled
                          from identity.authenticator_app where account_id = :account
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new App(row.getObject("id", UUID.class), row.getBoolean("enabled")))
                .optional();
    }

    /** Deletes the keys of accounts that are gone. They are few, and set-ups are rare. */
    private void sweep() {
        List<UUID> orphans =
                jdbc.sql(
                                """
                                delete from identity.authenticator_app
                                 where account_id is null returning id
                                """)
                        .query((row, number) -> row.getObject("id", UUID.class))
                        .list();
        orphans.forEach(app -> secrets.delete(ref(app)));
    }

    private static SecretRef ref(UUID app) {
        return new SecretRef(OWNER, app.toString());
    }
}
