package io.arcipelago.registry.state;

import java.util.List;

/**
 * A group with all that it was promised, by any provider.
 *
 * @param issuer the issuer's endpoint, as the first of the providers writes it
 */
public record FederatedGroup(
        String uid,
        GroupKey key,
        String issuer,
        String name,
        String description,
        List<FederatedAgreement> agreements) {

    public FederatedGroup {
        agreements = List.copyOf(agreements);
    }
}
