package io.arcipelago.identity.grant;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.Audiences;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Which token may become which (RFC 8693). Pure rules: no request, no database, no clock. */
final class ExchangeRules {

    private ExchangeRules() {}

    /**
     * The scopes that the client gets for the subject token.
     *
     * @param requested empty: all of the subject token's scopes that the client is registered for
     * @throws OAuth2AuthenticationException {@code access_denied}, {@code invalid_request} or
     *     {@code invalid_scope}, with the reason
     */
    static Set<String> scopes(Client client, AccessToken subject, Set<String> requested) {
        if (subject.account().isEmpty()) {
            throw TokenFailure.invalidRequest("subject_token is not a person's token");
        }
        if (!subject.audience().contains(Audiences.DEFAULT)
                && !subject.audience().contains(Audiences.ANY)
                && !subject.audience().contains(client.id())) {
            throw TokenFailure.invalidRequest(
                    "subject_token is not meant for client "
                            + client.id()
                            + "; its audience must name the client or "
                            + Audiences.DEFAULT);
        }
        if (!client.exchange().origins().contains(subject.clientId())) {
            throw TokenFailure.accessDenied(
                    "Client "
                            + client.id()
                            + " may not exchange tokens that were issued to "
                            + subject.clientId());
        }
        Set<String> allowed = new LinkedHashSet<>(subject.scopes());
        allowed.addAll(client.exchange().addedScopes());
        if (requested.isEmpty()) {
            Set<String> both = new LinkedHashSet<>(subject.scopes());
            both.removeIf(scope -> !Scopes.registered(client.scopes(), scope));
            return both;
        }
        Set<String> refused = new LinkedHashSet<>(requested);
        refused.removeIf(scope ->
                Scopes.granted(allowed, scope) && Scopes.registered(client.scopes(), scope));
        if (!refused.isEmpty()) {
            throw TokenFailure.invalidScope(
                    "Neither the subject token nor the client's registration allows: "
                            + String.join(" ", refused));
        }
        return requested;
    }

    /** The {@code act} claim: this client, and whoever acted before it (section 4.1). */
    static Map<String, Object> actor(Client client, AccessToken subject) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("sub", client.id());
        Object previous = subject.claims().get("act");
        if (previous != null) {
            actor.put("act", previous);
        }
        return actor;
    }
}
