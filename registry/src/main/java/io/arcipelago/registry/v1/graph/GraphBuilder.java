package io.arcipelago.registry.v1.graph;

import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.registry.state.FederatedAgreement;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.FederatedIdentityProvider;
import io.arcipelago.registry.state.FederatedLocation;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.ProjectAt;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.RegionAt;
import io.arcipelago.registry.state.TrustAt;
import java.util.HashMap;
import java.util.Map;

/** Makes the things of a federation and ties them together. */
final class GraphBuilder {

    private final Federation federation;
    private final Graph graph = new Graph();
    private final Map<Place, Node> projects = new HashMap<>();
    private final Map<Place, Node> regions = new HashMap<>();
    private final Map<String, Node> providers = new HashMap<>();

    /** A name within a provider. */
    private record Place(String provider, String name) {}

    GraphBuilder(Federation federation) {
        this.federation = federation;
    }

    Graph build() {
        for (ProviderState state : federation.providers()) {
            ProviderPart part = new ProviderPart(graph, federation.uids(), state);
            providers.put(state.uid(), part.build());
            part.projects().forEach((id, node) -> projects.put(new Place(state.uid(), id), node));
            part.regions().forEach((name, node) -> regions.put(new Place(state.uid(), name), node));
        }
        federation.identityProviders().forEach(this::identityProvider);
        federation.locations().forEach(this::location);
        return graph;
    }

    private void identityProvider(FederatedIdentityProvider issuer) {
        Node node =
                new Node(
                        Kind.IDENTITY_PROVIDER,
                        issuer.uid(),
                        issuer,
                        null,
                        new Object[] {
                            issuer.description(), issuer.endpoint(), issuer.groupClaim()
                        });
        graph.add(node);
        for (TrustAt trust : issuer.trustedBy()) {
            Node provider = providers.get(trust.provider().uid());
            if (provider != null && graph.trust(provider, node) == null) {
                node.relate(Relation.PROVIDERS, provider);
                provider.relate(Relation.IDENTITY_PROVIDERS, node);
                graph.trust(provider, node, trust.trust());
            }
        }
        issuer.groups().forEach(group -> group(node, group));
    }

    private void group(Node issuer, FederatedGroup group) {
        Node node =
                new Node(
                        Kind.USER_GROUP,
                        group.uid(),
                        group,
                        null,
                        new Object[] {group.description(), group.name()});
        graph.add(node);
        node.relate(Relation.IDENTITY_PROVIDER, issuer);
        issuer.relate(Relation.USER_GROUPS, node);
        group.agreements().forEach(agreement -> agreement(node, agreement));
    }

    private void agreement(Node group, FederatedAgreement agreement) {
        ServiceLevelAgreement terms = agreement.terms();
        Node node =
                new Node(
                        Kind.SLA,
                        agreement.uid(),
                        agreement,
                        null,
                        new Object[] {
                            terms.description(),
                            terms.documentId(),
                            terms.startDate(),
                            terms.endDate()
                        });
        graph.add(node);
        node.relate(Relation.USER_GROUP, group);
        group.relate(Relation.SLAS, node);
        for (ProjectAt at : agreement.projects()) {
            Project project = at.project();
            Node found = projects.get(new Place(at.provider().uid(), project.id()));
            if (found != null) {
                node.relate(Relation.PROJECTS, found);
                found.relate(Relation.SLA, node);
            }
        }
    }

    private void location(FederatedLocation place) {
        Node node =
                new Node(
                        Kind.LOCATION,
                        place.uid(),
                        place,
                        null,
                        new Object[] {
                            place.location().description(),
                            place.location().site(),
                            place.location().country(),
                            place.location().latitude(),
                            place.location().longitude(),
                            Countries.alpha3(place.location().country()).orElse(null)
                        });
        graph.add(node);
        for (RegionAt at : place.regions()) {
            Node region = regions.get(new Place(at.provider().uid(), at.region().name()));
            if (region != null) {
                node.relate(Relation.REGIONS, region);
                region.relate(Relation.LOCATION, node);
            }
        }
    }
}
