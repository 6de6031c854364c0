package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;

/** A provider that trusts an issuer, and under which names. */
public record TrustAt(ProviderState provider, IdentityProvider trust) {}
