package io.arcipelago.registry.v1.document;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a document makes of a provider. It is the last word: nothing of what was known stays. */
public final class Written {

    private Written() {}

    private record Place(String region, String project) {}

    /** The state of a provider that was not known. */
    public static ProviderState first(ProviderDocument document, String uid, Instant now) {
        Provider provider = withEndpoint(document, "");
        ProviderState blank =
                new ProviderState(
                        uid,
                        1,
                        now,
                        now,
                        provider,
                        provider,
                        ProviderSettings.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        return over(blank, document, now);
    }

    /**
     * The state after a document is written over what is known. A document that only says that the
     * provider is not active takes nothing away.
     *
     * @return the known state itself if the document says nothing new
     */
    public static ProviderState over(ProviderState known, ProviderDocument document, Instant now) {
        Draft draft = new Draft(known);
        draft.declared = withEndpoint(document, known.declared().endpoint());
        draft.settings = ProviderSettings.NONE;
        draft.show(document.provider().status());
        if (!document.tellsStatusOnly()) {
            draft.issuers = document.identityProviders();
            draft.regions = document.regions();
            draft.projects = document.projects();
            draft.flavors = document.flavors();
            draft.images = document.images();
            draft.networks = document.networks();
            draft.quotas = document.quotas();
            draft.facets = facets(known, document, now);
            draft.holds = List.of();
        }
        ProviderState written = draft.state();
        return written.equals(known) ? known : heard(written, now);
    }

    /** The same provider under the name and type that the document gives it. */
    public static ProviderState renamed(ProviderState known, ProviderDocument document) {
        Draft draft = new Draft(known);
        Provider declared = known.declared();
        draft.declared =
                new Provider(
                        document.provider().name(),
                        document.provider().type(),
                        declared.description(),
                        declared.status(),
                        declared.isPublic(),
                        declared.supportEmails(),
                        declared.endpoint());
        return draft.state();
    }

    private static Provider withEndpoint(ProviderDocument document, String otherwise) {
        Provider provider = document.provider();
        return new Provider(
                provider.name(),
                provider.type(),
                provider.description(),
                provider.status(),
                provider.isPublic(),
                provider.supportEmails(),
                document.endpoint().orElse(otherwise));
    }

    /** What an active provider's document tells counts as read well. */
    private static List<FacetStanding> facets(
            ProviderState known, ProviderDocument document, Instant now) {
        Map<FacetStanding.Key, FacetStanding> before =
                known.facets().stream()
                        .collect(Collectors.toMap(FacetStanding::key, Function.identity()));
        boolean active = document.provider().status() == ProviderStatus.ACTIVE;
        List<FacetStanding> facets = new ArrayList<>();
        for (Place place : places(document)) {
            for (Facet facet : Facet.values()) {
                FacetStanding was =
                        before.get(new FacetStanding.Key(place.region(), place.project(), facet));
                if (was != null && (was.outcome() == FacetOutcome.OK || !active)) {
                    facets.add(was);
                } else if (active) {
                    facets.add(
                            new FacetStanding(
                                    place.region(),
                                    place.project(),
                                    facet,
                                    FacetOutcome.OK,
                                    now,
                                    now,
                                    null));
                }
            }
        }
        return facets;
    }

    private static Set<Place> places(ProviderDocument document) {
        Set<Place> places = new LinkedHashSet<>();
        for (Quota quota : document.quotas()) {
            places.add(new Place(quota.region(), quota.project()));
        }
        for (Flavor flavor : document.flavors()) {
            flavor.projects().forEach(it -> places.add(new Place(flavor.region(), it)));
        }
        for (Image image : document.images()) {
            image.projects().forEach(it -> places.add(new Place(image.region(), it)));
        }
        for (Network network : document.networks()) {
            for (NetworkUse use : network.uses()) {
                places.add(new Place(network.region(), use.project()));
            }
        }
        return places;
    }

    private static ProviderState heard(ProviderState state, Instant now) {
        return new ProviderState(
                state.uid(),
                state.generation(),
                state.changedAt(),
                now,
                state.provider(),
                state.declared(),
                state.settings(),
                state.identityProviders(),
                state.regions(),
                state.projects(),
                state.flavors(),
                state.images(),
                state.networks(),
                state.quotas(),
                state.facets(),
                state.holds(),
                state.findings(),
                state.downtimes());
    }
}
