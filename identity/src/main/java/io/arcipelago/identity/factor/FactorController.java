package io.arcipelago.identity.factor;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.passkey.Passkeys;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Second factors for programs. A code comes as a field of a form, of a multipart form or of JSON.
 */
@RestController
@RequestMapping("/iam")
class FactorController {

    private final FactorChanges changes;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final OwnToken own;
    private final Rights rights;

    FactorController(
            FactorChanges changes,
            SecondFactors factors,
            Passkeys passkeys,
            Accounts accounts,
            OwnToken own,
            Rights rights) {
        this.changes = changes;
        this.factors = factors;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.own = own;
        this.rights = rights;
    }

    /** A code as JSON. */
    record Code(@Nullable String code) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Code[]";
        }
    }

    /** Codes that are shown once. */
    record Codes(List<String> recoveryCodes) {

        Codes {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        /** Says nothing. */
        @Override
        public String toString() {
            return "Codes[]";
        }
    }

    /** A passkey as a list shows it. */
    record PasskeyView(String id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}

    /**
     * What an account has.
     *
     * @param recoveryCodesLeft how many were not used yet
     * @param mandatory whether the account must have a second factor
     */
    record Settings(
            boolean authenticatorAppActive,
            int recoveryCodesLeft,
            List<PasskeyView> passkeys,
            boolean mandatory) {

        Settings {
            passkeys = List.copyOf(passkeys);
        }
    }

    @GetMapping({"/multi-factor-settings", "/multi-factor-settings/"})
    Settings settings(Caller caller) {
        return settings(rights.self(caller));
    }

    @GetMapping({"/multi-factor-settings/{id}", "/multi-factor-settings/{id}/"})
    Settings settings(Caller caller, @PathVariable UUID id) {
        AccountId account = new AccountId(id);
        if (!rights.isSelf(caller, account)) {
            rights.require(caller, AdminScopes.READ, AdminScopes.WRITE);
        }
        known(account);
        return settings(account);
    }

    @PutMapping("/authenticator-app/add-secret")
    ResponseEntity<AppSetUp> addSecret(Caller caller, HttpServletRequest request) {
        return once(changes.beginApp(own.selfForAdding(caller, request)));
    }

    @PostMapping("/authenticator-app/enable")
    ResponseEntity<Codes> enable(
            Caller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String code) {
        AccountId account = own.selfForAdding(caller, request);
        return once(new Codes(changes.enableApp(account, code, request.getRemoteAddr())));
    }

    @PostMapping(path = "/authenticator-app/enable", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Codes> enableByJson(
            Caller caller, HttpServletRequest request, @RequestBody Code body) {
        return enable(caller, request, text(body));
    }

    @PostMapping("/authenticator-app/disable")
    void disable(
            Caller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String code) {
        changes.disableApp(own.self(caller, request), code, request.getRemoteAddr());
    }

    @PostMapping(path = "/authenticator-app/disable", consumes = MediaType.APPLICATION_JSON_VALUE)
    void disableByJson(Caller caller, HttpServletRequest request, @RequestBody Code body) {
        disable(caller, request, text(body));
    }

    @PostMapping("/authenticator-app/recovery-codes")
    ResponseEntity<Codes> recoveryCodes(
            Caller caller,
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String code) {
        AccountId account = own.self(caller, request);
        return once(new Codes(changes.newRecoveryCodes(account, code, request.getRemoteAddr())));
    }

    @PostMapping(
            path = "/authenticator-app/recovery-codes",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Codes> recoveryCodesByJson(
            Caller caller, HttpServletRequest request, @RequestBody Code body) {
        return recoveryCodes(caller, request, text(body));
    }

    @DeleteMapping("/authenticator-app/reset/{id}")
    void reset(Caller caller, @PathVariable UUID id) {
        AccountId account = somebodyElse(caller, id);
        changes.resetApp(account, caller.subject());
    }

    /** All passkeys of somebody who lost them. */
    @DeleteMapping("/passkeys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetPasskeys(Caller caller, @PathVariable UUID id) {
        AccountId account = somebodyElse(caller, id);
        changes.removePasskeys(
                account, caller.subject(), "all passkeys", () -> passkeys.removeAll(account));
    }

    private Settings settings(AccountId account) {
        SecondFactors.Status status = factors.status(account);
        return new Settings(
                status.authenticatorApp(),
                status.recoveryCodes(),
                passkeys.list(account).stream()
                        .map(passkey ->
                                new PasskeyView(
                                        passkey.id().toString(),
                                        passkey.name(),
                                        passkey.createdAt(),
                                        passkey.lastUsedAt().orElse(null)))
                        .toList(),
                status.mandatory());
    }

    /** Administrators' own factors are as safe from a stolen token as anybody's. */
    private AccountId somebodyElse(Caller caller, UUID id) {
        rights.require(caller, AdminScopes.WRITE);
        AccountId account = new AccountId(id);
        if (rights.isSelf(caller, account)) {
            throw ApiFailure.forbidden(
                    "own-account",
                    "Another administrator must reset your factors; to remove one, show a code");
        }
        return account;
    }

    private void known(AccountId account) {
        if (accounts.find(account).isEmpty()) {
            throw ApiFailure.notFound("no-such-account", "The account is not known");
        }
    }

    private static String text(Code body) {
        return body.code() == null ? "" : body.code();
    }

    /** What nobody is shown again must not stay in a cache. */
    private static <T> ResponseEntity<T> once(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
