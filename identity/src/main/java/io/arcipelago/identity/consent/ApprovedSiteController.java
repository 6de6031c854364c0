package io.arcipelago.identity.consent;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.api.OwnIssuer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.grant.Grants;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own consents; nobody reaches another person's. */
@RestController
@RequestMapping({"/iam/api/approved", "/api/approved"})
class ApprovedSiteController {

    private static final String WITHDRAWN = "consent withdrawn";

    private final ApprovedSites sites;
    private final Grants grants;
    private final OwnIssuer ownIssuer;
    private final Rights rights;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ApprovedSiteController(
            ApprovedSites sites,
            Grants grants,
            OwnIssuer ownIssuer,
            Rights rights,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.sites = sites;
        this.grants = grants;
        this.ownIssuer = ownIssuer;
        this.rights = rights;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @GetMapping
    List<ApprovedSites.ApprovedSite> own(Caller caller) {
        return sites.of(self(caller));
    }

    /** Takes a consent back, with every token that the client got on it. */
    @DeleteMapping("/{client}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Caller caller, @PathVariable String client) {
        AccountId account = self(caller);
        transaction.executeWithoutResult(status -> {
            if (!sites.remove(account, client)) {
                throw ApiFailure.notFound(
                        "no-consent", "You have given no consent to a client of this id");
            }
            grants.revokeAll(account, client, WITHDRAWN, clock.instant());
            audit.consent(account.toString(), client, Set.of());
            audit.grantRevoked(account.toString(), client, WITHDRAWN);
        });
    }

    private AccountId self(Caller caller) {
        ownIssuer.require(caller);
        return rights.self(caller);
    }
}
