package io.arcipelago.platform.security;

import java.util.List;

/**
 * Routes that need no token; a service contributes a bean of this type. Every other route needs
 * one.
 *
 * @param patterns path patterns with the service's prefix, such as {@code /orchestrator/info}
 */
public record PublicRoutes(List<String> patterns) {

    public PublicRoutes {
        patterns = List.copyOf(patterns);
    }

    public static PublicRoutes of(String... patterns) {
        return new PublicRoutes(List.of(patterns));
    }
}
