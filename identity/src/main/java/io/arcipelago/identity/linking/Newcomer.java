package io.arcipelago.identity.linking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody whom a provider knows and this service does not. The browser session keeps it for a
 * while; it gives no right but to ask for an account or to link the identity after a sign-in.
 *
 * @param providerName what people call the provider
 * @param claims what the provider told, under the names of its claims: {@code email}, {@code
 *     given_name}, {@code family_name}, {@code preferred_username}; absent ones are missing
 */
public record Newcomer(
        OidcIdentity identity, String providerName, Map<String, String> claims, Instant until)
        implements Serializable {

    private static final String ATTRIBUTE = Newcomer.class.getName();
    private static final Duration LIFE = Duration.ofMinutes(30);

    public Newcomer {
        claims = Map.copyOf(claims);
    }

    /** Keeps it in the session. */
    public static void remember(
            HttpServletRequest request,
            OidcIdentity identity,
            String providerName,
            Map<String, String> claims,
            Instant now) {
        request.getSession(true)
                .setAttribute(
                        ATTRIBUTE, new Newcomer(identity, providerName, claims, now.plus(LIFE)));
    }

    /** The one of the session, unless it is too old. */
    public static Optional<Newcomer> of(HttpServletRequest request, Instant now) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(ATTRIBUTE) instanceof Newcomer known
                        && now.isBefore(known.until())
                ? Optional.of(known)
                : Optional.empty();
    }

    /** Ends the state. */
    public static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    /** What the provider told under this name, or the empty text. */
    public String claim(String name) {
        return claims.getOrDefault(name, "");
    }
}
