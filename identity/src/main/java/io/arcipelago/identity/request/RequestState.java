package io.arcipelago.identity.request;

import io.arcipelago.platform.web.ApiFailure;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a request stands. */
public enum RequestState {
    PENDING,
    APPROVED,
    REJECTED;

    /** The state that a list is narrowed to; empty for a blank text, and else a bad request. */
    public static Optional<RequestState> wanted(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw ApiFailure.badRequest(
                    "invalid-status", "status must be PENDING, APPROVED or REJECTED");
        }
    }
}
