package io.arcipelago.identity.client.registration;

import java.util.Optional;

/**
 * A registration with what was made for it just now.
 *
 * @param secret the new client secret, told this once
 * @param token the registration access token, told this once
 */
record Issued(Registration registration, Optional<String> secret, Optional<String> token) {

    /** Leaves the secret and the token out. */
    @Override
    public String toString() {
        return "Issued[" + registration.id() + "]";
    }
}
