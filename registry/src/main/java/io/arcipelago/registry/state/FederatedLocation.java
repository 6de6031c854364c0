package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import java.util.List;

/**
 * A place with the regions that are there.
 *
 * @param location as the first of the providers describes it
 */
public record FederatedLocation(String uid, Location location, List<RegionAt> regions) {

    public FederatedLocation {
        regions = List.copyOf(regions);
    }
}
