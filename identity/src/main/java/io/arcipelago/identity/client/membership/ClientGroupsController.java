package io.arcipelago.identity.client.membership;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The native API over the groups of clients, for administrators. */
@RestController
@RequestMapping("/v1/clients/{client}/groups")
class ClientGroupsController {

    private static final int MOST_GROUPS = 1_000;

    private final ClientGroups memberships;
    private final Clients clients;
    private final Rights rights;

    ClientGroupsController(ClientGroups memberships, Clients clients, Rights rights) {
        this.memberships = memberships;
        this.clients = clients;
        this.rights = rights;
    }

    /** Full names of groups. */
    record Groups(@Nullable List<@Nullable String> groups) {}

    @GetMapping
    Groups read(Caller caller, @PathVariable String client) {
        rights.require(caller, AdminScopes.READ);
        requireKnown(client);
        return new Groups(List.copyOf(memberships.of(client)));
    }

    @PutMapping
    Groups write(Caller caller, @PathVariable String client, @RequestBody Groups wanted) {
        rights.require(caller, AdminScopes.WRITE);
        requireKnown(client);
        List<@Nullable String> names = wanted.groups();
        if (names == null || names.size() > MOST_GROUPS || names.contains(null)) {
            throw ApiFailure.badRequest(
                    "groups-missing",
                    "Give the names of at most %d groups as 'groups': [\"name\", ...]"
                            .formatted(MOST_GROUPS));
        }
        memberships.replace(client, names.stream().map(String::valueOf).toList(), caller.subject());
        return new Groups(List.copyOf(memberships.of(client)));
    }

    private void requireKnown(String client) {
        if (clients.find(client).isEmpty()) {
            throw ApiFailure.notFound(
                    "no-such-client", "There is no active client " + client + ".");
        }
    }
}
