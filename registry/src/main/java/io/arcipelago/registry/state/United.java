package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What several providers declare, as one thing each. */
record United(
        List<FederatedIdentityProvider> identityProviders,
        Map<String, FederatedIdentityProvider> issuerByKey,
        List<FederatedGroup> groups,
        Map<GroupKey, FederatedGroup> groupByKey,
        List<FederatedAgreement> agreements,
        Map<String, FederatedAgreement> agreementByDocument,
        List<FederatedLocation> locations) {

    private record Declared(IdentityProvider issuer, UserGroup group) {}

    private record Terms(ServiceLevelAgreement agreement, GroupKey group) {}

    static United of(Uids uids, List<ProviderState> providers) {
        Map<String, List<TrustAt>> trusts = new TreeMap<>();
        Map<String, Map<String, Declared>> groups = new TreeMap<>();
        Map<String, Terms> terms = new TreeMap<>();
        for (ProviderState provider : providers) {
            for (IdentityProvider issuer : provider.identityProviders()) {
                String key = GroupKey.issuerKey(issuer.endpoint());
                trusts.computeIfAbsent(key, absent -> new ArrayList<>())
                        .add(new TrustAt(provider, issuer));
                for (UserGroup group : issuer.userGroups()) {
                    GroupKey groupKey = new GroupKey(key, group.name());
                    groups.computeIfAbsent(key, absent -> new TreeMap<>())
                            .putIfAbsent(groupKey.name(), new Declared(issuer, group));
                    for (ServiceLevelAgreement agreement : group.agreements()) {
                        terms.putIfAbsent(agreement.documentId(), new Terms(agreement, groupKey));
                    }
                }
            }
        }
        Map<String, FederatedAgreement> agreements = agreements(uids, providers, terms);
        Map<GroupKey, List<FederatedAgreement>> byGroup = new LinkedHashMap<>();
        agreements
                .values()
                .forEach(agreement ->
                        byGroup.computeIfAbsent(agreement.group(), absent -> new ArrayList<>())
                                .add(agreement));
        Map<GroupKey, FederatedGroup> groupByKey = new LinkedHashMap<>();
        Map<String, FederatedIdentityProvider> issuers = new LinkedHashMap<>();
        trusts.forEach((key, trustedBy) -> {
            List<FederatedGroup> ofIssuer = new ArrayList<>();
            groups.getOrDefault(key, Map.of())
                    .forEach((name, declared) -> {
                        GroupKey groupKey = new GroupKey(key, name);
                        FederatedGroup group =
                                group(
                                        uids,
                                        groupKey,
                                        declared,
                                        byGroup.getOrDefault(groupKey, List.of()));
                        groupByKey.put(groupKey, group);
                        ofIssuer.add(group);
                    });
            issuers.put(key, issuer(uids, trustedBy, ofIssuer));
        });
        return new United(
                List.copyOf(issuers.values()),
                issuers,
                List.copyOf(groupByKey.values()),
                groupByKey,
                List.copyOf(agreements.values()),
                agreements,
                locations(uids, providers));
    }

    /** A document that two groups claim is the one's that was declared first. */
    private static Map<String, FederatedAgreement> agreements(
            Uids uids, List<ProviderState> providers, Map<String, Terms> terms) {
        Map<String, List<ProjectAt>> projects = new LinkedHashMap<>();
        for (ProviderState provider : providers) {
            for (Project project : provider.projects()) {
                if (project.agreement() != null) {
                    projects.computeIfAbsent(project.agreement(), absent -> new ArrayList<>())
                            .add(new ProjectAt(provider, project));
                }
            }
        }
        Map<String, FederatedAgreement> agreements = new LinkedHashMap<>();
        terms.forEach((document, its) ->
                agreements.put(
                        document,
                        new FederatedAgreement(
                                uids.agreement(document),
                                its.agreement(),
                                its.group(),
                                projects.getOrDefault(document, List.of()))));
        return agreements;
    }

    private static FederatedGroup group(
            Uids uids, GroupKey key, Declared declared, List<FederatedAgreement> agreements) {
        return new FederatedGroup(
                uids.userGroup(key),
                key,
                declared.issuer().endpoint(),
                declared.group().name(),
                declared.group().description(),
                agreements);
    }

    private static FederatedIdentityProvider issuer(
            Uids uids, List<TrustAt> trustedBy, List<FederatedGroup> groups) {
        IdentityProvider first = trustedBy.getFirst().trust();
        return new FederatedIdentityProvider(
                uids.identityProvider(first.endpoint()),
                first.endpoint(),
                first.groupClaim(),
                first.description(),
                trustedBy,
                groups);
    }

    private static List<FederatedLocation> locations(Uids uids, List<ProviderState> providers) {
        Map<String, Location> locations = new TreeMap<>();
        Map<String, List<RegionAt>> regions = new LinkedHashMap<>();
        for (ProviderState provider : providers) {
            for (Region region : provider.regions()) {
                Location location = region.location();
                if (location != null) {
                    locations.putIfAbsent(location.site(), location);
                    regions.computeIfAbsent(location.site(), absent -> new ArrayList<>())
                            .add(new RegionAt(provider, region));
                }
            }
        }
        return locations.values().stream()
                .map(location ->
                        new FederatedLocation(
                                uids.location(location.site()),
                                location,
                                regions.getOrDefault(location.site(), List.of())))
                .toList();
    }
}
