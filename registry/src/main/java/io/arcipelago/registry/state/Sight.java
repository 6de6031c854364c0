package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a provider that members of some groups see. */
final class Sight {

    private Sight() {}

    /** Empty if none of the groups has a project there. */
    static Optional<ProviderState> of(ProviderState all, Set<GroupKey> groups) {
        Set<String> agreements =
                all.identityProviders().stream()
                        .flatMap(issuer -> visible(issuer, groups))
                        .flatMap(group -> group.agreements().stream())
                        .map(ServiceLevelAgreement::documentId)
                        .collect(Collectors.toSet());
        List<Project> projects =
                all.projects().stream()
                        .filter(project ->
                                project.agreement() != null
                                        && agreements.contains(project.agreement()))
                        .toList();
        return projects.isEmpty() ? Optional.empty() : Optional.of(part(all, groups, projects));
    }

    private static ProviderState part(
            ProviderState all, Set<GroupKey> groups, List<Project> projects) {
        Set<String> ids = projects.stream().map(Project::id).collect(Collectors.toSet());
        return new ProviderState(
                all.uid(),
                all.generation(),
                all.changedAt(),
                all.heardAt(),
                all.provider(),
                all.declared(),
                all.settings(),
                all.identityProviders().stream()
                        .map(issuer -> part(issuer, groups))
                        .filter(issuer -> !issuer.userGroups().isEmpty())
                        .toList(),
                all.regions(),
                projects,
                all.flavors().stream().flatMap(flavor -> part(flavor, ids)).toList(),
                all.images().stream().flatMap(image -> part(image, ids)).toList(),
                all.networks().stream().flatMap(network -> part(network, ids)).toList(),
                all.quotas().stream().filter(quota -> ids.contains(quota.project())).toList(),
                all.facets().stream().filter(facet -> ids.contains(facet.project())).toList(),
                List.of(),
                List.of(),
                all.downtimes());
    }

    private static Stream<UserGroup> visible(IdentityProvider issuer, Set<GroupKey> groups) {
        return issuer.userGroups().stream()
                .filter(group -> groups.contains(new GroupKey(issuer.endpoint(), group.name())));
    }

    private static IdentityProvider part(IdentityProvider issuer, Set<GroupKey> groups) {
        return new IdentityProvider(
                issuer.endpoint(),
                issuer.groupClaim(),
                issuer.description(),
                issuer.name(),
                issuer.protocol(),
                issuer.audience(),
                visible(issuer, groups).toList());
    }

    private static Stream<Flavor> part(Flavor flavor, Set<String> projects) {
        if (flavor.shared()) {
            return Stream.of(flavor);
        }
        List<String> users = flavor.projects().stream().filter(projects::contains).toList();
        return users.isEmpty() ? Stream.empty() : Stream.of(Items.with(flavor, users));
    }

    private static Stream<Image> part(Image image, Set<String> projects) {
        if (image.shared()) {
            return Stream.of(image);
        }
        List<String> users = image.projects().stream().filter(projects::contains).toList();
        return users.isEmpty() ? Stream.empty() : Stream.of(Items.with(image, users));
    }

    private static Stream<Network> part(Network network, Set<String> projects) {
        Network seen =
                Items.with(
                        network,
                        network.uses().stream()
                                .filter(use -> projects.contains(use.project()))
                                .toList());
        return network.shared() || !seen.uses().isEmpty() ? Stream.of(seen) : Stream.empty();
    }
}
