package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of the AARC guidelines: entitlements for groups (AARC-G069), affiliation and assurance
 * (REFEDS), each by its scope, and an identifier of the person.
 */
final class AarcProfile implements Profile {

    private static final List<String> ASSURANCE =
            List.of("https://refeds.org/assurance", "https://refeds.org/assurance/IAP/low");

    private final ProfileSettings.Aarc settings;
    private final String organisationName;

    AarcProfile(ProfileSettings.Aarc settings, String organisationName) {
        this.settings = settings;
        this.organisationName = organisationName;
    }

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return personClaims(person, scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = StandardClaims.of(person, scopes, organisationName);
        claims.put("voperson_id", person.id().toString());
        if (!settings.affiliationScope().isBlank()
                && scopes.contains("eduperson_scoped_affiliation")) {
            claims.put(
                    "eduperson_scoped_affiliation",
                    List.of("member@" + settings.affiliationScope()));
        }
        if (!settings.urnDelegatedNamespace().isBlank()) {
            claims.putAll(entitlements(person.groups(), scopes));
        }
        if (scopes.contains("eduperson_assurance")) {
            claims.put("eduperson_assurance", ASSURANCE);
        }
        return claims;
    }

    @Override
    public Optional<Duration> notBeforeOffset() {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> groupClaims(List<String> groups, Collection<String> scopes) {
        return groups.isEmpty() || settings.urnDelegatedNamespace().isBlank()
                ? Map.of()
                : entitlements(groups, scopes);
    }

    private Map<String, Object> entitlements(List<String> groups, Collection<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String claim : List.of("eduperson_entitlement", "entitlements")) {
            if (scopes.contains(claim)) {
                claims.put(claim, entitlements(groups));
            }
        }
        return claims;
    }

    private List<String> entitlements(List<String> groups) {
        List<String> parts = new ArrayList<>();
        parts.add("urn");
        parts.add(settings.urnNid());
        parts.add(settings.urnDelegatedNamespace());
        parts.addAll(settings.urnSubnamespaces());
        String prefix = String.join(":", parts) + ":group:";
        return groups.stream().map(name -> prefix + name.replace('/', ':')).toList();
    }
}
