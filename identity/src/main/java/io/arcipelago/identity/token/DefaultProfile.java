package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The product's own claims: {@code groups} always, because access is decided by them; the person's
 * names with scope {@code profile} and the address with scope {@code email} (OpenID Connect Core
 * 1.0, section 5.4).
 */
@Component
class DefaultProfile implements Profile {

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return personClaims(person, scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("groups", person.groups());
        if (scopes.contains("profile")) {
            claims.put("name", person.name());
            claims.put("preferred_username", person.username());
        }
        if (scopes.contains("email")) {
            claims.put("email", person.email());
        }
        return claims;
    }
}
