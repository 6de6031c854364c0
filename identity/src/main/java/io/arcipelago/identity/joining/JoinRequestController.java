package io.arcipelago.identity.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.GroupRights;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.people.Found;
import io.arcipelago.identity.people.People;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to join a group. A person asks for themselves; administrators and the group's managers
 * decide.
 */
@RestController
@RequestMapping("/iam/group_requests")
class JoinRequestController {

    private static final int PAGE = 10;
    private static final int MAX_PAGE = 100;
    private static final int MAX_TEXT = 512;

    private final JoinRequests requests;
    private final GroupTree groups;
    private final People people;
    private final Rights rights;
    private final GroupRights groupRights;
    private final JsonMapper json;

    JoinRequestController(
            JoinRequests requests,
            GroupTree groups,
            People people,
            Rights rights,
            GroupRights groupRights,
            JsonMapper json) {
        this.requests = requests;
        this.groups = groups;
        this.people = people;
        this.rights = rights;
        this.groupRights = groupRights;
        this.json = json;
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
            JoinRequest.Status status,
            String notes,
            String motivation,
            long creationTime,
            long lastUpdateTime) {

        static Answer of(JoinRequest request) {
            return new Answer(
                    request.id().toString(),
                    request.account().toString(),
                    request.fullName(),
                    request.username(),
                    request.group().name(),
                    request.group().id().toString(),
                    request.status(),
                    request.notes(),
                    request.motivation(),
                    request.createdAt().toEpochMilli(),
                    request.updatedAt().toEpochMilli());
        }
    }

    @PostMapping
    Answer create(Caller caller, @RequestBody Wish wish) {
        AccountId self = people.get(rights.self(caller)).id();
        String name = wish.groupName();
        String notes = wish.notes();
        if (notes != null && notes.length() > MAX_TEXT) {
            throw tooLong("notes");
        }
        return Answer.of(
                requests.create(
                        self,
                        groups.named(name == null ? "" : name)
                                .orElseThrow(() ->
                                        ApiFailure.badRequest(
                                                "no-group", "There is no group of this name"))
                                .reference(),
                        notes == null ? "" : notes));
    }

    /** All for administrators, those of their groups for managers, and everybody's own. */
    @GetMapping
    ListAnswer<Answer> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String groupName,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(defaultValue = "" + PAGE) Integer count) {
        Optional<AccountId> viewer =
                rights.has(caller, AdminScopes.READ)
                        ? Optional.empty()
                        : Optional.of(rights.self(caller));
        Slice slice = Slice.of(startIndex, count, MAX_PAGE);
        Found<JoinRequest> found =
                requests.list(
                        viewer,
                        new JoinRequests.Filter(given(username), given(groupName), status(status)),
                        slice);
        return new ListAnswer<>(
                found.total(),
                found.items().size(),
                slice.startIndex(),
                found.items().stream().map(Answer::of).toList());
    }

    @GetMapping("/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(visible(caller, id, AdminScopes.READ));
    }

    /** Administrators remove any request, a person their own while nobody has decided. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        JoinRequest request = visible(caller, id, AdminScopes.WRITE);
        boolean administrator = rights.has(caller, AdminScopes.WRITE);
        if (!administrator && !rights.isSelf(caller, request.account())) {
            rights.require(caller, AdminScopes.WRITE);
        }
        requests.remove(request, !administrator, caller.subject());
    }

    @PostMapping("/{id}/approve")
    Answer approve(Caller caller, @PathVariable String id) {
        JoinRequest request = visible(caller, id, AdminScopes.WRITE);
        return Answer.of(requests.approve(request, decider(caller, request)));
    }

    /** Some clients send the motivation as a parameter and others as JSON. */
    @PostMapping("/{id}/reject")
    Answer reject(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motivation,
            @RequestBody(required = false) byte @Nullable [] body) {
        JoinRequest request = visible(caller, id, AdminScopes.WRITE);
        Actor actor = decider(caller, request);
        String why = (motivation.isBlank() ? motivationIn(body) : motivation).strip();
        if (why.isEmpty()) {
            throw ApiFailure.badRequest("no-motivation", "Reject motivation cannot be empty");
        }
        if (why.length() > MAX_TEXT) {
            throw tooLong("motivation");
        }
        return Answer.of(requests.reject(request, why, actor));
    }

    private String motivationIn(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return "";
        }
        try {
            return json.readTree(body).path("motivation").asString("");
        } catch (JacksonException notJson) {
            return "";
        }
    }

    private Actor decider(Caller caller, JoinRequest request) {
        return groupRights.actor(caller, request.group().id(), AdminScopes.WRITE);
    }

    /** The request if the caller may know of it; to all others it does not exist. */
    private JoinRequest visible(Caller caller, String id, String scope) {
        return id(id).flatMap(requests::find)
                .filter(request ->
                        rights.has(caller, scope)
                                || rights.has(caller, AdminScopes.READ)
                                || rights.isSelf(caller, request.account())
                                || groupRights.manages(caller, request.group().id()))
                .orElseThrow(() ->
                        ApiFailure.notFound("no-request", "There is no request '" + id + "'"));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }

    private static Optional<JoinRequest.Status> status(@Nullable String text) {
        return given(text)
                .map(name -> {
                    try {
                        return JoinRequest.Status.valueOf(name.toUpperCase(Locale.ROOT));
                    } catch (IllegalArgumentException unknown) {
                        throw ApiFailure.badRequest(
                                "invalid-status", "status must be PENDING, APPROVED or REJECTED");
                    }
                });
    }

    private static ApiFailure tooLong(String what) {
        return ApiFailure.badRequest(
                "too-long", what + " is longer than " + MAX_TEXT + " characters");
    }
}
