package io.arcipelago.identity.aup;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.platform.security.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The policy for programs: anybody reads it, people sign it, administrators write it. */
@RestController
@RequestMapping("/iam/aup")
class AupController {

    private final Aups aups;
    private final Rights rights;

    AupController(Aups aups, Rights rights) {
        this.aups = aups;
        this.rights = rights;
    }

    @GetMapping
    Aup get() {
        return aups.get();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Aup create(Caller caller, @RequestBody AupForm form) {
        rights.require(caller, AdminScopes.WRITE);
        return aups.create(form, caller.subject());
    }

    @PatchMapping
    Aup change(Caller caller, @RequestBody AupForm form) {
        rights.require(caller, AdminScopes.WRITE);
        return aups.change(form, caller.subject());
    }

    @PostMapping("/touch")
    Aup touch(Caller caller) {
        rights.require(caller, AdminScopes.WRITE);
        return aups.touch(caller.subject());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller) {
        rights.require(caller, AdminScopes.WRITE);
        aups.remove(caller.subject());
    }

    @PostMapping("/signature")
    @ResponseStatus(HttpStatus.CREATED)
    Signature sign(Caller caller) {
        return aups.sign(rights.self(caller), caller.subject());
    }

    @GetMapping("/signature")
    Signature own(Caller caller) {
        return aups.signature(rights.self(caller));
    }

    @GetMapping("/signature/{accountId}")
    Signature signature(Caller caller, @PathVariable UUID accountId) {
        AccountId account = new AccountId(accountId);
        if (!rights.isSelf(caller, account)) {
            rights.require(caller, AdminScopes.READ);
        }
        return aups.signature(account);
    }

    /** On behalf of somebody, such as with a signature on paper. */
    @PatchMapping("/signature/{accountId}")
    @ResponseStatus(HttpStatus.CREATED)
    Signature signFor(Caller caller, @PathVariable UUID accountId) {
        rights.require(caller, AdminScopes.WRITE);
        return aups.sign(new AccountId(accountId), caller.subject());
    }

    @DeleteMapping("/signature/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void askAgain(Caller caller, @PathVariable UUID accountId) {
        rights.require(caller, AdminScopes.WRITE);
        aups.unsign(new AccountId(accountId), caller.subject());
    }
}
