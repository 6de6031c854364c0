package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.OwnIssuer;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.identity.token.Audiences;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.security.dpop.DpopRefused;
import io.arcipelago.platform.web.StandardFailures;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells who acts, from a token of this issuer. Another issuer's subjects are strangers here. */
@Component
class Callers {

    private final OwnIssuer issuer;
    private final AccessTokens accessTokens;
    private final ShownTokens shown;

    Callers(OwnIssuer issuer, AccessTokens accessTokens, ShownTokens shown) {
        this.issuer = issuer;
        this.accessTokens = accessTokens;
        this.shown = shown;
    }

    /** The actor behind a token that the platform has checked. */
    Actor actor(Caller caller) {
        issuer.require(caller);
        return actor(caller.subject(), AccountId.parse(caller.subject()), caller.scopes());
    }

    /** The actor behind a token from a public route; raises unauthorized for a bad one. */
    Actor actor(String value) {
        AccessToken token =
                accessTokens
                        .verify(value)
                        .filter(good -> good.audience().contains(Audiences.DEFAULT))
                        .orElseThrow(StandardFailures::tokenRequired);
        try {
            shown.check(token, value);
        } catch (DpopRefused refused) {
            throw StandardFailures.tokenRequired();
        }
        return actor(token.subject(), token.account(), Set.copyOf(token.scopes()));
    }

    private static Actor actor(String subject, Optional<AccountId> account, Set<String> scopes) {
        return new Actor(
                subject,
                account,
                scopes.contains(AdminScopes.READ),
                scopes.contains(AdminScopes.WRITE));
    }
}
