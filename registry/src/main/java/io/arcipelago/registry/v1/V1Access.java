package io.arcipelago.registry.v1;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.StandardFailures;
import io.arcipelago.registry.state.GroupKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may do what in version 1. */
final class V1Access {

    /** The scope that lets a service see and change everything. */
    static final String ADMIN_SCOPE = "registry.admin";

    private final boolean anonymousRead;
    private final boolean everybodySeesAll;

    V1Access(boolean anonymousRead, boolean everybodySeesAll) {
        this.anonymousRead = anonymousRead;
        this.everybodySeesAll = everybodySeesAll;
    }

    /**
     * What a caller sees.
     *
     * @param groups the caller's groups
     * @param everything whether what other groups have is seen too
     * @param publicOnly whether only public attributes are seen
     */
    record Sight(Set<GroupKey> groups, boolean everything, boolean publicOnly) {}

    /**
     * @throws ApiFailure 401 without a token, unless anonymous reading is switched on
     */
    Sight sight(Optional<Caller> caller) {
        if (caller.isEmpty()) {
            if (!anonymousRead) {
                throw StandardFailures.tokenRequired();
            }
            return new Sight(Set.of(), true, true);
        }
        Caller known = caller.get();
        return new Sight(groups(known), everybodySeesAll || administers(known), false);
    }

    private static Set<GroupKey> groups(Caller caller) {
        return caller.groups().stream()
                .map(name -> new GroupKey(caller.issuer(), name))
                .collect(Collectors.toSet());
    }

    private static boolean administers(Caller caller) {
        return caller.admin() || caller.scopes().contains(ADMIN_SCOPE);
    }

    /**
     * Lets administrators pass; asked before anything is looked up.
     *
     * @throws ApiFailure 401 without a token, 403 for everybody else
     */
    Caller requireAdministrator(Optional<Caller> caller) {
        Caller known = caller.orElseThrow(StandardFailures::tokenRequired);
        if (!administers(known)) {
            throw ApiFailure.forbidden(
                    "not-an-administrator",
                    "Only administrators and services with the scope %s change the registry."
                            .formatted(ADMIN_SCOPE));
        }
        return known;
    }
}
