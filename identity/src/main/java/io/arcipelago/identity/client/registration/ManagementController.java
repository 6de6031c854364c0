package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Management of clients: all of them with the administrators' scopes, one's own without. An owner
 * cannot enable, disable or share a client.
 */
@RestController
@RequestMapping("/iam/api/clients")
class ManagementController {

    static final int MAX_PAGE = 100;

    private final ClientRegistry registry;
    private final ClientSearch search;
    private final Callers callers;
    private final Rights rights;
    private final ClientAnswers answers;

    ManagementController(
            ClientRegistry registry,
            ClientSearch search,
            Callers callers,
            Rights rights,
            ClientAnswers answers) {
        this.registry = registry;
        this.search = search;
        this.callers = callers;
        this.rights = rights;
        this.answers = answers;
    }

    @GetMapping
    ListAnswer<Map<String, Object>> list(
            Caller caller,
            @RequestParam @Nullable Integer count,
            @RequestParam @Nullable Integer startIndex,
            @RequestParam(defaultValue = "false") boolean drOnly) {
        reader(caller);
        Slice slice = Slice.of(startIndex, count, MAX_PAGE);
        return answers.list(
                search.search(
                        ClientSearch.Field.NAME, "", drOnly, ClientSearch.Order.NAME_UP, slice),
                slice);
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(Caller caller, @RequestBody ClientRequest request) {
        Actor actor = administrator(caller);
        return secret(HttpStatus.CREATED, registry.register(request, actor));
    }

    @GetMapping("/{id}")
    Map<String, Object> read(Caller caller, @PathVariable String id) {
        return answers.of(registry.read(id, callers.actor(caller)));
    }

    @PutMapping("/{id}")
    ResponseEntity<Map<String, Object>> update(
            Caller caller, @PathVariable String id, @RequestBody ClientRequest request) {
        return secret(HttpStatus.OK, registry.update(id, request, callers.actor(caller)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        registry.delete(id, callers.actor(caller));
    }

    @PatchMapping("/{id}/enable")
    void enable(Caller caller, @PathVariable String id) {
        registry.setActive(id, true, administrator(caller));
    }

    @PatchMapping("/{id}/disable")
    void disable(Caller caller, @PathVariable String id) {
        registry.setActive(id, false, administrator(caller));
    }

    @PostMapping("/{id}/secret")
    ResponseEntity<Map<String, Object>> rotateSecret(Caller caller, @PathVariable String id) {
        return secret(HttpStatus.CREATED, registry.rotateSecret(id, callers.actor(caller)));
    }

    @PostMapping("/{id}/rat")
    ResponseEntity<Map<String, Object>> issueToken(Caller caller, @PathVariable String id) {
        return secret(HttpStatus.CREATED, registry.issueToken(id, callers.actor(caller)));
    }

    @GetMapping("/{id}/owners")
    ListAnswer<Registrations.Owner> owners(
            Caller caller,
            @PathVariable String id,
            @RequestParam @Nullable Integer count,
            @RequestParam @Nullable Integer startIndex) {
        Slice slice = Slice.of(startIndex, count, MAX_PAGE);
        List<Registrations.Owner> all = registry.owners(id, callers.actor(caller));
        List<Registrations.Owner> part =
                all.stream().skip(slice.offset()).limit(slice.count()).toList();
        return new ListAnswer<>(all.size(), part.size(), slice.startIndex(), part);
    }

    @PostMapping("/{id}/owners/{account}")
    @ResponseStatus(HttpStatus.CREATED)
    void addOwner(Caller caller, @PathVariable String id, @PathVariable String account) {
        registry.addOwner(id, accountId(account), administrator(caller));
    }

    @DeleteMapping("/{id}/owners/{account}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeOwner(Caller caller, @PathVariable String id, @PathVariable String account) {
        registry.removeOwner(id, accountId(account), administrator(caller));
    }

    private void reader(Caller caller) {
        callers.actor(caller);
        rights.require(caller, AdminScopes.READ);
    }

    private Actor administrator(Caller caller) {
        rights.require(caller, AdminScopes.WRITE);
        return callers.actor(caller);
    }

    private static AccountId accountId(String text) {
        return AccountId.parse(text)
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "no-account",
                                "There is no account " + RegistrationRules.shown(text)));
    }

    private ResponseEntity<Map<String, Object>> secret(HttpStatus status, Issued issued) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(answers.of(issued));
    }
}
