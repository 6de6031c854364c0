package io.arcipelago.platform.security;

import io.arcipelago.platform.web.ApiFailure;

/** The answer of a {@link Policy}. */
public sealed interface Decision {

    /** The caller may. */
    record Allowed() implements Decision {}

    /** The caller may not, and is told so with this failure. */
    record Refused(ApiFailure failure) implements Decision {}

    static Decision allowed() {
        return new Allowed();
    }

    static Decision refused(ApiFailure failure) {
        return new Refused(failure);
    }
}
