package io.arcipelago.identity.passkey;

import io.arcipelago.identity.account.AccountId;
import java.util.Set;

/**
 * What a passkey showed.
 *
 * @param methods the {@code amr} values (RFC 8176)
 * @param userVerified whether the authenticator asked for a PIN, a finger or the like, so that it
 *     counts as two factors
 */
public record UsedPasskey(AccountId account, Set<String> methods, boolean userVerified) {

    public UsedPasskey {
        methods = Set.copyOf(methods);
    }
}
