package io.arcipelago.identity.directory;

import io.arcipelago.identity.Ids;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.group.Managers;
import io.arcipelago.identity.group.Memberships;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.Member;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which groups an account is in and which it manages. */
@RestController
@RequestMapping("/iam/account")
class MembershipController {

    private final People people;
    private final GroupTree groups;
    private final Memberships memberships;
    private final Managers managers;
    private final Rights rights;
    private final GroupRights groupRights;

    MembershipController(
            People people,
            GroupTree groups,
            Memberships memberships,
            Managers managers,
            Rights rights,
            GroupRights groupRights) {
        this.people = people;
        this.groups = groups;
        this.memberships = memberships;
        this.managers = managers;
        this.rights = rights;
        this.groupRights = groupRights;
    }

    /** A group of a person. */
    record JoinedGroup(UUID id, String name, Instant joiningTime) {}

    /** What an account manages, and what it could be made a manager of. */
    record ManagedGroups(
            AccountId id,
            String username,
            List<GroupRef> managedGroups,
            List<GroupRef> unmanagedGroups) {}

    @GetMapping("/me/groups")
    List<JoinedGroup> ownGroups(Caller caller) {
        return groupsOf(rights.self(caller));
    }

    @GetMapping("/{id}/groups")
    List<JoinedGroup> groups(Caller caller, @PathVariable String id) {
        return groupsOf(readable(caller, id).id());
    }

    @PostMapping("/{id}/groups/{groupId}")
    @ResponseStatus(HttpStatus.CREATED)
    void join(Caller caller, @PathVariable String id, @PathVariable String groupId) {
        GroupEntry group = group(caller, groupId);
        Actor actor = groupRights.actor(caller, group.id(), AdminScopes.WRITE);
        AccountId account = account(id);
        if (memberships.isMember(account, group.id())) {
            throw ApiFailure.badRequest(
                    "already-member", "The user is a member of the group " + group.name());
        }
        memberships.join(List.of(account), group.reference(), actor);
    }

    @DeleteMapping("/{id}/groups/{groupId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Caller caller, @PathVariable String id, @PathVariable String groupId) {
        GroupEntry group = group(caller, groupId);
        Actor actor = groupRights.actor(caller, group.id(), AdminScopes.WRITE);
        AccountId account = account(id);
        if (!memberships.isMember(account, group.id())) {
            throw ApiFailure.badRequest(
                    "not-member", "The user is not a member of the group " + group.name());
        }
        memberships.leave(List.of(account), group.reference(), actor);
    }

    @GetMapping("/{id}/managed-groups")
    ManagedGroups managed(Caller caller, @PathVariable String id) {
        Member member = readable(caller, id);
        return new ManagedGroups(
                member.id(),
                member.username(),
                member.managed(),
                managers.unmanagedBy(member.id()));
    }

    @PostMapping("/{id}/managed-groups/{groupId}")
    @ResponseStatus(HttpStatus.CREATED)
    void appoint(Caller caller, @PathVariable String id, @PathVariable String groupId) {
        rights.require(caller, AdminScopes.WRITE);
        managers.appoint(people.get(id).id(), groups.get(groupId).reference(), caller.subject());
    }

    @DeleteMapping("/{id}/managed-groups/{groupId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(Caller caller, @PathVariable String id, @PathVariable String groupId) {
        rights.require(caller, AdminScopes.WRITE);
        managers.dismiss(people.get(id).id(), groups.get(groupId).reference(), caller.subject());
    }

    private List<JoinedGroup> groupsOf(AccountId account) {
        return memberships.of(account).stream()
                .map(joined ->
                        new JoinedGroup(joined.group().id(), joined.group().name(), joined.since()))
                .toList();
    }

    /** The account, for itself and for administrators. */
    private Member readable(Caller caller, String id) {
        boolean self =
                AccountId.parse(id).filter(account -> rights.isSelf(caller, account)).isPresent();
        if (!self) {
            rights.require(caller, AdminScopes.READ);
        }
        return people.get(id);
    }

    /** The account of a membership to change; 400 where others answer 404, as clients expect. */
    private AccountId account(String id) {
        Optional<Member> member = AccountId.parse(id).flatMap(people::find);
        return member.map(Member::id)
                .orElseThrow(() ->
                        ApiFailure.badRequest("no-account", "There is no account '" + id + "'"));
    }

    private GroupEntry group(Caller caller, String id) {
        if (!rights.has(caller, AdminScopes.WRITE) && !groupRights.managesAny(caller)) {
            rights.require(caller, AdminScopes.WRITE);
        }
        return Ids.parse(id)
                .flatMap(groups::find)
                .orElseThrow(
                        () -> ApiFailure.badRequest("no-group", "There is no group '" + id + "'"));
    }
}
