package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.state.Downtime;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ProviderItems;
import io.arcipelago.registry.state.ProviderItems.AgreementItem;
import io.arcipelago.registry.state.ProviderItems.GroupItem;
import io.arcipelago.registry.state.ProviderItems.ProviderItem;
import io.arcipelago.registry.state.ProviderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a provider's rows together to its state, in the order in which a merge leaves it. */
final class Assembly {

    /** The provider's own row. */
    record Head(
            String uid,
            long generation,
            Instant changedAt,
            Instant heardAt,
            @Nullable ProviderStatus status) {}

    private final Head head;
    private @Nullable ProviderItem provider;
    private final List<IdentityProvider> issuers = new ArrayList<>();
    private final List<GroupItem> groups = new ArrayList<>();
    private final List<AgreementItem> agreements = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final List<Project> projects = new ArrayList<>();
    private final List<Flavor> flavors = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final List<FacetStanding> facets = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Downtime> downtimes = new ArrayList<>();

    /**
     * @param head whose status is absent for a time in the past
     */
    Assembly(Head head) {
        this.head = head;
    }

    void add(Object row) {
        switch (row) {
            case ProviderItem item -> provider = item;
            case IdentityProvider item -> issuers.add(item);
            case GroupItem item -> groups.add(item);
            case AgreementItem item -> agreements.add(item);
            case Region item -> regions.add(item);
            case Project item -> projects.add(item);
            case Flavor item -> flavors.add(item);
            case Image item -> images.add(item);
            case Network item -> networks.add(item);
            case Quota item -> quotas.add(item);
            case FacetStanding item -> facets.add(item);
            case Hold item -> holds.add(item);
            case Finding item -> findings.add(item);
            case Downtime item -> downtimes.add(item);
            default -> throw new IllegalArgumentException("Not a row: " + row.getClass());
        }
    }

    /** Empty if the provider has no rows at that generation. */
    Optional<ProviderState> state() {
        ProviderItem item = provider;
        if (item == null) {
            return Optional.empty();
        }
        regions.sort(Comparator.comparing(Region::name));
        projects.sort(Comparator.comparing(Project::id));
        flavors.sort(Comparator.comparing(Flavor::region).thenComparing(Flavor::id));
        images.sort(Comparator.comparing(Image::region).thenComparing(Image::id));
        networks.sort(Comparator.comparing(Network::region).thenComparing(Network::id));
        quotas.sort(
                Comparator.comparing(Quota::region)
                        .thenComparing(Quota::project)
                        .thenComparing(Quota::service)
                        .thenComparing(Quota::role));
        facets.sort(
                Comparator.comparing(FacetStanding::region)
                        .thenComparing(FacetStanding::project)
                        .thenComparing(FacetStanding::facet));
        io.arcipelago.contracts.registry.ProviderSnapshot.Provider shown =
                item.settings().over(item.declared());
        return Optional.of(
                new ProviderState(
                        head.uid(),
                        head.generation(),
                        head.changedAt(),
                        head.heardAt(),
                        head.status() == null ? shown : Merge.withStatus(shown, head.status()),
                        item.declared(),
                        item.settings(),
                        united(),
                        regions,
                        projects,
                        flavors,
                        images,
                        networks,
                        quotas,
                        facets,
                        holds,
                        findings,
                        downtimes));
    }

    private List<IdentityProvider> united() {
        return issuers.stream()
                .sorted(Comparator.comparing(issuer -> GroupKey.issuerKey(issuer.endpoint())))
                .map(issuer -> ProviderItems.with(issuer, groupsOf(issuer.endpoint())))
                .toList();
    }

    private List<UserGroup> groupsOf(String endpoint) {
        String key = GroupKey.issuerKey(endpoint);
        return groups.stream()
                .filter(item -> GroupKey.issuerKey(item.issuer()).equals(key))
                .map(item ->
                        new UserGroup(
                                item.group().name(),
                                item.group().description(),
                                agreementsOf(new GroupKey(endpoint, item.group().name()))))
                .sorted(Comparator.comparing(group -> new GroupKey(endpoint, group.name()).name()))
                .toList();
    }

    private List<ServiceLevelAgreement> agreementsOf(GroupKey group) {
        return agreements.stream()
                .filter(item -> new GroupKey(item.issuer(), item.group()).equals(group))
                .map(AgreementItem::agreement)
                .sorted(Comparator.comparing(ServiceLevelAgreement::documentId))
                .toList();
    }
}
