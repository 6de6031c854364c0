package io.arcipelago.identity.grant;

import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.SignedInPerson;
import io.arcipelago.identity.client.RegisteredClients;
import io.arcipelago.identity.policy.ScopePolicies;
import io.arcipelago.platform.web.ApiFailure;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * What a sign-in grants of what was authorized: what policies allow now. A grant can lose scopes
 * later, but gets no new ones without another sign-in.
 */
@Component
class GrantableScopes {

    private final ScopePolicies policies;
    private final Accounts accounts;
    private final RegisteredClients clients;

    GrantableScopes(ScopePolicies policies, Accounts accounts, RegisteredClients clients) {
        this.policies = policies;
        this.accounts = accounts;
        this.clients = clients;
    }

    Set<String> of(SignedInPerson signedIn, String client, Set<String> authorized) {
        Optional<Person> person = accounts.find(signedIn.accountId());
        if (person.isEmpty()) {
            return authorized;
        }
        try {
            return asksForConsent(client)
                    ? new LinkedHashSet<>(policies.offered(person.get(), client, authorized))
                    : policies.permitted(person.get(), client, authorized);
        } catch (ApiFailure noDecision) {
            // Nobody can decide now. Each token is decided about anyway, and the grant is kept.
            return authorized;
        }
    }

    /** Such a client has only what its page showed; the product's own have what they asked for. */
    private boolean asksForConsent(String client) {
        RegisteredClient registered = clients.findById(client);
        return registered != null && registered.getClientSettings().isRequireAuthorizationConsent();
    }
}
