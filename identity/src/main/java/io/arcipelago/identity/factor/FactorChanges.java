package io.arcipelago.identity.factor;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.mail.MailAddresses;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets second factors up and removes them. The person is told by mail, so that a change that
 * somebody else made does not go unseen. Changes of one account take turns.
 */
@Component
public class FactorChanges {

    private static final String APP = "an authenticator app";

    private final AuthenticatorApps apps;
    private final RecoveryCodes recoveryCodes;
    private final SecondFactors factors;
    private final FactorSettings settings;
    private final Accounts accounts;
    private final MailQueue mails;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FactorChanges(
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            SecondFactors factors,
            FactorSettings settings,
            Accounts accounts,
            MailQueue mails,
            AuditTrail audit,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.recoveryCodes = recoveryCodes;
        this.factors = factors;
        this.settings = settings;
        this.accounts = accounts;
        this.mails = mails;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Makes a new key for an app; a conflict if one is enabled. */
    public AppSetUp beginApp(AccountId account) {
        return changing(
                account,
                person ->
                        apps.begin(account)
                                .map(key -> setUp(person, key))
                                .orElseThrow(FactorChanges::alreadyEnabled));
    }

    /** The key of the app that is being set up, once more; a conflict if there is none. */
    public AppSetUp appBeforeUse(AccountId account) {
        return apps.keyBeforeUse(account)
                .map(key -> setUp(person(account), key))
                .orElseThrow(FactorChanges::noSecret);
    }

    /**
     * Enables the app if the code shows that it knows the key.
     *
     * @return recovery codes, which nobody is shown again
     */
    public List<String> enableApp(AccountId account, String code, String address) {
        if (apps.enabled(account)) {
            throw alreadyEnabled();
        }
        if (!apps.known(account)) {
            throw noSecret();
        }
        if (!factors.admit(account, address)) {
            throw throttled();
        }
        return changing(
                account,
                person -> {
                    if (!apps.enable(account, code.replaceAll("\\s", ""))) {
                        throw wrongCode();
                    }
                    factors.succeeded(account, address);
                    audit.accountChanged(
                            "account.factor.enabled",
                            account.toString(),
                            account.toString(),
                            Map.of("factor", "authenticator-app"));
                    tell(MailKind.MFA_ENABLE, person, APP);
                    return recoveryCodes.replace(account);
                });
    }

    /** Removes the app; needs a code of it or a recovery code. */
    public void disableApp(AccountId account, String code, String address) {
        if (!apps.enabled(account)) {
            throw ApiFailure.conflict("not-enabled", "Authenticator app is not enabled");
        }
        refuseIfOnlyApp(account);
        demand(account, code, address);
        changing(
                account,
                person -> {
                    refuseIfOnlyApp(account);
                    apps.remove(account);
                    removed(person, account.toString(), "authenticator-app", APP);
                    return person;
                });
    }

    /** An administrator removes the app of somebody who lost it. */
    public void resetApp(AccountId account, String actor) {
        changing(
                account,
                person -> {
                    if (apps.remove(account)) {
                        removed(person, actor, "authenticator-app", APP);
                    }
                    return person;
                });
    }

    /** New recovery codes; needs a code of the app or an old recovery code. */
    public List<String> newRecoveryCodes(AccountId account, String code, String address) {
        if (!factors.status(account).any()) {
            throw ApiFailure.conflict(
                    "no-factor", "Recovery codes are for accounts with a second factor");
        }
        demand(account, code, address);
        return changing(
                account,
                person -> {
                    audit.accountChanged(
                            "account.recovery-codes.replaced",
                            account.toString(),
                            account.toString(),
                            Map.of());
                    return recoveryCodes.replace(account);
                });
    }

    /**
     * Adds a passkey.
     *
     * @param store writes it under its name and says whether it could
     * @return empty if it could not; else recovery codes, but none if the account has some
     */
    public Optional<List<String>> addPasskey(
            AccountId account, String name, Predicate<String> store) {
        return changing(
                account,
                person -> {
                    if (!store.test(name)) {
                        return Optional.empty();
                    }
                    audit.accountChanged(
                            "account.factor.enabled",
                            account.toString(),
                            account.toString(),
                            Map.of("factor", "passkey", "name", name));
                    tell(MailKind.MFA_ENABLE, person, "the passkey \"" + name + "\"");
                    return Optional.of(
                            factors.status(account).recoveryCodes() == 0
                                    ? recoveryCodes.replace(account)
                                    : List.of());
                });
    }

    /**
     * Removes passkeys; refuses to take the last factor of an account that must have one, unless an
     * administrator does it.
     *
     * @param delete deletes them and says how many there were
     */
    public int removePasskeys(
            AccountId account, String actor, String name, Supplier<Integer> delete) {
        return changing(
                account,
                person -> {
                    int count = delete.get();
                    if (count > 0 && actor.equals(account.toString())) {
                        refuseIfNone(account);
                    }
                    if (count > 0) {
                        removed(person, actor, "passkey", "the passkey \"" + name + "\"");
                    }
                    return count;
                });
    }

    private void demand(AccountId account, String code, String address) {
        switch (factors.check(account, code, address)) {
            case RIGHT -> {
                // Go on.
            }
            case WRONG -> throw wrongCode();
            case THROTTLED -> throw throttled();
        }
    }

    private void removed(Person person, String actor, String factor, String words) {
        AccountId account = person.id();
        audit.accountChanged(
                "account.factor.disabled", account.toString(), actor, Map.of("factor", factor));
        if (!factors.status(account).any()) {
            recoveryCodes.remove(account);
        }
        tell(MailKind.MFA_DISABLE, person, words);
    }

    private void refuseIfOnlyApp(AccountId account) {
        SecondFactors.Status status = factors.status(account);
        if (status.mandatory() && status.passkeys() == 0) {
            throw lastFactor();
        }
    }

    private void refuseIfNone(AccountId account) {
        SecondFactors.Status status = factors.status(account);
        if (status.mandatory() && !status.any()) {
            throw lastFactor();
        }
    }

    private void tell(MailKind kind, Person person, String factor) {
        if (MailAddresses.good(person.email())) {
            mails.add(
                    kind, person.email(), Map.of("username", person.username(), "factor", factor));
        }
    }

    private interface Change<T> {
        T with(Person person);
    }

    private <T> T changing(AccountId account, Change<T> change) {
        @Nullable T result =
                transaction.execute(status -> {
                    jdbc.sql("select id from identity.account where id = :id for update")
                            .param("id", account.value())
                            .query((row, number) -> row.getString("id"))
                            .list();
                    return change.with(person(account));
                });
        if (result == null) {
            throw new IllegalStateException("The transaction of a change gave nothing");
        }
        return result;
    }

    private Person person(AccountId account) {
        return accounts.find(account)
                .orElseThrow(
                        () -> ApiFailure.notFound("no-such-account", "The account is not known"));
    }

    private AppSetUp setUp(Person person, String key) {
        return AppSetUp.of(settings.name(), person.username(), key);
    }

    private static ApiFailure wrongCode() {
        return ApiFailure.badRequest("bad-totp", "Bad TOTP");
    }

    private static ApiFailure noSecret() {
        return ApiFailure.conflict("no-secret", "No authenticator app is being set up");
    }

    private static ApiFailure alreadyEnabled() {
        return ApiFailure.conflict("already-enabled", "Authenticator app is already enabled");
    }

    private static ApiFailure lastFactor() {
        return ApiFailure.conflict(
                "last-factor",
                "A second factor is mandatory for this account; set another one up first");
    }

    private static ApiFailure throttled() {
        return new ApiFailure(
                HttpStatus.TOO_MANY_REQUESTS,
                FailureClass.TRANSIENT,
                "too-many-attempts",
                "Too many wrong codes; wait a while before the next one",
                Map.of());
    }
}
