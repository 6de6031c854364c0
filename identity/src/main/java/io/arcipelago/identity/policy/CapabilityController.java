package io.arcipelago.identity.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The capability sets of groups. They give power over storage and computing, so a group's managers
 * do not change them: administrators do.
 */
@RestController
@RequestMapping("/iam/group/{id}/capabilities")
class CapabilityController {

    private static final int MOST = 100;

    private final CapabilitySets sets;
    private final GroupTree groups;
    private final Rights rights;

    CapabilityController(CapabilitySets sets, GroupTree groups, Rights rights) {
        this.sets = sets;
        this.groups = groups;
        this.rights = rights;
    }

    /** A capability set. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Body(@Nullable List<@Nullable String> scopes) {}

    @GetMapping
    Body read(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.READ);
        return new Body(List.copyOf(sets.read(groups.get(id).id())));
    }

    @PutMapping
    Body replace(Caller caller, @PathVariable String id, @RequestBody Body input) {
        rights.require(caller, AdminScopes.WRITE);
        GroupEntry group = groups.get(id);
        SortedSet<String> scopes = scopes(input);
        sets.replace(group.reference(), scopes, caller.subject());
        return new Body(List.copyOf(scopes));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        rights.require(caller, AdminScopes.WRITE);
        GroupEntry group = groups.get(id);
        sets.replace(group.reference(), new TreeSet<>(), caller.subject());
    }

    private static SortedSet<String> scopes(Body input) {
        List<@Nullable String> given = input.scopes() == null ? List.of() : input.scopes();
        if (given.isEmpty() || given.size() > MOST) {
            throw invalid("scopes must hold 1 to " + MOST + " capability scopes");
        }
        SortedSet<String> scopes = new TreeSet<>();
        for (String scope : given) {
            String text = scope == null ? "" : scope;
            if (!Scopes.isCapability(text) || text.equals(Scopes.HOST_AUTH)) {
                throw invalid(
                        "A capability set holds scopes of storage with a path and of computing,"
                                + " such as storage.read:/data and compute.create");
            }
            ScopeMatcher.fault(Matching.EQ, text)
                    .ifPresent(fault -> {
                        throw invalid(fault);
                    });
            scopes.add(text);
        }
        return scopes;
    }

    private static ApiFailure invalid(String message) {
        return ApiFailure.badRequest("invalid-capabilities", message);
    }
}
