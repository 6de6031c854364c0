package io.arcipelago.identity.people;

import java.util.Optional;

/**
 * What shall become of an account; what is empty stays as it is.
 *
 * @param password in clear, to be hashed at once
 */
public record PersonChange(
        Optional<String> username,
        Optional<String> givenName,
        Optional<String> familyName,
        Optional<String> email,
        Optional<String> password,
        Optional<Boolean> active,
        Optional<Boolean> serviceAccount) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "PersonChange[username=" + username + "]";
    }
}
