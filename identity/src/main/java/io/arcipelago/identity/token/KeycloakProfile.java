package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.Map;

/** Claims as services behind Keycloak expect them: the groups' names are {@code roles}. */
final class KeycloakProfile implements Profile {

    private final String organisationName;

    KeycloakProfile(String organisationName) {
        this.organisationName = organisationName;
    }

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return personClaims(person, scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = StandardClaims.of(person, scopes, organisationName);
        claims.put("roles", person.groups());
        return claims;
    }
}
