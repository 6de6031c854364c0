package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ProviderItems;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Merges issuers, groups and agreements. They come from the configuration, so what is not there was
 * taken out on purpose, if the configuration was read whole; an agreement goes after its projects.
 */
final class IssuerMerge {

    private final Context context;

    IssuerMerge(Context context) {
        this.context = context;
    }

    private record Entry(GroupKey group, ServiceLevelAgreement agreement) {}

    List<IdentityProvider> merge(
            List<IdentityProvider> known, List<IdentityProvider> seen, List<Project> projects) {
        Set<String> needed =
                projects.stream()
                        .map(Project::agreement)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        Map<String, Entry> agreements = agreements(known, seen, needed);
        Set<GroupKey> needing =
                agreements.values().stream().map(Entry::group).collect(Collectors.toSet());
        Map<GroupKey, UserGroup> groups = groups(known, seen, needing);
        Set<String> issuersNeeded =
                groups.keySet().stream().map(GroupKey::issuer).collect(Collectors.toSet());
        Map<String, IdentityProvider> issuers = new TreeMap<>();
        known.stream()
                .filter(issuer -> stays(issuersNeeded.contains(key(issuer))))
                .forEach(issuer -> issuers.put(key(issuer), issuer));
        seen.forEach(issuer -> issuers.put(key(issuer), issuer));
        return issuers.entrySet().stream()
                .map(issuer ->
                        ProviderItems.with(
                                issuer.getValue(),
                                groups.entrySet().stream()
                                        .filter(group ->
                                                group.getKey().issuer().equals(issuer.getKey()))
                                        .map(group ->
                                                with(group.getValue(), group.getKey(), agreements))
                                        .toList()))
                .toList();
    }

    /** A document that has moved to a renamed group is that group's. */
    private Map<String, Entry> agreements(
            List<IdentityProvider> known, List<IdentityProvider> seen, Set<String> needed) {
        Map<String, Entry> agreements = new TreeMap<>();
        entries(known)
                .filter(entry -> stays(needed.contains(entry.agreement().documentId())))
                .forEach(entry -> agreements.put(entry.agreement().documentId(), entry));
        entries(seen).forEach(entry -> agreements.put(entry.agreement().documentId(), entry));
        return agreements;
    }

    private Map<GroupKey, UserGroup> groups(
            List<IdentityProvider> known, List<IdentityProvider> seen, Set<GroupKey> needing) {
        Map<GroupKey, UserGroup> groups = new LinkedHashMap<>();
        named(known)
                .filter(group -> stays(needing.contains(group.getKey())))
                .forEach(group -> groups.put(group.getKey(), group.getValue()));
        named(seen).forEach(group -> groups.put(group.getKey(), group.getValue()));
        return groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> group.getKey().name()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    private boolean stays(boolean needed) {
        return needed || !context.configuredMayGo();
    }

    private static Stream<Map.Entry<GroupKey, UserGroup>> named(List<IdentityProvider> issuers) {
        return issuers.stream()
                .flatMap(issuer ->
                        issuer.userGroups().stream()
                                .map(group ->
                                        Map.entry(
                                                new GroupKey(issuer.endpoint(), group.name()),
                                                group)));
    }

    private static Stream<Entry> entries(List<IdentityProvider> issuers) {
        return named(issuers)
                .flatMap(group ->
                        group.getValue().agreements().stream()
                                .map(agreement -> new Entry(group.getKey(), agreement)));
    }

    private static UserGroup with(UserGroup group, GroupKey key, Map<String, Entry> agreements) {
        return new UserGroup(
                group.name(),
                group.description(),
                agreements.values().stream()
                        .filter(entry -> entry.group().equals(key))
                        .map(Entry::agreement)
                        .toList());
    }

    private static String key(IdentityProvider issuer) {
        return GroupKey.issuerKey(issuer.endpoint());
    }
}
