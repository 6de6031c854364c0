package io.arcipelago.identity.account;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.platform.web.SortableBy;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The native API over accounts and groups. */
@RestController
@RequestMapping("/v1")
class AccountController {

    private final Accounts accounts;
    private final Groups groups;
    private final AdminAccess access;

    AccountController(Accounts accounts, Groups groups, AdminAccess access) {
        this.accounts = accounts;
        this.groups = groups;
        this.access = access;
    }

    /**
     * Who the caller is.
     *
     * @param subject the {@code sub} of the person's tokens
     * @param admin whether administrators' pages are open to the caller
     */
    record Me(
            String subject,
            String issuer,
            String username,
            String name,
            String email,
            List<String> groups,
            boolean admin) {}

    /** The caller's own account; 404 for a client that acts for itself. */
    @GetMapping("/me")
    Me me(Caller caller) {
        return AccountId.parse(caller.subject())
                .flatMap(accounts::find)
                .map(person ->
                        new Me(
                                caller.subject(),
                                caller.issuer(),
                                person.username(),
                                person.name(),
                                person.email(),
                                person.groups(),
                                caller.admin()))
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "no-account",
                                "The token's subject "
                                        + caller.subject()
                                        + " has no account here; sign in as a person."));
    }

    @GetMapping("/accounts")
    Page<Person> accounts(
            Caller caller,
            @RequestParam(defaultValue = "") String search,
            @SortableBy({"username", "name", "email"}) PageRequest page) {
        access.check(caller, AdminAccess.Action.READ, AdminAccess.Directory.ACCOUNTS);
        return accounts.search(search, page);
    }

    @GetMapping("/groups")
    Page<Group> groups(
            Caller caller,
            @RequestParam(defaultValue = "") String search,
            @SortableBy("name") PageRequest page) {
        access.check(caller, AdminAccess.Action.READ, AdminAccess.Directory.GROUPS);
        return groups.search(search, page);
    }
}
