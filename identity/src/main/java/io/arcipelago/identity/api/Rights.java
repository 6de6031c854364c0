package io.arcipelago.identity.api;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a caller may do in the compatible interfaces. Administrators' rights come from the token's
 * scopes alone: that a person is an administrator does not make every token of theirs powerful. A
 * token of another issuer that this process trusts gives no right here.
 */
@Component
public class Rights {

    private final Issuer issuer;

    Rights(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Whether the token carries one of the scopes. */
    public boolean has(Caller caller, String... scopes) {
        return isOurs(caller) && Arrays.stream(scopes).anyMatch(caller.scopes()::contains);
    }

    /** Raises forbidden unless the token carries one of the scopes. */
    public void require(Caller caller, String... scopes) {
        if (!has(caller, scopes)) {
            throw ApiFailure.forbidden(
                    "insufficient-scope",
                    "The token lacks the scope " + String.join(" or ", scopes));
        }
    }

    /** The caller's own account; raises a bad request for a client that acts for itself. */
    public AccountId self(Caller caller) {
        return account(caller)
                .orElseThrow(() ->
                        ApiFailure.badRequest(
                                "no-account", "No user linked to the current OAuth token"));
    }

    /** Whether the caller is the person of this account. */
    public boolean isSelf(Caller caller, AccountId account) {
        return account(caller).filter(account::equals).isPresent();
    }

    /**
     * The caller's account; empty for a client that acts for itself and for other issuers' people.
     */
    public Optional<AccountId> account(Caller caller) {
        return isOurs(caller) ? AccountId.parse(caller.subject()) : Optional.empty();
    }

    private boolean isOurs(Caller caller) {
        return issuer.value().equals(caller.issuer());
    }
}
