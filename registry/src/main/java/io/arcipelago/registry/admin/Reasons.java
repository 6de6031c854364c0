package io.arcipelago.registry.admin;

import io.arcipelago.platform.web.ApiFailure;
import org.jspecify.annotations.Nullable;

/** Why somebody does something; kept with what they did. */
final class Reasons {

    private static final int LONGEST = 1000;

    private Reasons() {}

    /**
     * The reason as it is kept.
     *
     * @throws ApiFailure 400 without one
     */
    static String require(@Nullable String why) {
        if (why == null || why.isBlank() || why.length() > LONGEST || why.indexOf('\0') >= 0) {
            throw ApiFailure.badRequest(
                    "reason-required",
                    "Say why, in at most %d characters: it is kept with the change."
                            .formatted(LONGEST));
        }
        return why.strip();
    }
}
