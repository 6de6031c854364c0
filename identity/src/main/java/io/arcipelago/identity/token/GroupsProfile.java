package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The groups always, because access is decided by them; the person's names with scope {@code
 * profile} and the address with scope {@code email} (OpenID Connect Core 1.0, section 5.4).
 */
final class GroupsProfile implements Profile {

    private final String claim;
    private final String organisationName;

    private GroupsProfile(String claim, String organisationName) {
        this.claim = claim;
        this.organisationName = organisationName;
    }

    /** The product's own: the groups are {@code groups}. */
    static GroupsProfile ofTheProduct(String organisationName) {
        return new GroupsProfile("groups", organisationName);
    }

    /** As services behind Keycloak expect it: the groups are {@code roles}. */
    static GroupsProfile keycloak(String organisationName) {
        return new GroupsProfile("roles", organisationName);
    }

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return personClaims(person, scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = StandardClaims.of(person, scopes, organisationName);
        claims.put(claim, person.groups());
        return claims;
    }

    @Override
    public Map<String, Object> groupClaims(List<String> groups, Collection<String> scopes) {
        return groups.isEmpty() ? Map.of() : Map.of(claim, groups);
    }
}
