package io.arcipelago.identity.exchange;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The exchange policies, for administrators. A policy is replaced by a new one, not changed. */
@RestController
@RequestMapping("/iam/api/exchange/policies")
class ExchangePolicyController {

    private final ExchangePolicies policies;
    private final Rights rights;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    ExchangePolicyController(
            ExchangePolicies policies,
            Rights rights,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.policies = policies;
        this.rights = rights;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    @GetMapping
    List<ExchangePolicyBody> all(Caller caller) {
        rights.require(caller, AdminScopes.READ);
        return policies.all().stream().map(ExchangePolicyBody::of).toList();
    }

    @GetMapping("/{id}")
    ExchangePolicyBody one(Caller caller, @PathVariable long id) {
        rights.require(caller, AdminScopes.READ);
        return ExchangePolicyBody.of(existing(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ExchangePolicyBody create(Caller caller, @RequestBody ExchangePolicyBody input) {
        rights.require(caller, AdminScopes.WRITE);
        ExchangePolicy wanted = input.policy();
        ExchangePolicy created =
                transaction.execute(status -> {
                    ExchangePolicy stored = policies.create(wanted);
                    note("created", caller, stored);
                    return stored;
                });
        policies.forget();
        if (created == null) {
            throw new IllegalStateException("The transaction was rolled back");
        }
        return ExchangePolicyBody.of(created);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable long id) {
        rights.require(caller, AdminScopes.WRITE);
        transaction.executeWithoutResult(status -> {
            ExchangePolicy current = existing(id);
            policies.delete(id);
            note("deleted", caller, current);
        });
        policies.forget();
    }

    private void note(String what, Caller caller, ExchangePolicy policy) {
        audit.accountChanged(
                "policy.exchange." + what,
                caller.subject(),
                caller.subject(),
                Map.of(
                        "policy",
                        String.valueOf(policy.id()),
                        "rule",
                        policy.rule().name(),
                        "origin",
                        policy.origin().type() + " " + policy.origin().match(),
                        "destination",
                        policy.destination().type() + " " + policy.destination().match()));
    }

    private ExchangePolicy existing(long id) {
        return policies.find(id)
                .orElseThrow(() ->
                        ApiFailure.notFound("no-policy", "No exchange policy found for id: " + id));
    }
}
