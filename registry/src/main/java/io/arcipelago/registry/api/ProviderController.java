package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.registry.access.RegistryViews;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.api.Shown.AgreementInfo;
import io.arcipelago.registry.api.Shown.Amount;
import io.arcipelago.registry.api.Shown.DowntimeInfo;
import io.arcipelago.registry.api.Shown.Freshness;
import io.arcipelago.registry.api.Shown.LocationInfo;
import io.arcipelago.registry.api.Shown.ProviderLine;
import io.arcipelago.registry.api.Shown.Ref;
import io.arcipelago.registry.api.Shown.ServiceInfo;
import io.arcipelago.registry.api.Shown.Trust;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The providers: a line of each, and all of one. */
@RestController
class ProviderController {

    private final RegistryViews views;
    private final Answers answers;

    ProviderController(RegistryViews views, Answers answers) {
        this.views = views;
        this.answers = answers;
    }

    record GroupLine(String id, String name, List<AgreementInfo> agreements) {}

    record IssuerInfo(Trust trust, List<GroupLine> groups) {}

    record ProjectInRegion(
            Ref region,
            Map<String, Map<String, Amount>> capacity,
            Map<String, Freshness> freshness) {}

    record ProjectInfo(
            String id,
            String nativeId,
            String name,
            String description,
            @Nullable AgreementInfo agreement,
            List<ProjectInRegion> regions) {}

    record RegionInfo(
            String id,
            String name,
            String description,
            double overbookingCpu,
            double overbookingRam,
            double bandwidthIn,
            double bandwidthOut,
            @Nullable LocationInfo location,
            List<ServiceInfo> services,
            Map<String, Amount> capacity,
            int flavors,
            int images,
            int networks) {}

    /**
     * @param settings what administrators said; for administrators, like findings and holds
     */
    record ProviderDetail(
            String id,
            String name,
            ProviderType type,
            ProviderStatus status,
            ProviderStatus declaredStatus,
            String description,
            boolean isPublic,
            List<String> supportEmails,
            String endpoint,
            long generation,
            Instant changedAt,
            Instant heardAt,
            List<IssuerInfo> identityProviders,
            List<RegionInfo> regions,
            List<ProjectInfo> projects,
            List<DowntimeInfo> downtimes,
            @Nullable ProviderSettings settings,
            @Nullable List<Hold> holds,
            @Nullable List<Finding> findings,
            Map<String, URI> links) {}

    @GetMapping("/v2/providers")
    ResponseEntity<Object> list(
            Optional<Caller> caller,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String idp,
            @RequestParam(required = false) @Nullable Instant at,
            PageRequest page,
            HttpServletRequest request) {
        View view = views.of(caller, at);
        Federation seen =
                view.anonymous()
                        ? view.federation()
                        : Answers.forGroup(view.federation(), group, idp);
        List<ProviderState> found =
                seen.providers().stream()
                        .filter(state -> name == null || state.provider().name().equals(name))
                        .filter(state ->
                                type == null || state.provider().type().wire().equals(type))
                        .filter(state ->
                                status == null
                                        || view.anonymous()
                                        || state.provider().status().wire().equals(status))
                        .toList();
        return answers.answer(
                request,
                view,
                () ->
                        answers.page(
                                request,
                                page,
                                found,
                                state -> line(new Shower(seen.uids(), state), view.anonymous())));
    }

    @GetMapping("/v2/providers/{uid}")
    ResponseEntity<Object> one(
            Optional<Caller> caller,
            @PathVariable String uid,
            @RequestParam(required = false) @Nullable Instant at,
            HttpServletRequest request) {
        View view = views.of(caller, at);
        ProviderState state = find(view, uid);
        Shower shower = new Shower(view.federation().uids(), state);
        return answers.answer(
                request,
                view,
                () -> view.anonymous() ? line(shower, true) : detail(shower, view.admin()));
    }

    @GetMapping("/v2/providers/{uid}/downtimes")
    ResponseEntity<Object> downtimes(
            Caller caller, @PathVariable String uid, HttpServletRequest request) {
        View view = views.of(Optional.of(caller), null);
        ProviderState state = find(view, uid);
        return answers.answer(request, view, state::downtimes);
    }

    /** Whoever does not see a provider is told the same as if there were none. */
    static ProviderState find(View view, String uid) {
        return view.federation()
                .provider(uid)
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "provider-unknown",
                                "There is no provider %s that you may see.".formatted(uid)));
    }

    private ProviderLine line(Shower shower, boolean anonymous) {
        ProviderState state = shower.state();
        return new ProviderLine(
                state.uid(),
                state.provider().name(),
                state.provider().type(),
                anonymous ? null : state.provider().status(),
                anonymous ? null : state.provider().isPublic(),
                anonymous ? null : state.generation(),
                anonymous ? null : state.changedAt(),
                anonymous ? null : state.heardAt(),
                state.regions().stream().map(shower::line).toList(),
                anonymous ? Map.of() : Capacity.of(state.quotas()),
                anonymous ? null : state.projects().size(),
                anonymous
                        ? null
                        : Math.toIntExact(
                                state.facets().stream()
                                        .filter(facet ->
                                                facet.outcome() == FacetOutcome.FAILED
                                                        || facet.outcome()
                                                                == FacetOutcome.FORBIDDEN)
                                        .count()),
                anonymous ? null : state.holds().size(),
                links(state));
    }

    private Map<String, URI> links(ProviderState state) {
        String path = "/providers/" + state.uid();
        Map<String, URI> links = new LinkedHashMap<>(answers.self(path));
        links.put("history", answers.link(path + "/history"));
        links.put("changes", answers.link(path + "/changes"));
        for (String list : List.of("projects", "flavors", "images", "networks", "quotas")) {
            links.put(list, answers.link("/" + list + "?provider=" + state.uid()));
        }
        return links;
    }

    private ProviderDetail detail(Shower shower, boolean admin) {
        ProviderState state = shower.state();
        LocalDate today = answers.today();
        return new ProviderDetail(
                state.uid(),
                state.provider().name(),
                state.provider().type(),
                state.provider().status(),
                state.declared().status(),
                state.provider().description(),
                state.provider().isPublic(),
                state.provider().supportEmails(),
                state.provider().endpoint(),
                state.generation(),
                state.changedAt(),
                state.heardAt(),
                state.identityProviders().stream()
                        .map(issuer -> issuer(shower, issuer, today))
                        .toList(),
                state.regions().stream().map(region -> region(shower, region)).toList(),
                state.projects().stream().map(project -> project(shower, project, today)).toList(),
                shower.downtimes(),
                admin ? state.settings() : null,
                admin ? state.holds() : null,
                admin ? state.findings() : null,
                links(state));
    }

    private static IssuerInfo issuer(Shower shower, IdentityProvider issuer, LocalDate today) {
        return new IssuerInfo(
                shower.trust(issuer),
                issuer.userGroups().stream()
                        .map(group -> group(shower, issuer, group, today))
                        .toList());
    }

    private static GroupLine group(
            Shower shower, IdentityProvider issuer, UserGroup group, LocalDate today) {
        return new GroupLine(
                shower.uids().userGroup(new GroupKey(issuer.endpoint(), group.name())),
                group.name(),
                group.agreements().stream()
                        .map(agreement -> shower.agreement(agreement, today))
                        .toList());
    }

    private static RegionInfo region(Shower shower, Region region) {
        ProviderState state = shower.state();
        String name = region.name();
        return new RegionInfo(
                shower.region(name).id(),
                name,
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                shower.location(region.location()),
                shower.services(region),
                Capacity.of(
                        state.quotas().stream()
                                .filter(quota -> quota.region().equals(name))
                                .toList()),
                count(state.flavors().stream().filter(item -> item.region().equals(name)).count()),
                count(state.images().stream().filter(item -> item.region().equals(name)).count()),
                count(
                        state.networks().stream()
                                .filter(item -> item.region().equals(name))
                                .count()));
    }

    private static int count(long number) {
        return Math.toIntExact(number);
    }

    private static ProjectInfo project(Shower shower, Project project, LocalDate today) {
        ProviderState state = shower.state();
        return new ProjectInfo(
                shower.project(project.id()).id(),
                project.id(),
                project.name(),
                project.description(),
                UsableController.agreement(shower, project, today),
                state.regions().stream()
                        .filter(region -> UsableController.isIn(state, region.name(), project.id()))
                        .map(region ->
                                new ProjectInRegion(
                                        shower.region(region.name()),
                                        UsableController.quotas(state, region.name(), project.id()),
                                        shower.freshness(region.name(), project.id())))
                        .toList());
    }
}
