package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.registry.api.Shown.AgreementInfo;
import io.arcipelago.registry.api.Shown.DowntimeInfo;
import io.arcipelago.registry.api.Shown.FlavorInfo;
import io.arcipelago.registry.api.Shown.Freshness;
import io.arcipelago.registry.api.Shown.ImageInfo;
import io.arcipelago.registry.api.Shown.LocationInfo;
import io.arcipelago.registry.api.Shown.NetworkInfo;
import io.arcipelago.registry.api.Shown.ProjectNetwork;
import io.arcipelago.registry.api.Shown.Proxy;
import io.arcipelago.registry.api.Shown.Ref;
import io.arcipelago.registry.api.Shown.RegionLine;
import io.arcipelago.registry.api.Shown.ServiceInfo;
import io.arcipelago.registry.api.Shown.Trust;
import io.arcipelago.registry.state.Downtime;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.Uids;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the items of one provider into what is shown of them. */
record Shower(Uids uids, ProviderState state) {

    private static final Map<String, String> COUNTRY_CODES =
            Arrays.stream(Locale.getISOCountries())
                    .map(code -> Locale.of("", code))
                    .collect(
                            Collectors.toMap(
                                    country -> country.getDisplayCountry(Locale.ENGLISH),
                                    Locale::getISO3Country,
                                    (one, other) -> one));

    Ref provider() {
        return new Ref(state.uid(), state.provider().name());
    }

    Ref region(String name) {
        return new Ref(uids.region(state.provider(), name), name);
    }

    Ref project(String id) {
        return new Ref(
                uids.project(state.provider(), id),
                state.project(id).map(project -> project.name()).orElse(id));
    }

    RegionLine line(Region region) {
        return new RegionLine(
                uids.region(state.provider(), region.name()),
                region.name(),
                location(region.location()));
    }

    @Nullable LocationInfo location(@Nullable Location location) {
        return location == null
                ? null
                : new LocationInfo(
                        uids.location(location.site()),
                        location.site(),
                        location.country(),
                        COUNTRY_CODES.getOrDefault(location.country(), ""),
                        location.latitude(),
                        location.longitude());
    }

    List<ServiceInfo> services(Region region) {
        return region.services().stream().map(service -> service(region, service)).toList();
    }

    private ServiceInfo service(Region region, Service service) {
        return new ServiceInfo(
                uids.service(state.provider(), region.name(), service),
                service.type().wire(),
                service.name(),
                service.endpoint());
    }

    Trust trust(IdentityProvider issuer) {
        return new Trust(
                uids.identityProvider(issuer.endpoint()),
                issuer.endpoint(),
                issuer.groupClaim(),
                issuer.name(),
                issuer.protocol(),
                issuer.audience());
    }

    FlavorInfo flavor(Flavor flavor) {
        return new FlavorInfo(
                uids.flavor(state.provider(), flavor.region(), flavor.id()),
                flavor.id(),
                flavor.name(),
                flavor.description(),
                flavor.vcpus(),
                flavor.ramMib(),
                flavor.diskGib(),
                flavor.swapMib(),
                flavor.ephemeralGib(),
                flavor.gpus(),
                flavor.gpuModel(),
                flavor.gpuVendor(),
                flavor.infiniband(),
                flavor.localStorage(),
                flavor.shared());
    }

    ImageInfo image(Image image) {
        return new ImageInfo(
                uids.image(state.provider(), image.region(), image.id()),
                image.id(),
                image.name(),
                image.description(),
                image.osType(),
                image.osDistro(),
                image.osVersion(),
                image.architecture(),
                image.kernelId(),
                image.cudaSupport(),
                image.gpuDriver(),
                image.createdAt(),
                image.tags(),
                image.shared());
    }

    NetworkInfo network(Network network) {
        return new NetworkInfo(
                uids.network(state.provider(), network.region(), network.id()),
                network.id(),
                network.name(),
                network.description(),
                network.external(),
                network.shared(),
                network.mtu(),
                network.tags());
    }

    /** The network as one project has it, which may have no settings there. */
    ProjectNetwork network(Network network, String project) {
        NetworkUse use =
                network.uses().stream()
                        .filter(it -> it.project().equals(project))
                        .findFirst()
                        .orElse(new NetworkUse(project, false, null, null));
        return new ProjectNetwork(network(network), use.isDefault(), proxy(use));
    }

    static @Nullable Proxy proxy(NetworkUse use) {
        return use.proxyHost() == null ? null : new Proxy(use.proxyHost(), use.proxyUser());
    }

    /** How fresh each facet of a project in a region is, by the facet's name. */
    Map<String, Freshness> freshness(String region, String project) {
        Map<Hold.Key, Hold> holds =
                state.holds().stream().collect(Collectors.toMap(Hold::key, Function.identity()));
        Map<String, Freshness> freshness = new LinkedHashMap<>();
        state.facets().stream()
                .filter(facet -> facet.region().equals(region))
                .filter(facet -> facet.project().equals(project))
                .forEach(facet -> freshness.put(facet.facet().wire(), freshness(facet, holds)));
        return freshness;
    }

    private static Freshness freshness(FacetStanding facet, Map<Hold.Key, Hold> holds) {
        return new Freshness(
                facet.outcome().wire(),
                facet.triedAt(),
                facet.goodAt(),
                facet.reason(),
                holds.containsKey(new Hold.Key(facet.region(), facet.facet())));
    }

    AgreementInfo agreement(ServiceLevelAgreement agreement, LocalDate today) {
        return agreement(uids, agreement, today);
    }

    static AgreementInfo agreement(Uids uids, ServiceLevelAgreement agreement, LocalDate today) {
        return new AgreementInfo(
                uids.agreement(agreement.documentId()),
                agreement.documentId(),
                agreement.startDate(),
                agreement.endDate(),
                today.isBefore(agreement.startDate())
                        ? "not-yet"
                        : today.isAfter(agreement.endDate()) ? "expired" : "current");
    }

    List<DowntimeInfo> downtimes() {
        return state.downtimes().stream().map(Shower::downtime).toList();
    }

    static DowntimeInfo downtime(Downtime downtime) {
        return new DowntimeInfo(
                downtime.id(),
                downtime.severity().wire(),
                downtime.start(),
                downtime.end(),
                downtime.description());
    }
}
