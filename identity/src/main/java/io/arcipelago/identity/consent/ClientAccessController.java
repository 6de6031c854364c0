package io.arcipelago.identity.consent;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.grant.Grants;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The native API over what clients have of a person, tokens and consents, for administrators. */
@RestController
@RequestMapping("/v1/accounts/{account}/clients")
class ClientAccessController {

    private static final String BY_ADMINISTRATOR = "taken back by an administrator";

    private final ClientAccess access;
    private final ApprovedSites sites;
    private final Grants grants;
    private final Accounts accounts;
    private final Rights rights;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ClientAccessController(
            ClientAccess access,
            ApprovedSites sites,
            Grants grants,
            Accounts accounts,
            Rights rights,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.access = access;
        this.sites = sites;
        this.grants = grants;
        this.accounts = accounts;
        this.rights = rights;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @GetMapping
    List<ClientAccess.Access> read(Caller caller, @PathVariable String account) {
        rights.require(caller, AdminScopes.READ);
        return access.of(known(account));
    }

    /** Ends every token that the client has of the person, and forgets the consent. */
    @DeleteMapping("/{client}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(Caller caller, @PathVariable String account, @PathVariable String client) {
        rights.require(caller, AdminScopes.WRITE);
        AccountId person = known(account);
        transaction.executeWithoutResult(status -> {
            if (access.of(person).stream().noneMatch(it -> it.clientId().equals(client))) {
                throw ApiFailure.notFound(
                        "no-access", "The client '" + client + "' has nothing of this account");
            }
            sites.remove(person, client);
            grants.revokeAll(person, client, BY_ADMINISTRATOR, clock.instant());
            audit.grantRevoked(person.toString(), client, BY_ADMINISTRATOR);
            audit.accountChanged(
                    "account.client-access-revoked",
                    person.toString(),
                    caller.subject(),
                    Map.of("client", client));
        });
    }

    private AccountId known(String account) {
        return AccountId.parse(account)
                .filter(id -> accounts.find(id).isPresent())
                .orElseThrow(() -> People.unknown(account));
    }
}
