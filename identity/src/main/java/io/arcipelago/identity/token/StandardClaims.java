package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claims of scopes {@code profile} and {@code email} (OpenID Connect Core 1.0, section 5.4).
 */
final class StandardClaims {

    private StandardClaims() {}

    /** A new map that may be added to. */
    static Map<String, Object> of(
            Person person, Collection<String> scopes, String organisationName) {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (scopes.contains("profile")) {
            claims.put("name", person.name());
            claims.put("preferred_username", person.username());
            if (!organisationName.isBlank()) {
                claims.put("organisation_name", organisationName);
            }
        }
        if (scopes.contains("email")) {
            claims.put("email", person.email());
        }
        return claims;
    }
}
