package io.arcipelago.identity.account;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is signed in in a browser session.
 *
 * @param signedInAt when the password was given: the {@code auth_time} of later tokens
 */
public record SignedInPerson(UUID id, String username, Instant signedInAt)
        implements AuthenticatedPrincipal, Serializable {

    /** The account's id, which names the person in everything that is stored. */
    @Override
    public String getName() {
        return id.toString();
    }

    public AccountId accountId() {
        return new AccountId(id);
    }
}
