package io.arcipelago.identity.scope;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.OwnIssuer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The registry of scopes: everybody with a token reads it, administrators change it. */
@RestController
@RequestMapping("/api/scopes")
class ScopeController {

    /** RegisteredScopes that open the administrators' interfaces; they are restricted for good. */
    private static final Set<String> RESERVED =
            Set.of(
                    AdminScopes.READ,
                    AdminScopes.WRITE,
                    "scim:read",
                    "scim:write",
                    "registration:read",
                    "registration:write");

    private final RegisteredScopes scopes;
    private final OwnIssuer ownIssuer;
    private final Rights rights;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    ScopeController(
            RegisteredScopes scopes,
            OwnIssuer ownIssuer,
            Rights rights,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.scopes = scopes;
        this.ownIssuer = ownIssuer;
        this.rights = rights;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    @GetMapping
    List<Scope> all(Caller caller) {
        ownIssuer.require(caller);
        return scopes.all();
    }

    @GetMapping("/{id}")
    Scope one(Caller caller, @PathVariable long id) {
        ownIssuer.require(caller);
        return existing(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Scope create(Caller caller, @RequestBody ScopeRequest request) {
        administrator(caller);
        Scope wanted = request.scope(0);
        return changing(
                wanted.value(),
                () -> {
                    Scope created = scopes.create(wanted);
                    audit.scopeChanged("created", caller.subject(), created.value());
                    return created;
                });
    }

    @PutMapping("/{id}")
    Scope update(Caller caller, @PathVariable long id, @RequestBody ScopeRequest request) {
        administrator(caller);
        if (request.id() != null && request.id() != id) {
            throw ApiFailure.badRequest("id-differs", "id is not the id in the path, " + id);
        }
        Scope wanted = request.scope(id);
        return changing(
                wanted.value(),
                () -> {
                    Scope current = existing(id);
                    if (RESERVED.contains(current.value())
                            && !(wanted.restricted() && wanted.value().equals(current.value()))) {
                        throw reserved(current);
                    }
                    Scope updated = scopes.update(wanted).orElseThrow(() -> missing(id));
                    audit.scopeChanged("updated", caller.subject(), updated.value());
                    return updated;
                });
    }

    /** Clients that have the scope keep it; no other client gets it. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable long id) {
        administrator(caller);
        transaction.executeWithoutResult(status -> {
            Scope current = existing(id);
            if (RESERVED.contains(current.value())) {
                throw reserved(current);
            }
            scopes.delete(id);
            audit.scopeChanged("deleted", caller.subject(), current.value());
        });
        scopes.forget();
    }

    private void administrator(Caller caller) {
        ownIssuer.require(caller);
        rights.require(caller, AdminScopes.WRITE);
    }

    private Scope changing(String value, Supplier<Scope> change) {
        try {
            Scope changed = transaction.execute(status -> change.get());
            if (changed == null) {
                throw new IllegalStateException("The transaction was rolled back");
            }
            return changed;
        } catch (DuplicateKeyException taken) {
            throw ApiFailure.conflict(
                    "scope-exists", "There is a scope " + value + " already; change that one");
        } finally {
            scopes.forget();
        }
    }

    private Scope existing(long id) {
        return scopes.find(id).orElseThrow(() -> missing(id));
    }

    private static ApiFailure missing(long id) {
        return ApiFailure.notFound("no-scope", "There is no scope with id " + id);
    }

    private static ApiFailure reserved(Scope scope) {
        return ApiFailure.conflict(
                "scope-reserved",
                "Scope "
                        + scope.value()
                        + " opens the administrators' interfaces; it stays as it is and"
                        + " restricted");
    }
}
