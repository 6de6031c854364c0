package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.Map;

/**
 * The product's own claims: {@code groups} always, because access is decided by them; the person's
 * names with scope {@code profile} and the address with scope {@code email} (OpenID Connect Core
 * 1.0, section 5.4).
 */
final class DefaultProfile implements Profile {

    private final String organisationName;

    DefaultProfile(String organisationName) {
        this.organisationName = organisationName;
    }

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return personClaims(person, scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = StandardClaims.of(person, scopes, organisationName);
        claims.put("groups", person.groups());
        return claims;
    }
}
