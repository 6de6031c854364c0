package io.arcipelago.identity.api;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import org.springframework.stereotype.Component;

/**
 * Keeps tokens of other issuers out. A process may trust several for its other services; their
 * subjects and scopes mean nothing here.
 */
@Component
public class OwnIssuer {

    private final Issuer issuer;

    OwnIssuer(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Raises forbidden unless the token is of this issuer. */
    public void require(Caller caller) {
        if (!issuer.value().equals(caller.issuer())) {
            throw ApiFailure.forbidden(
                    "foreign-issuer", "Use a token of this issuer, " + issuer.value());
        }
    }
}
