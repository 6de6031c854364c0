package io.arcipelago.identity.grant;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.exchange.Verdict;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.Audiences;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Which token may become which (RFC 8693). Pure rules: no request, no database, no clock. */
final class ExchangeRules {

    private static final String OFFLINE_ACCESS = "offline_access";

    private ExchangeRules() {}

    /**
     * The scopes that the client gets for the subject token. They are in that token, but for {@code
     * offline_access}, which must be what the token's client could have asked for, too.
     *
     * @param origin the client that the subject token was issued to
     * @param verdict what the policies say about the two clients
     * @param requested empty: all of the subject token's scopes that the client is registered for
     * @throws OAuth2AuthenticationException {@code access_denied}, {@code invalid_request} or
     *     {@code invalid_scope}, with the reason
     */
    static Set<String> scopes(
            Client client,
            Client origin,
            AccessToken subject,
            Verdict verdict,
            Set<String> requested) {
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
        return switch (verdict) {
            case Verdict.Refused(String reason) -> throw TokenFailure.accessDenied(reason);
            case Verdict.Permitted permitted ->
                    scopes(client, origin, subject, permitted, requested);
        };
    }

    private static Set<String> scopes(
            Client client,
            Client origin,
            AccessToken subject,
            Verdict.Permitted permitted,
            Set<String> requested) {
        Predicate<String> possible =
                scope -> Scopes.registered(client.scopes(), scope) && permitted.permits(scope);
        if (requested.isEmpty()) {
            Set<String> both = new LinkedHashSet<>(subject.scopes());
            both.removeIf(possible.negate());
            return both;
        }
        if (requested.contains(OFFLINE_ACCESS) && origin.id().equals(client.id())) {
            throw TokenFailure.accessDenied(
                    "A client may not exchange its own token for one with offline_access");
        }
        Set<String> allowed = new LinkedHashSet<>(subject.scopes());
        allowed.addAll(client.exchange().addedScopes());
        if (origin.scopes().contains(OFFLINE_ACCESS)) {
            allowed.add(OFFLINE_ACCESS);
        }
        Set<String> refused = new LinkedHashSet<>(requested);
        refused.removeIf(scope -> Scopes.granted(allowed, scope) && possible.test(scope));
        if (!refused.isEmpty()) {
            throw TokenFailure.invalidScope(
                    "The subject token, the policy or the client's registration does not allow: "
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
