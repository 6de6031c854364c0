package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;

/** A way to sign in. Nobody may take the last one from their own account. */
public interface SignInWay {

    /** Whether the account can be opened in this way now. */
    boolean opens(AccountId account);
}
