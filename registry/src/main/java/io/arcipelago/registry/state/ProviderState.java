package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a provider, at one generation. Items name their region by name and projects
 * by the provider's own id; every list has the order of its natural keys.
 *
 * @param uid 32 hexadecimal digits
 * @param generation counts the changes of the provider's items, from 1
 * @param changedAt when this generation was made
 * @param heardAt when the last snapshot that was taken in was taken
 * @param provider as it is shown: declared, then what administrators said, then what is derived
 * @param declared as the last snapshot declares it
 * @param settings what administrators said
 * @param facets how fresh each part is; empty for a time in the past
 * @param holds losses that wait for a person's word
 * @param findings what people should know of; empty for a time in the past
 * @param downtimes those that have not ended long ago
 */
public record ProviderState(
        String uid,
        long generation,
        Instant changedAt,
        Instant heardAt,
        Provider provider,
        Provider declared,
        ProviderSettings settings,
        List<IdentityProvider> identityProviders,
        List<Region> regions,
        List<Project> projects,
        List<Flavor> flavors,
        List<Image> images,
        List<Network> networks,
        List<Quota> quotas,
        List<FacetStanding> facets,
        List<Hold> holds,
        List<Finding> findings,
        List<Downtime> downtimes) {

    public ProviderState {
        identityProviders = List.copyOf(identityProviders);
        regions = List.copyOf(regions);
        projects = List.copyOf(projects);
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        networks = List.copyOf(networks);
        quotas = List.copyOf(quotas);
        facets = List.copyOf(facets);
        holds = List.copyOf(holds);
        findings = List.copyOf(findings);
        downtimes = List.copyOf(downtimes);
    }

    public Optional<Region> region(String name) {
        return regions.stream().filter(region -> region.name().equals(name)).findFirst();
    }

    public Optional<Project> project(String id) {
        return projects.stream().filter(project -> project.id().equals(id)).findFirst();
    }

    /** The same as another generation. */
    public ProviderState at(long newGeneration, Instant since) {
        return new ProviderState(
                uid,
                newGeneration,
                since,
                heardAt,
                provider,
                declared,
                settings,
                identityProviders,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                holds,
                findings,
                downtimes);
    }

    /** The same, shown otherwise and with other findings. */
    public ProviderState told(Provider shown, List<Finding> newFindings) {
        return new ProviderState(
                uid,
                generation,
                changedAt,
                heardAt,
                shown,
                declared,
                settings,
                identityProviders,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                holds,
                newFindings,
                downtimes);
    }

    /** The same with other losses held. */
    public ProviderState withHolds(List<Hold> newHolds) {
        return new ProviderState(
                uid,
                generation,
                changedAt,
                heardAt,
                provider,
                declared,
                settings,
                identityProviders,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                newHolds,
                findings,
                downtimes);
    }

    /** The same with other downtimes. */
    public ProviderState withDowntimes(List<Downtime> newDowntimes) {
        return new ProviderState(
                uid,
                generation,
                changedAt,
                heardAt,
                provider,
                declared,
                settings,
                identityProviders,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                holds,
                findings,
                newDowntimes);
    }

    /** The same under another uid. */
    public ProviderState withUid(String newUid) {
        return new ProviderState(
                newUid,
                generation,
                changedAt,
                heardAt,
                provider,
                declared,
                settings,
                identityProviders,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                holds,
                findings,
                downtimes);
    }
}
