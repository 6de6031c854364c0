package io.arcipelago.cli.session;

import java.time.Duration;
import java.time.Instant;

/**
 * What a sign-in gave.
 *
 * @param refreshToken empty if there is none
 * @param expiresAt when the access token ends
 */
public record Tokens(String accessToken, String refreshToken, Instant expiresAt) {

    /** A token that ends on the way is no use. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    boolean usableAt(Instant now) {
        return now.isBefore(expiresAt.minus(MARGIN));
    }

    @Override
    public String toString() {
        return "Tokens[until " + expiresAt + "]";
    }
}
