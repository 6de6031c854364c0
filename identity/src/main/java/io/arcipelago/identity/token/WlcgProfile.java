package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.scope.GroupScope;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The WLCG Common JWT Profile 1.3. Its claim {@code wlcg.ver} stays 1.0, as the document asks until
 * every consumer reads later ones.
 */
final class WlcgProfile implements Profile {

    private static final Map<String, Object> VERSION = Map.of("wlcg.ver", "1.0");

    private final ProfileSettings.Wlcg settings;
    private final String organisationName;
    private final Supplier<Set<String>> labelled;

    WlcgProfile(
            ProfileSettings.Wlcg settings,
            String organisationName,
            Supplier<Set<String>> labelled) {
        this.settings = settings;
        this.organisationName = organisationName;
        this.labelled = labelled;
    }

    @Override
    public Map<String, Object> accessTokenClaims(Person person, Collection<String> scopes) {
        return settings.includeAuthnInfo()
                ? personClaims(person, scopes)
                : groupClaims(person.groups(), scopes);
    }

    @Override
    public Map<String, Object> personClaims(Person person, Collection<String> scopes) {
        Map<String, Object> claims = StandardClaims.of(person, scopes, organisationName);
        claims.putAll(groupClaims(person.groups(), scopes));
        return claims;
    }

    @Override
    public Map<String, Object> groupClaims(List<String> groups, Collection<String> scopes) {
        List<String> told = GroupScope.select(scopes, groups, optionalGroups());
        return told.isEmpty() ? Map.of() : Map.of("wlcg.groups", told);
    }

    private Set<String> optionalGroups() {
        Set<String> optional = new HashSet<>(settings.optionalGroups());
        optional.addAll(labelled.get());
        return optional;
    }

    @Override
    public Map<String, Object> tokenClaims() {
        return VERSION;
    }

    @Override
    public Optional<Duration> notBeforeOffset() {
        return Optional.of(settings.notBeforeOffset());
    }

    @Override
    public String defaultAudience() {
        return Audiences.ANY;
    }
}
