package io.arcipelago.identity.token;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.client.Clients;
import io.arcipelago.identity.key.SigningAlgorithm;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The native API over the token settings of clients, for administrators. */
@RestController
@RequestMapping("/v1/clients/{client}/token-settings")
class TokenSettingsController {

    private final ClientTokenSettings settings;
    private final Clients clients;
    private final Rights rights;
    private final AuditTrail audit;

    TokenSettingsController(
            ClientTokenSettings settings, Clients clients, Rights rights, AuditTrail audit) {
        this.settings = settings;
        this.clients = clients;
        this.rights = rights;
        this.audit = audit;
    }

    @GetMapping
    ClientTokenSettings.Choice read(Caller caller, @PathVariable String client) {
        rights.require(caller, AdminScopes.READ);
        requireKnown(client);
        return settings.of(client);
    }

    @PutMapping
    ClientTokenSettings.Choice write(
            Caller caller,
            @PathVariable String client,
            @RequestBody ClientTokenSettings.Choice choice) {
        rights.require(caller, AdminScopes.WRITE);
        requireKnown(client);
        settings.save(client, choice);
        audit.clientTokenSettingsChanged(
                caller.subject(),
                client,
                choice.signingAlgorithm().map(SigningAlgorithm::name).orElse("default"),
                choice.profile().map(ProfileName::text).orElse("default"));
        return choice;
    }

    private void requireKnown(String client) {
        if (clients.find(client).isEmpty()) {
            throw ApiFailure.notFound(
                    "no-such-client", "There is no active client " + client + ".");
        }
    }
}
