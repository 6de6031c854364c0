package io.arcipelago.identity.scim;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.group.Memberships;
import io.arcipelago.identity.group.Memberships.MemberName;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.platform.security.Caller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

/** Groups over SCIM (RFC 7644, section 3). A group's manager reads it and changes its members. */
@RestController
@RequestMapping(path = "/scim/Groups", produces = Scim.JSON)
class ScimGroupController {

    private final GroupTree groups;
    private final Memberships memberships;
    private final Rights rights;
    private final GroupRights groupRights;
    private final GroupView view;

    ScimGroupController(
            GroupTree groups,
            Memberships memberships,
            Rights rights,
            GroupRights groupRights,
            GroupView view) {
        this.groups = groups;
        this.memberships = memberships;
        this.rights = rights;
        this.groupRights = groupRights;
        this.view = view;
    }

    @GetMapping
    Map<String, Object> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String filter) {
        rights.require(caller, AdminScopes.SCIM_READ);
        Scim.refuseFilter(filter);
        return list(Optional.empty(), Scim.slice(startIndex, count), attributes);
    }

    @GetMapping("/{id}")
    Map<String, Object> get(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attributes) {
        GroupEntry group = readable(caller, id);
        return Scim.only(attributes, view.full(group, members(group)));
    }

    @GetMapping("/{id}/members")
    Map<String, Object> members(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        List<MemberName> all = members(readable(caller, id));
        Slice slice = Scim.slice(startIndex, count);
        List<MemberName> part = all.stream().skip(slice.offset()).limit(slice.count()).toList();
        return Scim.list(new Found<>(all.size(), part), slice, null, view::member);
    }

    @GetMapping("/{id}/subgroups")
    Map<String, Object> subgroups(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        GroupEntry group = readable(caller, id);
        Slice slice = Scim.slice(startIndex, count);
        return Scim.list(
                groups.list("", Optional.of(group.id()), slice), slice, null, view::withoutMembers);
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(Caller caller, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        GroupBody wanted = GroupBody.of(body);
        GroupEntry created = memberships.together(() -> create(wanted, caller));
        return ResponseEntity.created(URI.create(view.location(created)))
                .contentType(Scim.MEDIA_TYPE)
                .body(view.full(created, members(created)));
    }

    private GroupEntry create(GroupBody wanted, Caller caller) {
        GroupEntry created =
                groups.create(
                        wanted.name(), wanted.description(), wanted.parent(), caller.subject());
        memberships.join(
                wanted.members(), created.reference(), new Actor.Administrator(caller.subject()));
        return created;
    }

    /**
     * Replaces description and members; members that are not sent at all stay. The name stays too:
     * tokens and other services know a group by it.
     */
    @PutMapping("/{id}")
    Map<String, Object> replace(
            Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        GroupEntry group = groups.get(id);
        GroupBody.Replacement wanted = GroupBody.replacement(body, group.name());
        GroupEntry replaced =
                memberships.together(() -> {
                    wanted.members()
                            .ifPresent(members ->
                                    memberships.replace(
                                            members,
                                            group.reference(),
                                            new Actor.Administrator(caller.subject())));
                    return wanted.description()
                            .filter(description -> !description.equals(group.description()))
                            .map(description ->
                                    groups.describe(group, description, caller.subject()))
                            .orElse(group);
                });
        return view.full(replaced, members(replaced));
    }

    @PatchMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void patch(Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        GroupEntry group = readableForChange(caller, id);
        Actor actor = groupRights.actor(caller, group.id(), AdminScopes.SCIM_WRITE);
        List<GroupBody.MemberChange> changes = GroupBody.memberChanges(body);
        memberships.together(() -> {
            changes.forEach(change -> apply(change, group.reference(), actor));
            return changes;
        });
    }

    private void apply(GroupBody.MemberChange change, GroupRef group, Actor actor) {
        switch (change.kind()) {
            case ADD -> memberships.join(change.accounts(), group, actor);
            case REMOVE -> memberships.leave(change.accounts(), group, actor);
            case REPLACE -> memberships.replace(change.accounts(), group, actor);
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.SCIM_WRITE);
        groups.remove(groups.get(id), caller.subject());
    }

    private Map<String, Object> list(
            Optional<UUID> parent, Slice slice, @Nullable String attributes) {
        Found<GroupEntry> found = groups.list("", parent, slice);
        Map<UUID, List<MemberName>> members =
                memberships.members(found.items().stream().map(GroupEntry::id).toList());
        return Scim.list(
                found,
                slice,
                attributes,
                group -> view.full(group, members.getOrDefault(group.id(), List.of())));
    }

    private List<MemberName> members(GroupEntry group) {
        return memberships.members(List.of(group.id())).getOrDefault(group.id(), List.of());
    }

    private GroupEntry readable(Caller caller, String id) {
        return checked(caller, id, AdminScopes.SCIM_READ);
    }

    private GroupEntry readableForChange(Caller caller, String id) {
        return checked(caller, id, AdminScopes.SCIM_WRITE);
    }

    /** Who may not see the group is not told whether it exists. */
    private GroupEntry checked(Caller caller, String id, String scope) {
        if (!rights.has(caller, scope) && !groupRights.managesAny(caller)) {
            rights.require(caller, scope);
        }
        GroupEntry group = groups.get(id);
        groupRights.requireManager(caller, group.id(), scope);
        return group;
    }
}
