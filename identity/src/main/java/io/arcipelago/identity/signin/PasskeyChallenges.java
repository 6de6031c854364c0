package io.arcipelago.identity.signin;

import io.arcipelago.identity.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The challenge that a session waits to see signed: one at a time, for one purpose, once. */
@Component
class PasskeyChallenges {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String ATTRIBUTE = PasskeyChallenges.class.getName();

    /** What the signature is for. */
    enum Purpose {
        FIRST_FACTOR,
        SECOND_FACTOR,
        REGISTRATION
    }

    private record Challenge(String value, Purpose purpose, Instant until)
            implements Serializable {}

    private final InstantSource clock;

    PasskeyChallenges(InstantSource clock) {
        this.clock = clock;
    }

    /** A new challenge of 256 random bits in base64url, instead of the one before. */
    String begin(HttpServletRequest request, Purpose purpose) {
        String value = Secrets.random();
        request.getSession()
                .setAttribute(ATTRIBUTE, new Challenge(value, purpose, clock.instant().plus(LIFE)));
        return value;
    }

    /** Takes the challenge out; empty if there is none for this purpose or it is too old. */
    Optional<String> take(HttpServletRequest request, Purpose purpose) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        Object found;
        // Of two requests at the same time only one gets it.
        synchronized (WebUtils.getSessionMutex(session)) {
            found = session.getAttribute(ATTRIBUTE);
            session.removeAttribute(ATTRIBUTE);
        }
        return found instanceof Challenge challenge
                        && challenge.purpose() == purpose
                        && clock.instant().isBefore(challenge.until())
                ? Optional.of(challenge.value())
                : Optional.empty();
    }
}
