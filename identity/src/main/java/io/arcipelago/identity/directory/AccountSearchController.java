package io.arcipelago.identity.directory;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.Authorities;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.people.PeopleFilter;
import io.arcipelago.identity.people.PeopleOrder;
import io.arcipelago.identity.scim.UserView;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finds people, for administrators; group managers may search and see the short form. */
@RestController
@RequestMapping("/iam/account")
class AccountSearchController {

    private static final int MIN_FILTER = 2;
    private static final int MAX_FILTER = 64;

    private final People people;
    private final GroupTree groups;
    private final Authorities authorities;
    private final Rights rights;
    private final GroupRights groupRights;
    private final UserView view;

    AccountSearchController(
            People people,
            GroupTree groups,
            Authorities authorities,
            Rights rights,
            GroupRights groupRights,
            UserView view) {
        this.people = people;
        this.groups = groups;
        this.authorities = authorities;
        this.rights = rights;
        this.groupRights = groupRights;
        this.view = view;
    }

    @GetMapping("/search")
    ListAnswer<Map<String, Object>> search(
            Caller caller,
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(required = false) @Nullable String sortBy,
            @RequestParam(required = false) @Nullable String sortDirection,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        boolean administrator = rights.has(caller, AdminScopes.READ);
        if (!administrator && !groupRights.managesAny(caller)) {
            rights.require(caller, AdminScopes.READ);
        }
        Slice slice = UserLists.slice(startIndex, count);
        return UserLists.answer(
                people.list(
                        filter.isBlank() ? PeopleFilter.all() : PeopleFilter.matching(filter),
                        PeopleOrder.of(sortBy, sortDirection),
                        slice),
                slice,
                administrator ? view::full : view::brief);
    }

    @GetMapping("/find/bylabel")
    ListAnswer<Map<String, Object>> byLabel(
            Caller caller,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        return find(caller, PeopleFilter.labelled(name, value), startIndex, count);
    }

    @GetMapping("/find/byemail")
    ListAnswer<Map<String, Object>> byEmail(Caller caller, @RequestParam String email) {
        return find(caller, PeopleFilter.email(email), null, null);
    }

    @GetMapping("/find/byusername")
    ListAnswer<Map<String, Object>> byUsername(Caller caller, @RequestParam String username) {
        return find(caller, PeopleFilter.username(username), null, null);
    }

    @GetMapping("/find/byuuid/{id}")
    ListAnswer<Map<String, Object>> byId(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.READ);
        AccountId account = AccountId.parse(id).orElseThrow(() -> People.unknown(id));
        return find(caller, PeopleFilter.of(account), null, null);
    }

    @GetMapping("/find/byauthority")
    ListAnswer<Map<String, Object>> byAuthority(
            Caller caller,
            @RequestParam String authority,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        rights.require(caller, AdminScopes.READ);
        return find(caller, authorities.holders(authority), startIndex, count);
    }

    @GetMapping("/find/bygroup/{id}")
    ListAnswer<Map<String, Object>> byGroup(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        rights.require(caller, AdminScopes.READ);
        PeopleFilter inside = PeopleFilter.inGroup(groups.get(id).id());
        return find(caller, narrowed(inside, filter), startIndex, count);
    }

    @GetMapping("/find/notingroup/{id}")
    ListAnswer<Map<String, Object>> notInGroup(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        rights.require(caller, AdminScopes.READ);
        PeopleFilter outside = PeopleFilter.notInGroup(groups.get(id).id());
        return find(caller, narrowed(outside, filter), startIndex, count);
    }

    private ListAnswer<Map<String, Object>> find(
            Caller caller,
            PeopleFilter filter,
            @Nullable Integer startIndex,
            @Nullable Integer count) {
        rights.require(caller, AdminScopes.READ);
        Slice slice = UserLists.slice(startIndex, count);
        return UserLists.answer(people.list(filter, PeopleOrder.NAME, slice), slice, view::full);
    }

    private static PeopleFilter narrowed(PeopleFilter people, @Nullable String filter) {
        String text = Optional.ofNullable(filter).orElse("");
        if (text.isEmpty()) {
            return people;
        }
        if (text.length() < MIN_FILTER || text.length() > MAX_FILTER) {
            throw ApiFailure.badRequest(
                    "invalid-filter",
                    "The filter must have " + MIN_FILTER + " to " + MAX_FILTER + " characters");
        }
        return people.and(PeopleFilter.matching(text));
    }
}
