package io.arcipelago.platform.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * What a token with a good signature must also say (RFC 7519, section 4.1): it is for us, it is for
 * now, and it is about somebody.
 */
final class AccessTokenRules {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final List<String> audiences;
    private final InstantSource clock;

    AccessTokenRules(List<String> audiences, InstantSource clock) {
        this.audiences = List.copyOf(audiences);
        this.clock = clock;
    }

    void check(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant expires =
                time(claims.getExpirationTime())
                        .orElseThrow(() -> new InvalidBearerTokenException("No exp"));
        if (!now.isBefore(expires.plus(CLOCK_SKEW))) {
            throw new InvalidBearerTokenException("Expired");
        }
        if (time(claims.getNotBeforeTime())
                .filter(start -> now.isBefore(start.minus(CLOCK_SKEW)))
                .isPresent()) {
            throw new InvalidBearerTokenException("Not valid yet");
        }
        if (Collections.disjoint(claims.getAudience(), audiences)) {
            throw new InvalidBearerTokenException("For another audience");
        }
        if (claims.getSubject() == null || claims.getSubject().isBlank()) {
            throw new InvalidBearerTokenException("No sub");
        }
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
    private static Optional<Instant> time(Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }
}
