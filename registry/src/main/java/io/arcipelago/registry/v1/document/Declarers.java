package io.arcipelago.registry.v1.document;

import io.arcipelago.registry.state.FederatedIdentityProvider;
import io.arcipelago.registry.state.FederatedLocation;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which providers declare a thing. */
final class Declarers {

    private Declarers() {}

    /** The uids of the providers whose documents may speak of the thing. */
    static Set<String> of(Node node) {
        return switch (node.kind()) {
            case IDENTITY_PROVIDER -> trusting(node.source(FederatedIdentityProvider.class));
            case USER_GROUP -> ofGroup(node);
            case SLA -> ofGroup(node.one(Relation.USER_GROUP));
            case LOCATION ->
                    node.source(FederatedLocation.class).regions().stream()
                            .map(at -> at.provider().uid())
                            .collect(Collectors.toSet());
            case PROVIDER,
                    PROJECT,
                    REGION,
                    BLOCK_STORAGE_SERVICE,
                    COMPUTE_SERVICE,
                    IDENTITY_SERVICE,
                    NETWORK_SERVICE,
                    OBJECT_STORE_SERVICE,
                    FLAVOR,
                    IMAGE,
                    NETWORK,
                    BLOCK_STORAGE_QUOTA,
                    COMPUTE_QUOTA,
                    NETWORK_QUOTA,
                    OBJECT_STORE_QUOTA ->
                    Set.of(node.provider().uid());
        };
    }

    private static Set<String> ofGroup(@Nullable Node group) {
        Node issuer = group == null ? null : group.one(Relation.IDENTITY_PROVIDER);
        return issuer == null ? Set.of() : trusting(issuer.source(FederatedIdentityProvider.class));
    }

    private static Set<String> trusting(FederatedIdentityProvider issuer) {
        return issuer.trustedBy().stream()
                .map(trust -> trust.provider().uid())
                .collect(Collectors.toSet());
    }
}
