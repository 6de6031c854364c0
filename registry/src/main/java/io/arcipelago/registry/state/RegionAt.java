package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Region;

/** A region and the provider that has it. */
public record RegionAt(ProviderState provider, Region region) {}
