package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.FederatedAgreement;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.FederatedIdentityProvider;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.Items;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What removing a thing, with all that cannot be without it, makes of its providers. */
public final class Removals {

    private Removals() {}

    /** The change for anything but a provider. */
    public static Change of(Node node) {
        Consumer<Draft> edit = edit(node);
        return new Change(
                Declarers.of(node),
                state -> {
                    Draft draft = new Draft(state);
                    edit.accept(draft);
                    return draft.state();
                });
    }

    private static Consumer<Draft> edit(Node node) {
        return switch (node.kind()) {
            case PROVIDER ->
                    throw new IllegalArgumentException("A provider is not removed from itself");
            case IDENTITY_PROVIDER -> draft -> issuer(draft, node);
            case USER_GROUP -> draft -> group(draft, node.source(FederatedGroup.class).key());
            case SLA ->
                    draft ->
                            agreement(
                                    draft,
                                    node.source(FederatedAgreement.class).terms().documentId());
            case PROJECT -> draft -> project(draft, node.source(Project.class).id());
            case REGION -> draft -> region(draft, node.source(Region.class).name());
            case LOCATION -> draft -> location(draft, String.valueOf(node.value("site")));
            case BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE ->
                    draft -> service(draft, node);
            case FLAVOR -> draft -> flavor(draft, node.source(Flavor.class));
            case IMAGE -> draft -> image(draft, node.source(Image.class));
            case NETWORK -> draft -> network(draft, node.source(Network.class));
            case BLOCK_STORAGE_QUOTA, COMPUTE_QUOTA, NETWORK_QUOTA, OBJECT_STORE_QUOTA ->
                    draft -> quota(draft, node.source(Quota.class));
        };
    }

    private static void issuer(Draft draft, Node node) {
        String key = GroupKey.issuerKey(node.source(FederatedIdentityProvider.class).endpoint());
        draft.issuers.removeIf(issuer -> GroupKey.issuerKey(issuer.endpoint()).equals(key));
        forgetAgreements(draft);
    }

    private static void group(Draft draft, GroupKey key) {
        draft.issuers.replaceAll(issuer ->
                Records.identityProvider(
                        issuer,
                        Values.NONE,
                        issuer.userGroups().stream()
                                .filter(group ->
                                        !new GroupKey(issuer.endpoint(), group.name()).equals(key))
                                .toList()));
        forgetAgreements(draft);
    }

    private static void agreement(Draft draft, String document) {
        draft.eachGroup(group -> without(group, document::equals));
        forgetAgreements(draft);
    }

    private static UserGroup without(UserGroup group, Predicate<String> document) {
        return new UserGroup(
                group.name(),
                group.description(),
                group.agreements().stream()
                        .filter(agreement -> !document.test(agreement.documentId()))
                        .toList());
    }

    /** Projects stay when the agreement that they were made for goes. */
    private static void forgetAgreements(Draft draft) {
        Set<String> known =
                draft.issuers.stream()
                        .flatMap(issuer -> issuer.userGroups().stream())
                        .flatMap(group -> group.agreements().stream())
                        .map(agreement -> agreement.documentId())
                        .collect(Collectors.toSet());
        draft.projects.replaceAll(project -> {
            String agreement = project.agreement();
            return agreement == null || known.contains(agreement)
                    ? project
                    : new Project(project.id(), project.name(), project.description(), null);
        });
    }

    /** With its quotas, its last agreement, and what nobody else may use. */
    private static void project(Draft draft, String id) {
        draft.projects.stream()
                .filter(project -> project.id().equals(id))
                .map(Project::agreement)
                .filter(agreement ->
                        draft.projects.stream()
                                .noneMatch(other ->
                                        !other.id().equals(id)
                                                && Objects.equals(other.agreement(), agreement)))
                .findFirst()
                .ifPresent(last -> draft.eachGroup(group -> without(group, last::equals)));
        draft.projects.removeIf(project -> project.id().equals(id));
        draft.quotas.removeIf(quota -> quota.project().equals(id));
        draft.facets.removeIf(facet -> facet.project().equals(id));
        List<String> nobodyElse = List.of(id);
        draft.flavors.removeIf(it -> !it.shared() && it.projects().equals(nobodyElse));
        draft.flavors.replaceAll(it -> Items.with(it, others(it.projects(), id)));
        draft.images.removeIf(it -> !it.shared() && it.projects().equals(nobodyElse));
        draft.images.replaceAll(it -> Items.with(it, others(it.projects(), id)));
        draft.networks.removeIf(it ->
                !it.shared() && it.uses().size() == 1 && it.uses().getFirst().project().equals(id));
        draft.networks.replaceAll(it ->
                Items.with(
                        it, it.uses().stream().filter(use -> !use.project().equals(id)).toList()));
    }

    private static List<String> others(List<String> projects, String id) {
        return projects.stream().filter(project -> !project.equals(id)).toList();
    }

    private static void region(Draft draft, String name) {
        draft.regions.removeIf(region -> region.name().equals(name));
        draft.flavors.removeIf(it -> it.region().equals(name));
        draft.images.removeIf(it -> it.region().equals(name));
        draft.networks.removeIf(it -> it.region().equals(name));
        draft.quotas.removeIf(it -> it.region().equals(name));
        draft.facets.removeIf(it -> it.region().equals(name));
        draft.holds.removeIf(it -> it.region().equals(name));
    }

    private static void location(Draft draft, String site) {
        draft.regions.replaceAll(region ->
                region.location() != null && region.location().site().equals(site)
                        ? Rename.withoutLocation(region)
                        : region);
    }

    /** With what it supplies, unless another service of the region is of the same type. */
    private static void service(Draft draft, Node node) {
        Service source = node.source(Service.class);
        Node place = node.one(Relation.REGION);
        String name = place == null ? "" : String.valueOf(place.value("name"));
        draft.regions.replaceAll(region ->
                region.name().equals(name)
                        ? Rename.with(
                                region,
                                region.services().stream()
                                        .filter(it ->
                                                it.type() != source.type()
                                                        || !it.endpoint().equals(source.endpoint()))
                                        .toList())
                        : region);
        boolean last =
                draft.regions.stream()
                        .filter(region -> region.name().equals(name))
                        .flatMap(region -> region.services().stream())
                        .noneMatch(it -> it.type() == source.type());
        if (last) {
            supplies(draft, name, source.type());
        }
    }

    private static void supplies(Draft draft, String region, ServiceType type) {
        draft.quotas.removeIf(it -> it.region().equals(region) && it.service() == type);
        if (type == ServiceType.COMPUTE) {
            draft.flavors.removeIf(it -> it.region().equals(region));
            draft.images.removeIf(it -> it.region().equals(region));
        }
        if (type == ServiceType.NETWORK) {
            draft.networks.removeIf(it -> it.region().equals(region));
        }
    }

    private static void flavor(Draft draft, Flavor source) {
        draft.flavors.removeIf(
                it -> it.region().equals(source.region()) && it.id().equals(source.id()));
    }

    private static void image(Draft draft, Image source) {
        draft.images.removeIf(
                it -> it.region().equals(source.region()) && it.id().equals(source.id()));
    }

    private static void network(Draft draft, Network source) {
        draft.networks.removeIf(
                it -> it.region().equals(source.region()) && it.id().equals(source.id()));
    }

    private static void quota(Draft draft, Quota source) {
        draft.quotas.removeIf(it ->
                it.region().equals(source.region())
                        && it.project().equals(source.project())
                        && it.service() == source.service()
                        && it.role() == source.role());
    }
}
