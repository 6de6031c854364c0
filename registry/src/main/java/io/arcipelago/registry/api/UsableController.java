package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.registry.access.RegistryViews;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.api.Shown.AgreementInfo;
import io.arcipelago.registry.api.Shown.Amount;
import io.arcipelago.registry.api.Shown.DowntimeInfo;
import io.arcipelago.registry.api.Shown.FlavorInfo;
import io.arcipelago.registry.api.Shown.Freshness;
import io.arcipelago.registry.api.Shown.ImageInfo;
import io.arcipelago.registry.api.Shown.LocationInfo;
import io.arcipelago.registry.api.Shown.ProjectNetwork;
import io.arcipelago.registry.api.Shown.ServiceInfo;
import io.arcipelago.registry.api.Shown.Trust;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ProviderState;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The one call that matters: everything a group can use, and where. */
@RestController
class UsableController {

    private final RegistryViews views;
    private final Answers answers;

    UsableController(RegistryViews views, Answers answers) {
        this.views = views;
        this.answers = answers;
    }

    /** What a group can use, by provider, region and project. */
    record Usable(GroupInfo group, List<UsableProvider> providers) {}

    record GroupInfo(String id, String name, String issuer, String issuerId) {}

    record UsableProvider(
            String id,
            String name,
            ProviderType type,
            ProviderStatus status,
            String description,
            List<String> supportEmails,
            String endpoint,
            @Nullable Trust trust,
            List<DowntimeInfo> downtimes,
            List<UsableRegion> regions) {}

    record UsableRegion(
            String id,
            String name,
            @Nullable LocationInfo location,
            double overbookingCpu,
            double overbookingRam,
            double bandwidthIn,
            double bandwidthOut,
            List<ServiceInfo> services,
            List<UsableProject> projects) {}

    record UsableProject(
            String id,
            String nativeId,
            String name,
            @Nullable AgreementInfo agreement,
            List<FlavorInfo> flavors,
            List<ImageInfo> images,
            List<ProjectNetwork> networks,
            Map<String, Map<String, Amount>> quotas,
            Map<String, Freshness> freshness) {}

    @GetMapping("/v2/usable")
    ResponseEntity<Object> usable(
            Caller caller,
            @RequestParam String group,
            @RequestParam(required = false) @Nullable String idp,
            @RequestParam(required = false) @Nullable Instant at,
            HttpServletRequest request) {
        View view = views.of(Optional.of(caller), at);
        FederatedGroup found = Answers.group(view.federation(), group, idp);
        return answers.answer(
                request, view, () -> usable(view.federation(), found, answers.today()));
    }

    private static Usable usable(Federation seen, FederatedGroup group, LocalDate today) {
        Federation its = seen.seenBy(Set.of(group.key()));
        return new Usable(
                new GroupInfo(
                        group.uid(),
                        group.name(),
                        group.issuer(),
                        its.uids().identityProvider(group.issuer())),
                its.providers().stream()
                        .map(state -> provider(new Shower(its.uids(), state), group.key(), today))
                        .toList());
    }

    private static UsableProvider provider(Shower shower, GroupKey group, LocalDate today) {
        ProviderState state = shower.state();
        return new UsableProvider(
                state.uid(),
                state.provider().name(),
                state.provider().type(),
                state.provider().status(),
                state.provider().description(),
                state.provider().supportEmails(),
                state.provider().endpoint(),
                state.identityProviders().stream()
                        .filter(issuer ->
                                GroupKey.issuerKey(issuer.endpoint()).equals(group.issuer()))
                        .map(shower::trust)
                        .findFirst()
                        .orElse(null),
                shower.downtimes(),
                state.regions().stream().map(region -> region(shower, region, today)).toList());
    }

    private static UsableRegion region(Shower shower, Region region, LocalDate today) {
        return new UsableRegion(
                shower.region(region.name()).id(),
                region.name(),
                shower.location(region.location()),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                shower.services(region),
                shower.state().projects().stream()
                        .filter(project -> isIn(shower.state(), region.name(), project.id()))
                        .map(project -> project(shower, region.name(), project, today))
                        .toList());
    }

    /** Freshness is not kept for the past, so then every project is in every region. */
    static boolean isIn(ProviderState state, String region, String project) {
        return state.facets().isEmpty()
                || state.facets().stream()
                        .anyMatch(facet ->
                                facet.region().equals(region) && facet.project().equals(project));
    }

    private static UsableProject project(
            Shower shower, String region, Project project, LocalDate today) {
        ProviderState state = shower.state();
        return new UsableProject(
                shower.project(project.id()).id(),
                project.id(),
                project.name(),
                agreement(shower, project, today),
                state.flavors().stream()
                        .filter(flavor -> flavor.region().equals(region))
                        .filter(flavor ->
                                flavor.shared() || flavor.projects().contains(project.id()))
                        .map(shower::flavor)
                        .toList(),
                state.images().stream()
                        .filter(image -> image.region().equals(region))
                        .filter(image -> image.shared() || image.projects().contains(project.id()))
                        .map(shower::image)
                        .toList(),
                state.networks().stream()
                        .filter(network -> network.region().equals(region))
                        .filter(network -> network.shared() || uses(network, project.id()))
                        .map(network -> shower.network(network, project.id()))
                        .toList(),
                quotas(state, region, project.id()),
                shower.freshness(region, project.id()));
    }

    private static boolean uses(Network network, String project) {
        return network.uses().stream().anyMatch(use -> use.project().equals(project));
    }

    static @Nullable AgreementInfo agreement(Shower shower, Project project, LocalDate today) {
        return shower.state().identityProviders().stream()
                .flatMap(issuer -> issuer.userGroups().stream())
                .flatMap(group -> group.agreements().stream())
                .filter(agreement -> agreement.documentId().equals(project.agreement()))
                .findFirst()
                .map(agreement -> shower.agreement(agreement, today))
                .orElse(null);
    }

    /** By service, then resource. */
    static Map<String, Map<String, Amount>> quotas(
            ProviderState state, String region, String project) {
        Map<ServiceType, List<Quota>> byService =
                state.quotas().stream()
                        .filter(quota -> quota.region().equals(region))
                        .filter(quota -> quota.project().equals(project))
                        .collect(
                                Collectors.groupingBy(
                                        Quota::service,
                                        () -> new EnumMap<>(ServiceType.class),
                                        Collectors.toList()));
        Map<String, Map<String, Amount>> shown = new LinkedHashMap<>();
        byService.forEach((service, quotas) -> shown.put(service.wire(), Capacity.of(quotas)));
        return shown;
    }
}
