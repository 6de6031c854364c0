package io.arcipelago.identity.policy;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
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

/** Scope policies, for administrators; and what they decide about a person and a client. */
@RestController
@RequestMapping("/iam/scope_policies")
class ScopePolicyController {

    private final ScopePolicyStore store;
    private final ScopePolicies policies;
    private final CapabilitySets sets;
    private final Accounts accounts;
    private final GroupTree groups;
    private final Clients clients;
    private final Rights rights;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final TransactionTemplate transaction;

    ScopePolicyController(
            ScopePolicyStore store,
            ScopePolicies policies,
            CapabilitySets sets,
            Accounts accounts,
            GroupTree groups,
            Clients clients,
            Rights rights,
            AuditTrail audit,
            Issuer issuer,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.policies = policies;
        this.sets = sets;
        this.accounts = accounts;
        this.groups = groups;
        this.clients = clients;
        this.rights = rights;
        this.audit = audit;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What was decided, for whom. */
    record Explanation(
            UUID account,
            String username,
            List<String> groups,
            String client,
            List<Decision> scopes) {}

    @GetMapping
    List<ScopePolicyBody> all(Caller caller) {
        rights.require(caller, AdminScopes.READ);
        return store.all().stream().map(this::body).toList();
    }

    @GetMapping("/{id}")
    ScopePolicyBody one(Caller caller, @PathVariable long id) {
        rights.require(caller, AdminScopes.READ);
        return body(existing(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ScopePolicyBody create(Caller caller, @RequestBody ScopePolicyBody input) {
        rights.require(caller, AdminScopes.WRITE);
        ScopePolicy wanted = wanted(0, input);
        return body(
                changing(() -> {
                    requireNew(wanted);
                    ScopePolicy created = existing(store.create(wanted));
                    note("created", caller, created);
                    return created;
                }));
    }

    @PutMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void update(Caller caller, @PathVariable long id, @RequestBody ScopePolicyBody input) {
        rights.require(caller, AdminScopes.WRITE);
        existing(id);
        ScopePolicy wanted = wanted(id, input);
        changing(() -> {
            requireNew(wanted);
            if (!store.update(wanted)) {
                throw missing(id);
            }
            note("updated", caller, wanted);
            return wanted;
        });
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable long id) {
        rights.require(caller, AdminScopes.WRITE);
        changing(() -> {
            ScopePolicy current = existing(id);
            store.delete(id);
            note("deleted", caller, current);
            return current;
        });
    }

    /** Which policy decides about each scope of a space-separated list, and why. */
    @GetMapping("/explain")
    Explanation explain(
            Caller caller,
            @RequestParam String account,
            @RequestParam String client,
            @RequestParam String scope) {
        rights.require(caller, AdminScopes.READ);
        List<String> scopes =
                Arrays.stream(scope.split(" ")).filter(text -> !text.isEmpty()).distinct().toList();
        Scopes.fault(scopes)
                .ifPresent(fault -> {
                    throw ApiFailure.badRequest("invalid-scope", fault);
                });
        Person person =
                AccountId.parse(account)
                        .flatMap(accounts::find)
                        .orElseThrow(() ->
                                ApiFailure.notFound("no-account", "There is no such account"));
        Client registered =
                clients.find(client)
                        .orElseThrow(() ->
                                ApiFailure.notFound(
                                        "no-client", "There is no active client of this id"));
        return new Explanation(
                person.id().value(),
                person.username(),
                person.groups(),
                registered.id(),
                policies.explain(person, registered.id(), scopes).stream()
                        .map(decision -> registeredFor(registered, decision))
                        .toList());
    }

    /** Everything that decides, in one document, to be loaded into an Open Policy Agent. */
    @GetMapping("/opa")
    Map<String, Object> export(Caller caller) {
        rights.require(caller, AdminScopes.READ);
        return Map.of(
                "scope_policies",
                store.all().stream().map(this::body).toList(),
                "capability_sets",
                sets.all());
    }

    private static Decision registeredFor(Client client, Decision decision) {
        Collection<String> scopes = client.scopes();
        return Scopes.registered(scopes, decision.scope())
                ? decision
                : Decision.refused(
                        decision.scope(),
                        Decision.Level.FIXED,
                        "The client is not registered for the scope");
    }

    private ScopePolicy wanted(long id, ScopePolicyBody input) {
        return input.policy(
                id,
                account -> accounts.find(new AccountId(account)).map(Person::name),
                group -> groups.find(group).map(GroupEntry::reference));
    }

    private ScopePolicy changing(Supplier<ScopePolicy> change) {
        try {
            ScopePolicy changed =
                    transaction.execute(status -> {
                        store.lock();
                        return change.get();
                    });
            if (changed == null) {
                throw new IllegalStateException("The transaction was rolled back");
            }
            return changed;
        } finally {
            store.forget();
        }
    }

    private void requireNew(ScopePolicy wanted) {
        if (store.exists(wanted)) {
            throw ScopePolicyBody.invalid("There is an equal scope policy already");
        }
    }

    private void note(String what, Caller caller, ScopePolicy policy) {
        audit.accountChanged(
                "policy.scope." + what,
                policy.account().map(account -> account.id().toString()).orElse(caller.subject()),
                caller.subject(),
                Map.of(
                        "policy", String.valueOf(policy.id()),
                        "rule", policy.rule().name(),
                        "matching", policy.matching().name(),
                        "group", policy.group().map(GroupRef::name).orElse(""),
                        "scopes", String.join(" ", policy.scopes())));
    }

    private ScopePolicyBody body(ScopePolicy policy) {
        return ScopePolicyBody.of(policy, issuer::url);
    }

    private ScopePolicy existing(long id) {
        return store.find(id).orElseThrow(() -> missing(id));
    }

    private static ApiFailure missing(long id) {
        return ApiFailure.notFound("no-policy", "No scope policy found for id: " + id);
    }
}
