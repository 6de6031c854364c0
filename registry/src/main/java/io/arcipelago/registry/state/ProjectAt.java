package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Project;

/** A project and the provider that has it. */
public record ProjectAt(ProviderState provider, Project project) {}
