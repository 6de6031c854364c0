package io.arcipelago.registry.v1;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of version 1, {@code arcipelago.registry.v1.*}.
 *
 * @param unauthenticatedStatus the status for requests without a good token: 403, as clients know
 *     it, or 401
 * @param maxResults the most things that one answer lists
 */
@ConfigurationProperties("arcipelago.registry.v1")
record V1Settings(@Nullable Integer unauthenticatedStatus, @Nullable Integer maxResults) {

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int DEFAULT_MAX_RESULTS = 10_000;

    V1Settings {
        if (unauthenticatedStatus != null
                && unauthenticatedStatus != FORBIDDEN
                && unauthenticatedStatus != UNAUTHORIZED) {
            throw new IllegalArgumentException(
                    "arcipelago.registry.v1.unauthenticated-status is %d; it must be 403 or 401"
                            .formatted(unauthenticatedStatus));
        }
        if (maxResults != null && maxResults < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.registry.v1.max-results is %d; it must be at least 1"
                            .formatted(maxResults));
        }
    }

    int statusWithoutToken() {
        return unauthenticatedStatus == null ? FORBIDDEN : unauthenticatedStatus;
    }

    int most() {
        return maxResults == null ? DEFAULT_MAX_RESULTS : maxResults;
    }
}
