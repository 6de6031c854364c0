package io.arcipelago.identity.account;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is signed in in a browser session.
 *
 * @param proof how and when they showed who they are
 */
public record SignedInPerson(UUID id, String username, Proof proof)
        implements AuthenticatedPrincipal, Serializable {

    /** The account's id, which names the person in everything that is stored. */
    @Override
    public String getName() {
        return id.toString();
    }

    public AccountId accountId() {
        return new AccountId(id);
    }

    /** The {@code auth_time} of later tokens. */
    public Instant signedInAt() {
        return proof.at();
    }
}
