package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.factor.SecondFactors;
import org.springframework.stereotype.Component;

/** Signing in with a passkey, which needs no password. */
@Component
class PasskeyWay implements SignInWay {

    private final SecondFactors factors;

    PasskeyWay(SecondFactors factors) {
        this.factors = factors;
    }

    @Override
    public boolean opens(AccountId account) {
        return factors.status(account).passkeys() > 0;
    }
}
