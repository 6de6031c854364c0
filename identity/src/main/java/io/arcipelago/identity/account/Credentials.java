package io.arcipelago.identity.account;

/**
 * What a sign-in is checked against.
 *
 * @param passwordHash in Spring's delegating form; empty if the account has no password
 */
public record Credentials(AccountId id, String passwordHash, boolean active) {

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "Credentials[id=" + id + ", active=" + active + "]";
    }
}
