package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * A provider as its operators declare it.
 *
 * @param file the file that declares it
 * @param identityProviders the issuers it trusts, each with all of its groups and agreements
 * @param regions without services, which the scan finds
 * @param imageTags an image counts with any of these; all do if there are none
 * @param networkTags a network counts with any of these; all do if there are none
 * @param caPath the certificates of a Kubernetes provider
 */
public record ProviderConfig(
        String file,
        ProviderSnapshot.Provider provider,
        List<ProviderSnapshot.IdentityProvider> identityProviders,
        List<ProviderSnapshot.Region> regions,
        List<ProjectConfig> projects,
        List<String> imageTags,
        List<String> networkTags,
        Optional<String> caPath) {

    public ProviderConfig {
        identityProviders = List.copyOf(identityProviders);
        regions = List.copyOf(regions);
        projects = List.copyOf(projects);
        imageTags = List.copyOf(imageTags);
        networkTags = List.copyOf(networkTags);
    }

    public String name() {
        return provider.name();
    }

    /** The trusted issuer of a project's group. */
    public ProviderSnapshot.IdentityProvider issuerOf(ProjectConfig project) {
        return identityProviders.stream()
                .filter(it -> it.endpoint().equals(project.issuer()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "project " + project.id() + " has an issuer that is not trusted"));
    }
}
