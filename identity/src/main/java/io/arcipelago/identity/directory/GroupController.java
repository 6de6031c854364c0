package io.arcipelago.identity.directory;

import io.arcipelago.identity.Ids;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.Member;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.people.PeopleFilter;
import io.arcipelago.identity.people.PeopleOrder;
import io.arcipelago.identity.scim.GroupView;
import io.arcipelago.identity.scim.UserView;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Groups as INDIGO IAM's clients create, describe and search them. */
@RestController
@RequestMapping("/iam/group")
class GroupController {

    private static final int PAGE = 10;
    private static final int MAX_PAGE = 100;
    private static final Slice ALL_MANAGERS = new Slice(1, 1000);

    private final GroupTree groups;
    private final People people;
    private final Rights rights;
    private final GroupRights groupRights;
    private final GroupView groupView;
    private final UserView userView;

    GroupController(
            GroupTree groups,
            People people,
            Rights rights,
            GroupRights groupRights,
            GroupView groupView,
            UserView userView) {
        this.groups = groups;
        this.people = people;
        this.rights = rights;
        this.groupRights = groupRights;
        this.groupView = groupView;
        this.userView = userView;
    }

    /** The group above a new one. */
    record Parent(@Nullable String uuid) {}

    /** A group to create, or the description to give one. */
    record GroupInput(
            @Nullable String name, @Nullable String description, @Nullable Parent parent) {}

    /** A group in this interface's own form; the name is the full path. */
    record GroupAnswer(
            String id, String name, String description, @Nullable Map<String, String> parent) {

        static GroupAnswer of(GroupEntry group) {
            return new GroupAnswer(
                    group.id().toString(),
                    group.name(),
                    group.description(),
                    group.parent()
                            .map(parent ->
                                    Map.of("uuid", parent.id().toString(), "name", parent.name()))
                            .orElse(null));
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    GroupAnswer create(Caller caller, @RequestBody GroupInput input) {
        rights.require(caller, AdminScopes.WRITE);
        Parent parent = input.parent();
        String name = input.name();
        if (name == null) {
            throw ApiFailure.badRequest("invalid-name", "The group's name is missing");
        }
        return GroupAnswer.of(
                groups.create(
                        name,
                        description(input),
                        parent == null ? Optional.empty() : Optional.of(id(parent)),
                        caller.subject()));
    }

    @PutMapping("/{id}")
    GroupAnswer describe(Caller caller, @PathVariable String id, @RequestBody GroupInput input) {
        GroupEntry group = managed(caller, id, AdminScopes.WRITE);
        return GroupAnswer.of(groups.describe(group, description(input), caller.subject()));
    }

    /** Groups by name or description, for everybody: without members. */
    @GetMapping("/search")
    ListAnswer<Map<String, Object>> search(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(defaultValue = "" + PAGE) Integer count) {
        Slice slice = Slice.of(startIndex, count, MAX_PAGE);
        Found<GroupEntry> found = groups.list(filter, Optional.empty(), slice);
        return ListAnswer.of(found, slice, groupView::withoutMembers);
    }

    @GetMapping("/{id}/group-managers")
    List<Map<String, Object>> managers(Caller caller, @PathVariable String id) {
        GroupEntry group = managed(caller, id, AdminScopes.READ);
        boolean administrator = rights.has(caller, AdminScopes.READ);
        List<Member> managers =
                people.list(PeopleFilter.managing(group.id()), PeopleOrder.NAME, ALL_MANAGERS)
                        .items();
        return managers.stream()
                .map(member -> administrator ? userView.full(member) : userView.brief(member))
                .toList();
    }

    /** The group; forbidden without the scope to all but its managers, whether it exists or not. */
    private GroupEntry managed(Caller caller, String id, String scope) {
        if (!rights.has(caller, scope) && !groupRights.managesAny(caller)) {
            rights.require(caller, scope);
        }
        GroupEntry group = groups.get(id);
        groupRights.requireManager(caller, group.id(), scope);
        return group;
    }

    private static String description(GroupInput input) {
        String description = input.description();
        return description == null ? "" : description;
    }

    private static UUID id(Parent parent) {
        return Ids.parse(String.valueOf(parent.uuid()))
                .orElseThrow(() ->
                        ApiFailure.badRequest(
                                "no-group", "The parent's uuid is not an id of a group"));
    }
}
