package io.arcipelago.identity.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.request.RequestDesk;
import io.arcipelago.identity.request.RequestHeader;
import io.arcipelago.identity.request.RequestState;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Requests to join a group. A person asks for themselves; administrators and the group's managers
 * decide.
 */
@RestController
@RequestMapping("/iam/group_requests")
class JoinRequestController {

    private final JoinRequests requests;
    private final GroupTree groups;
    private final People people;
    private final Rights rights;
    private final GroupRights groupRights;
    private final RequestDesk<JoinRequest> desk;

    JoinRequestController(
            JoinRequests requests,
            GroupTree groups,
            People people,
            Rights rights,
            GroupRights groupRights) {
        this.requests = requests;
        this.groups = groups;
        this.people = people;
        this.rights = rights;
        this.groupRights = groupRights;
        this.desk =
                new RequestDesk<>(
                        rights,
                        requests::find,
                        (caller, request) -> groupRights.manages(caller, request.group().id()));
    }

    /** What a person asks for. */
    record Wish(@Nullable String groupName, @Nullable String notes) {}

    /** A request as told; times in milliseconds since 1970. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Answer(
            String uuid,
            String userUuid,
            String userFullName,
            String username,
            String groupName,
            String groupUuid,
            RequestState status,
            String notes,
            String motivation,
            long creationTime,
            long lastUpdateTime) {

        static Answer of(JoinRequest request) {
            RequestHeader header = request.header();
            return new Answer(
                    header.id().toString(),
                    header.account().toString(),
                    header.fullName(),
                    header.username(),
                    request.group().name(),
                    request.group().id().toString(),
                    header.state(),
                    header.notes(),
                    header.motivation(),
                    header.createdAt().toEpochMilli(),
                    header.updatedAt().toEpochMilli());
        }
    }

    @PostMapping
    Answer create(Caller caller, @RequestBody Wish wish) {
        AccountId self = people.get(rights.self(caller)).id();
        String name = wish.groupName();
        String notes = RequestDesk.bounded("notes", wish.notes(), RequestDesk.MAX_TEXT);
        return Answer.of(
                requests.create(
                        self,
                        groups.named(name == null ? "" : name)
                                .orElseThrow(() ->
                                        ApiFailure.badRequest(
                                                "no-group", "There is no group of this name"))
                                .reference(),
                        notes));
    }

    /** All for administrators, those of their groups for managers, and everybody's own. */
    @GetMapping
    ListAnswer<Answer> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String groupName,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(defaultValue = "" + RequestDesk.PAGE) Integer count) {
        Slice slice = Slice.of(startIndex, count, RequestDesk.MAX_PAGE);
        Found<JoinRequest> found =
                requests.list(
                        desk.viewer(caller),
                        new JoinRequests.Filter(
                                given(username), given(groupName), RequestState.wanted(status)),
                        slice);
        return ListAnswer.of(found, slice, Answer::of);
    }

    @GetMapping("/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(desk.visible(caller, id, AdminScopes.READ));
    }

    /** Administrators remove any request, a person their own while nobody has decided. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        JoinRequest request = toChange(caller, id);
        requests.remove(request, desk.removesOnlyPending(caller, request), caller.subject());
    }

    @PostMapping("/{id}/approve")
    Answer approve(Caller caller, @PathVariable String id) {
        JoinRequest request = toChange(caller, id);
        return Answer.of(requests.approve(request, decider(caller, request)));
    }

    @PostMapping("/{id}/reject")
    Answer reject(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motivation,
            @RequestBody(required = false) byte @Nullable [] body) {
        JoinRequest request = toChange(caller, id);
        Actor actor = decider(caller, request);
        return Answer.of(requests.reject(request, RequestDesk.motivation(motivation, body), actor));
    }

    private JoinRequest toChange(Caller caller, String id) {
        return desk.visible(caller, id, AdminScopes.READ, AdminScopes.WRITE);
    }

    private Actor decider(Caller caller, JoinRequest request) {
        return groupRights.actor(caller, request.group().id(), AdminScopes.WRITE);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
