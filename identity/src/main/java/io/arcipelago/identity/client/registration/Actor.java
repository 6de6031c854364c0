package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import java.util.Optional;

/**
 * Who asks for something about a client. Rights come from a token's scopes, never from what the
 * person is.
 *
 * @param name the subject for the audit trail, or {@code anonymous}
 * @param account empty for a client that acts for itself and for nobody
 * @param reads whether the token may read every client
 * @param writes whether the token may change every client
 */
record Actor(String name, Optional<AccountId> account, boolean reads, boolean writes) {

    /** Somebody without a token, or with a registration access token. */
    static Actor anonymous() {
        return new Actor("anonymous", Optional.empty(), false, false);
    }

    /** A client that changes its own registration with its registration access token. */
    static Actor itself(String client) {
        return new Actor(client, Optional.empty(), false, false);
    }
}
