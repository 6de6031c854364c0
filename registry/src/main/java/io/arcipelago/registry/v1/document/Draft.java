package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A provider's state while it is being changed. Whatever is not touched stays as it is. */
final class Draft {

    private final ProviderState base;
    private ProviderStatus status;

    Provider declared;
    ProviderSettings settings;
    List<IdentityProvider> issuers;
    List<Region> regions;
    List<Project> projects;
    List<Flavor> flavors;
    List<Image> images;
    List<Network> networks;
    List<Quota> quotas;
    List<FacetStanding> facets;
    List<Hold> holds;

    Draft(ProviderState base) {
        this.base = base;
        this.status = base.provider().status();
        this.declared = base.declared();
        this.settings = base.settings();
        this.issuers = new ArrayList<>(base.identityProviders());
        this.regions = new ArrayList<>(base.regions());
        this.projects = new ArrayList<>(base.projects());
        this.flavors = new ArrayList<>(base.flavors());
        this.images = new ArrayList<>(base.images());
        this.networks = new ArrayList<>(base.networks());
        this.quotas = new ArrayList<>(base.quotas());
        this.facets = new ArrayList<>(base.facets());
        this.holds = new ArrayList<>(base.holds());
    }

    /** The status that is shown; by default it stays, as it may be derived. */
    void show(ProviderStatus shown) {
        status = shown;
    }

    void eachGroup(UnaryOperator<UserGroup> change) {
        changeGroups(groups -> groups.stream().map(change).toList());
    }

    void changeGroups(Function<List<UserGroup>, List<UserGroup>> change) {
        issuers.replaceAll(issuer ->
                new IdentityProvider(
                        issuer.endpoint(),
                        issuer.groupClaim(),
                        issuer.description(),
                        issuer.name(),
                        issuer.protocol(),
                        issuer.audience(),
                        change.apply(issuer.userGroups())));
    }

    ProviderState state() {
        Provider over = settings.over(declared);
        return new ProviderState(
                base.uid(),
                base.generation(),
                base.changedAt(),
                base.heardAt(),
                new Provider(
                        over.name(),
                        over.type(),
                        over.description(),
                        status,
                        over.isPublic(),
                        over.supportEmails(),
                        over.endpoint()),
                declared,
                settings,
                issuers,
                regions,
                projects,
                flavors,
                images,
                networks,
                quotas,
                facets,
                holds,
                base.findings(),
                base.downtimes());
    }
}
