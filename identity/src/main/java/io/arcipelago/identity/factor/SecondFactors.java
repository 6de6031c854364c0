package io.arcipelago.identity.factor;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.limit.GuessThrottle;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which second factors an account has, which it needs, and whether a typed code is one. */
@Component
public class SecondFactors {

    private static final Pattern APP_CODE = Pattern.compile("[0-9]{6}");

    /** What a person must do beside the first factor. */
    public enum Need {
        NONE,
        /** Show a factor that the account has. */
        CHALLENGE,
        /** Set one up, because the account has none. */
        SET_UP
    }

    /** What became of a typed code. */
    public enum Check {
        RIGHT,
        WRONG,
        /** It came too early and was not looked at. */
        THROTTLED
    }

    /**
     * The factors of an account.
     *
     * @param mandatory whether the account must have one
     */
    public record Status(
            boolean authenticatorApp, int passkeys, int recoveryCodes, boolean mandatory) {

        /** Whether there is a factor; recovery codes only stand in for one. */
        public boolean any() {
            return authenticatorApp || passkeys > 0;
        }
    }

    private final JdbcClient jdbc;
    private final AuthenticatorApps apps;
    private final RecoveryCodes recoveryCodes;
    private final GuessThrottle throttle;
    private final FactorSettings settings;
    private final IdentitySettings identity;

    SecondFactors(
            JdbcClient jdbc,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            GuessThrottle throttle,
            FactorSettings settings,
            IdentitySettings identity) {
        this.jdbc = jdbc;
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.throttle = throttle;
        this.settings = settings;
        this.identity = identity;
    }

    public Status status(AccountId account) {
        return jdbc.sql(
                        """
                        select exists (select from identity.authenticator_app
                                        where account_id = :account
                                          and enabled_at is not null) as app,
                               (select count(*) from identity.passkey
                                 where account_id = :account) as passkeys,
                               (select count(*) from identity.recovery_code
                                 where account_id = :account) as codes,
                               exists (select from identity.membership m
                                         join identity.user_group g on g.id = m.group_id
                                        where m.account_id = :account
                                          and g.name = any (:admins)) as admin
                        """)
                .param("account", account.value())
                .param("admins", Columns.texts(identity.adminGroups()))
                .query((row, number) ->
                        new Status(
                                row.getBoolean("app"),
                                row.getInt("passkeys"),
                                row.getInt("codes"),
                                mandatory(row.getBoolean("admin"))))
                .single();
    }

    /** What the person must do beside what they have shown. */
    public Need need(AccountId account, Proof proof) {
        if (proof.multiFactor()) {
            return Need.NONE;
        }
        Status status = status(account);
        if (status.any()) {
            return Need.CHALLENGE;
        }
        return status.mandatory() ? Need.SET_UP : Need.NONE;
    }

    /**
     * Looks at a code of the app or a recovery code and uses it up. Guesses are slowed down for the
     * account, whoever makes them, and for the address, whatever account it guesses at.
     */
    public Check check(AccountId account, String typed, String address) {
        if (!admit(account, address)) {
            return Check.THROTTLED;
        }
        String code = typed.replaceAll("\\s", "");
        boolean right =
                APP_CODE.matcher(code).matches()
                        ? apps.use(account, code)
                        : recoveryCodes.use(account, code);
        if (right) {
            succeeded(account, address);
        }
        return right ? Check.RIGHT : Check.WRONG;
    }

    boolean admit(AccountId account, String address) {
        return throttle.admit(accountKey(account), "") && throttle.admit("second factors", address);
    }

    void succeeded(AccountId account, String address) {
        throttle.succeeded(accountKey(account), "");
        throttle.takeBack("second factors", address);
    }

    private boolean mandatory(boolean admin) {
        return switch (settings.mandatory()) {
            case NONE -> false;
            case ADMINS -> admin;
            case ALL -> true;
        };
    }

    /** No user name has a space, so that these counts and those of sign-ins stay apart. */
    private static String accountKey(AccountId account) {
        return "second factor of " + account;
    }
}
