package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which claims tokens have. Communities differ in this (WLCG, AARC, Keycloak); each way is one
 * implementation. Scopes come in the order in which they were asked for.
 */
public interface Profile {

    /** The claims of a person's access token, beside those that every access token has. */
    Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes);

    /** The claims of the ID token and of the userinfo answer, without {@code sub}. */
    Map<String, Object> personClaims(Person person, Collection<String> scopes);

    /**
     * The claims that name the groups of a client in the tokens it gets for itself; empty if it is
     * in none.
     */
    Map<String, Object> groupClaims(List<String> groups, Collection<String> scopes);

    /** The claims of every token, a client's own included. */
    default Map<String, Object> tokenClaims() {
        return Map.of();
    }

    /** How far {@code nbf} of an access token lies before {@code iat}; empty: no {@code nbf}. */
    default Optional<Duration> notBeforeOffset() {
        return Optional.of(Duration.ZERO);
    }

    /** The audience of an access token for which none was asked. */
    default String defaultAudience() {
        return Audiences.DEFAULT;
    }
}
