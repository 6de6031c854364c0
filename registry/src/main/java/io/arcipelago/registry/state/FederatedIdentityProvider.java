package io.arcipelago.registry.state;

import java.util.List;

/**
 * An issuer with the providers that trust it and all groups that they declare.
 *
 * @param endpoint as the first of the providers writes it
 */
public record FederatedIdentityProvider(
        String uid,
        String endpoint,
        String groupClaim,
        String description,
        List<TrustAt> trustedBy,
        List<FederatedGroup> groups) {

    public FederatedIdentityProvider {
        trustedBy = List.copyOf(trustedBy);
        groups = List.copyOf(groups);
    }
}
