package io.arcipelago.identity.token;

import java.time.Instant;
import java.util.Set;

/**
 * A token that was just signed.
 *
 * @param value what the client gets; never stored
 * @param scopes the scopes in it
 */
public record SignedToken(String value, Set<String> scopes, Instant issuedAt, Instant expiresAt) {

    public SignedToken {
        scopes = Set.copyOf(scopes);
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "SignedToken[scopes=" + scopes + ", expiresAt=" + expiresAt + "]";
    }
}
