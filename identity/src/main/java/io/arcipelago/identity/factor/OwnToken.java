package io.arcipelago.identity.factor;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Proof;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.dpop.ShownTokens;
import io.arcipelago.identity.token.AccessToken;
import io.arcipelago.identity.token.AccessTokens;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the token itself must show before it may touch a person's factors. */
@Component
public class OwnToken {

    private final Rights rights;
    private final AccessTokens tokens;
    private final SecondFactors factors;

    OwnToken(Rights rights, AccessTokens tokens, SecondFactors factors) {
        this.rights = rights;
        this.tokens = tokens;
        this.factors = factors;
    }

    /** The person whose token it is; a service that acts for the person is refused. */
    public AccountId self(Caller caller, HttpServletRequest request) {
        AccountId account = rights.self(caller);
        if (token(request).filter(token -> !token.claims().containsKey("act")).isEmpty()) {
            throw ApiFailure.forbidden(
                    "own-token", "Only the person's own token may do this, not a delegated one");
        }
        return account;
    }

    /**
     * As {@link #self}, and if the account has a factor, the token must come from a sign-in with
     * it: otherwise a stolen token of one factor could add another second one.
     */
    AccountId selfForAdding(Caller caller, HttpServletRequest request) {
        AccountId account = self(caller, request);
        boolean shown =
                token(request)
                        .filter(token -> Proof.REFEDS_MFA.equals(token.claims().get("acr")))
                        .isPresent();
        if (!shown && factors.status(account).any()) {
            throw ApiFailure.forbidden(
                    "second-factor-needed",
                    "The account has a second factor: sign in again with it and use that token");
        }
        return account;
    }

    private Optional<AccessToken> token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header == null ? Optional.empty() : ShownTokens.in(header).flatMap(tokens::read);
    }
}
