package io.arcipelago.identity.scim;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.people.Member;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.people.PeopleChanges;
import io.arcipelago.identity.people.PeopleFilter;
import io.arcipelago.identity.people.PeopleOrder;
import io.arcipelago.identity.people.PersonChange;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;

/** Users over SCIM (RFC 7644, section 3). */
@RestController
@RequestMapping(path = "/scim", produces = Scim.JSON)
class ScimUserController {

    private final People people;
    private final PeopleChanges changes;
    private final Rights rights;
    private final GroupRights groupRights;
    private final UserView view;
    private final UserLinks links;
    private final ProfileSettings profile;

    ScimUserController(
            People people,
            PeopleChanges changes,
            Rights rights,
            GroupRights groupRights,
            UserView view,
            UserLinks links,
            ProfileSettings profile) {
        this.people = people;
        this.changes = changes;
        this.rights = rights;
        this.groupRights = groupRights;
        this.view = view;
        this.links = links;
        this.profile = profile;
    }

    /** The caller's own account. */
    @GetMapping("/Me")
    Map<String, Object> me(Caller caller) {
        return people.find(rights.self(caller))
                .map(view::full)
                .orElseThrow(() ->
                        ApiFailure.badRequest(
                                "no-account", "No user linked to the current OAuth token"));
    }

    /** Changes the caller's own account, as far as the configuration lets people do that. */
    @PatchMapping("/Me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void patchMe(Caller caller, @RequestBody JsonNode body) {
        AccountId self = rights.self(caller);
        PersonChange change = UserBody.patch(body);
        requireEditable(ProfileSettings.Field.NAME, change.givenName());
        requireEditable(ProfileSettings.Field.SURNAME, change.familyName());
        requireEditable(ProfileSettings.Field.EMAIL, change.email());
        if (change.username().isPresent()
                || change.password().isPresent()
                || change.active().isPresent()
                || change.serviceAccount().isPresent()) {
            throw notEditable("userName, password, active and serviceAccount");
        }
        changes.change(self, change, caller.subject());
    }

    private void requireEditable(ProfileSettings.Field field, Optional<String> value) {
        if (value.isPresent() && !profile.editableFields().contains(field)) {
            throw notEditable(field.name());
        }
    }

    private static ApiFailure notEditable(String what) {
        return ApiFailure.badRequest(
                "not-editable", "Changing " + what + " of one's own account is not supported");
    }

    @GetMapping("/Users")
    Map<String, Object> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String filter) {
        rights.require(caller, AdminScopes.SCIM_READ);
        Scim.refuseFilter(filter);
        Slice slice = Scim.slice(startIndex, count);
        return Scim.list(
                people.list(PeopleFilter.all(), PeopleOrder.CREATION, slice),
                slice,
                attributes,
                view::full);
    }

    /** One user; a group's manager sees the short form. */
    @GetMapping("/Users/{id}")
    Map<String, Object> get(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attributes) {
        boolean administrator = rights.has(caller, AdminScopes.SCIM_READ);
        if (!administrator && !groupRights.managesAny(caller)) {
            rights.require(caller, AdminScopes.SCIM_READ);
        }
        Member member = people.get(id);
        return Scim.only(attributes, administrator ? view.full(member) : view.brief(member));
    }

    @PostMapping("/Users")
    ResponseEntity<Map<String, Object>> create(Caller caller, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        Member created =
                links.together(() -> {
                    Member fresh = changes.create(UserBody.whole(body), caller.subject());
                    links.add(fresh.id(), body, caller.subject());
                    return people.get(fresh.id());
                });
        return ResponseEntity.created(URI.create(view.location(created)))
                .contentType(Scim.MEDIA_TYPE)
                .body(view.full(created));
    }

    /** Replaces what is sent; password, groups and links that are not sent stay. */
    @PutMapping("/Users/{id}")
    Map<String, Object> replace(
            Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        Member member = people.get(id);
        return view.full(
                links.together(() -> {
                    links.add(member.id(), body, caller.subject());
                    return changes.change(member.id(), UserBody.whole(body), caller.subject());
                }));
    }

    @PatchMapping("/Users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void patch(Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        Member member = people.get(id);
        links.together(() -> {
            JsonNode rest = links.patch(member.id(), body, caller.subject());
            return rest.isEmpty()
                    ? member
                    : changes.change(member.id(), UserBody.patch(rest), caller.subject());
        });
    }

    @DeleteMapping("/Users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        changes.remove(people.get(id).id(), caller.subject());
    }
}
