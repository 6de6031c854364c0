package io.arcipelago.identity.directory;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.group.Actor;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.group.Memberships;
import io.arcipelago.identity.lifecycle.LifeCycleSettings;
import io.arcipelago.identity.people.Authorities;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.Member;
import io.arcipelago.identity.people.People;
import io.arcipelago.identity.people.PeopleChanges;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** When an account ends and whether it is an administrator's. */
@RestController
@RequestMapping("/iam")
class AccountStateController {

    private final People people;
    private final PeopleChanges changes;
    private final Authorities authorities;
    private final GroupTree groups;
    private final Memberships memberships;
    private final IdentitySettings settings;
    private final LifeCycleSettings lifeCycle;
    private final Rights rights;

    AccountStateController(
            People people,
            PeopleChanges changes,
            Authorities authorities,
            GroupTree groups,
            Memberships memberships,
            IdentitySettings settings,
            LifeCycleSettings lifeCycle,
            Rights rights) {
        this.people = people;
        this.changes = changes;
        this.authorities = authorities;
        this.groups = groups;
        this.memberships = memberships;
        this.settings = settings;
        this.lifeCycle = lifeCycle;
        this.rights = rights;
    }

    /** Sets the end of the membership; an absent or null {@code endTime} clears it. */
    @PutMapping("/account/{id}/endTime")
    void endTime(Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        rights.require(caller, AdminScopes.WRITE);
        Member member = people.get(id);
        if (lifeCycle.readOnlyEndTime()) {
            throw ApiFailure.badRequest(
                    "read-only", "The end time of accounts is managed elsewhere and cannot be set");
        }
        changes.setEndTime(member.id(), instant(body.path("endTime")), caller.subject());
    }

    /** Whether end times can be set here. */
    @GetMapping("/config/lifecycle/account/read-only-end-time")
    boolean readOnlyEndTime() {
        return lifeCycle.readOnlyEndTime();
    }

    @GetMapping("/me/authorities")
    Map<String, List<String>> ownAuthorities(Caller caller) {
        return answer(people.get(rights.self(caller)));
    }

    @GetMapping("/account/{id}/authorities")
    Map<String, List<String>> authorities(Caller caller, @PathVariable String id) {
        boolean self =
                AccountId.parse(id).filter(account -> rights.isSelf(caller, account)).isPresent();
        if (!self) {
            rights.require(caller, AdminScopes.READ);
        }
        return answer(people.get(id));
    }

    /** Takes the account into the administrators' group. */
    @PostMapping("/account/{id}/authorities")
    void grant(Caller caller, @PathVariable String id, @RequestParam String authority) {
        Member member = administrable(caller, id, authority);
        if (isAdministrator(member)) {
            throw ApiFailure.badRequest(
                    "already-bound", "Authority " + authority + " is already bound to the user");
        }
        memberships.join(List.of(member.id()), administrators(), actor(caller));
    }

    /** Takes the account out of every administrators' group; its powerful tokens fail at once. */
    @DeleteMapping("/account/{id}/authorities")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Caller caller, @PathVariable String id, @RequestParam String authority) {
        Member member = administrable(caller, id, authority);
        List<GroupRef> powerful =
                member.groups().stream()
                        .filter(group -> settings.adminGroups().contains(group.name()))
                        .toList();
        if (!powerful.isEmpty()) {
            memberships.together(() -> {
                powerful.forEach(
                        group -> memberships.leave(List.of(member.id()), group, actor(caller)));
                return powerful;
            });
        }
    }

    private Member administrable(Caller caller, String id, String authority) {
        rights.require(caller, AdminScopes.WRITE);
        if (!authority.equals(Authorities.ADMIN)) {
            throw ApiFailure.badRequest(
                    "invalid-authority",
                    "Invalid authority; only "
                            + Authorities.ADMIN
                            + " is given and taken here, managers are appointed by"
                            + " managed-groups");
        }
        return people.get(id);
    }

    private GroupRef administrators() {
        return settings.adminGroups().stream()
                .sorted()
                .flatMap(name -> groups.named(name).stream())
                .findFirst()
                .orElseThrow(() ->
                        ApiFailure.conflict(
                                "no-group",
                                "No administrators' group exists; create one of "
                                        + settings.adminGroups()))
                .reference();
    }

    private boolean isAdministrator(Member member) {
        return authorities.of(member).contains(Authorities.ADMIN);
    }

    private Map<String, List<String>> answer(Member member) {
        return Map.of("authorities", authorities.of(member));
    }

    private static Actor actor(Caller caller) {
        return new Actor.Administrator(caller.subject());
    }

    /** ISO 8601 with or without time, or milliseconds since 1970; clients send all three. */
    private static Optional<Instant> instant(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Optional.of(inRange(Instant.ofEpochMilli(value.asLong())));
        }
        // Some clients write +0000, which Java's parser does not take.
        String text = value.asString("").replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        try {
            boolean dateOnly = !text.contains("T");
            return Optional.of(
                    inRange(
                            dateOnly
                                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                                    : OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException notADate) {
            throw invalidTime();
        }
    }

    private static Instant inRange(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1970 || year > 9999) {
            throw invalidTime();
        }
        return time;
    }

    private static ApiFailure invalidTime() {
        return ApiFailure.badRequest(
                "invalid-time", "endTime must be a date such as 2030-12-31T00:00:00Z, or absent");
    }
}
