package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.registry.access.RegistryViews;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.api.Shown.AgreementInfo;
import io.arcipelago.registry.api.Shown.FlavorInfo;
import io.arcipelago.registry.api.Shown.ImageInfo;
import io.arcipelago.registry.api.Shown.NetworkInfo;
import io.arcipelago.registry.api.Shown.Proxy;
import io.arcipelago.registry.api.Shown.Ref;
import io.arcipelago.registry.state.FederatedAgreement;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.ProjectAt;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists of one kind of thing over all providers, and single things. */
@RestController
class ItemController {

    private final RegistryViews views;
    private final Answers answers;

    ItemController(RegistryViews views, Answers answers) {
        this.views = views;
        this.answers = answers;
    }

    record ProjectRef(String id, String nativeId, String name, Ref provider) {}

    record GroupAgreement(AgreementInfo agreement, List<ProjectRef> projects) {}

    record GroupItem(
            String id,
            String name,
            String issuer,
            String description,
            List<GroupAgreement> agreements,
            Map<String, URI> links) {}

    record ProjectItem(
            String id,
            String nativeId,
            String name,
            String description,
            Ref provider,
            @Nullable Ref group,
            @Nullable AgreementInfo agreement,
            Map<String, URI> links) {}

    record FlavorItem(
            FlavorInfo flavor,
            Ref provider,
            Ref region,
            List<Ref> projects,
            Map<String, URI> links) {}

    record ImageItem(
            ImageInfo image,
            Ref provider,
            Ref region,
            List<Ref> projects,
            Map<String, URI> links) {}

    record NetworkUser(Ref project, boolean isDefault, @Nullable Proxy proxy) {}

    record NetworkItem(
            NetworkInfo network,
            Ref provider,
            Ref region,
            List<NetworkUser> projects,
            Map<String, URI> links) {}

    record QuotaItem(
            String id,
            Ref provider,
            Ref region,
            Ref project,
            String service,
            String role,
            Map<String, Long> values,
            Map<String, URI> links) {}

    /** A thing before it is shown. */
    private record Found<T>(Shower at, T item) {

        static <T> Stream<Found<T>> all(Shower at, List<T> items) {
            return items.stream().map(item -> new Found<>(at, item));
        }
    }

    @GetMapping("/v2/groups")
    ResponseEntity<Object> groups(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        federation.groups().stream()
                                .filter(group ->
                                        filter.provider() == null
                                                || projects(group)
                                                        .anyMatch(
                                                                at -> filter.takes(at.provider())))
                                .toList(),
                this::group);
    }

    @GetMapping("/v2/projects")
    ResponseEntity<Object> projects(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        showers(federation, filter)
                                .flatMap(at -> Found.all(at, at.state().projects()))
                                .filter(found -> filter.takesProject(found.at(), found.item().id()))
                                .filter(found ->
                                        filter.region() == null
                                                || found.at().state().regions().stream()
                                                        .filter(region ->
                                                                filter.takesRegion(
                                                                        found.at(), region.name()))
                                                        .anyMatch(region ->
                                                                UsableController.isIn(
                                                                        found.at().state(),
                                                                        region.name(),
                                                                        found.item().id())))
                                .toList(),
                this::project);
    }

    @GetMapping("/v2/flavors")
    ResponseEntity<Object> flavors(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        showers(federation, filter)
                                .flatMap(at -> Found.all(at, at.state().flavors()))
                                .filter(it -> filter.takesRegion(it.at(), it.item().region()))
                                .filter(it ->
                                        filter.takesUser(
                                                it.at(), it.item().shared(), it.item().projects()))
                                .toList(),
                (federation, it) ->
                        new FlavorItem(
                                it.at().flavor(it.item()),
                                it.at().provider(),
                                it.at().region(it.item().region()),
                                it.item().projects().stream().map(it.at()::project).toList(),
                                provider(it.at())));
    }

    @GetMapping("/v2/images")
    ResponseEntity<Object> images(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        showers(federation, filter)
                                .flatMap(at -> Found.all(at, at.state().images()))
                                .filter(it -> filter.takesRegion(it.at(), it.item().region()))
                                .filter(it ->
                                        filter.takesUser(
                                                it.at(), it.item().shared(), it.item().projects()))
                                .toList(),
                (federation, it) ->
                        new ImageItem(
                                it.at().image(it.item()),
                                it.at().provider(),
                                it.at().region(it.item().region()),
                                it.item().projects().stream().map(it.at()::project).toList(),
                                provider(it.at())));
    }

    @GetMapping("/v2/networks")
    ResponseEntity<Object> networks(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        showers(federation, filter)
                                .flatMap(at -> Found.all(at, at.state().networks()))
                                .filter(it -> filter.takesRegion(it.at(), it.item().region()))
                                .filter(it ->
                                        filter.takesUser(
                                                it.at(),
                                                it.item().shared(),
                                                it.item().uses().stream()
                                                        .map(use -> use.project())
                                                        .toList()))
                                .toList(),
                (federation, it) ->
                        new NetworkItem(
                                it.at().network(it.item()),
                                it.at().provider(),
                                it.at().region(it.item().region()),
                                it.item().uses().stream()
                                        .map(use ->
                                                new NetworkUser(
                                                        it.at().project(use.project()),
                                                        use.isDefault(),
                                                        Shower.proxy(use)))
                                        .toList(),
                                provider(it.at())));
    }

    @GetMapping("/v2/quotas")
    ResponseEntity<Object> quotas(
            Caller caller, ItemFilter filter, PageRequest page, HttpServletRequest request) {
        return list(
                caller,
                filter,
                page,
                request,
                federation ->
                        showers(federation, filter)
                                .flatMap(at -> Found.all(at, at.state().quotas()))
                                .filter(it -> filter.takesRegion(it.at(), it.item().region()))
                                .filter(it -> filter.takesProject(it.at(), it.item().project()))
                                .toList(),
                (federation, it) -> quota(it));
    }

    private QuotaItem quota(Found<Quota> found) {
        Quota quota = found.item();
        Shower at = found.at();
        return new QuotaItem(
                at.uids().quota(at.state().provider(), quota),
                at.provider(),
                at.region(quota.region()),
                at.project(quota.project()),
                quota.service().wire(),
                quota.role().wire(),
                quota.values(),
                provider(at));
    }

    @GetMapping("/v2/projects/{uid}")
    ResponseEntity<Object> project(
            Caller caller,
            @PathVariable String uid,
            ItemFilter filter,
            HttpServletRequest request) {
        View view = views.of(Optional.of(caller), filter.at());
        Federation seen = view.federation();
        Found<Project> found =
                showers(seen, ItemFilter.NONE)
                        .flatMap(at -> Found.all(at, at.state().projects()))
                        .filter(it -> it.at().project(it.item().id()).id().equals(uid))
                        .findFirst()
                        .orElseThrow(() -> unknown("project", uid));
        return answers.answer(request, view, () -> project(seen, found));
    }

    @GetMapping("/v2/groups/{uid}")
    ResponseEntity<Object> group(
            Caller caller,
            @PathVariable String uid,
            ItemFilter filter,
            HttpServletRequest request) {
        View view = views.of(Optional.of(caller), filter.at());
        FederatedGroup group =
                view.federation().groups().stream()
                        .filter(it -> it.uid().equals(uid))
                        .findFirst()
                        .orElseThrow(() -> unknown("group", uid));
        return answers.answer(request, view, () -> group(view.federation(), group));
    }

    private static ApiFailure unknown(String what, String uid) {
        return ApiFailure.notFound(
                what + "-unknown", "There is no %s %s that you may see.".formatted(what, uid));
    }

    private <T, R> ResponseEntity<Object> list(
            Caller caller,
            ItemFilter filter,
            PageRequest page,
            HttpServletRequest request,
            Function<Federation, List<T>> find,
            BiFunction<Federation, T, R> shown) {
        View view = views.of(Optional.of(caller), filter.at());
        Federation seen = Answers.forGroup(view.federation(), filter.group(), filter.idp());
        return answers.answer(
                request,
                view,
                () ->
                        answers.page(
                                request, page, find.apply(seen), item -> shown.apply(seen, item)));
    }

    private static Stream<Shower> showers(Federation federation, ItemFilter filter) {
        return federation.providers().stream()
                .filter(filter::takes)
                .map(state -> new Shower(federation.uids(), state));
    }

    private static Stream<ProjectAt> projects(FederatedGroup group) {
        return group.agreements().stream().flatMap(agreement -> agreement.projects().stream());
    }

    private GroupItem group(Federation federation, FederatedGroup group) {
        return new GroupItem(
                group.uid(),
                group.name(),
                group.issuer(),
                group.description(),
                group.agreements().stream()
                        .map(agreement -> agreement(federation, agreement))
                        .toList(),
                answers.self("/groups/" + group.uid()));
    }

    private GroupAgreement agreement(Federation federation, FederatedAgreement agreement) {
        LocalDate today = answers.today();
        return new GroupAgreement(
                Shower.agreement(federation.uids(), agreement.terms(), today),
                agreement.projects().stream()
                        .map(at -> {
                            Shower shower = new Shower(federation.uids(), at.provider());
                            return new ProjectRef(
                                    shower.project(at.project().id()).id(),
                                    at.project().id(),
                                    at.project().name(),
                                    shower.provider());
                        })
                        .toList());
    }

    private ProjectItem project(Federation federation, Found<Project> found) {
        Project project = found.item();
        Optional<FederatedAgreement> agreement =
                Optional.ofNullable(project.agreement()).flatMap(federation::agreement);
        String uid = found.at().project(project.id()).id();
        return new ProjectItem(
                uid,
                project.id(),
                project.name(),
                project.description(),
                found.at().provider(),
                agreement
                        .flatMap(its -> federation.group(its.group()))
                        .map(group -> new Ref(group.uid(), group.name()))
                        .orElse(null),
                agreement
                        .map(its ->
                                Shower.agreement(federation.uids(), its.terms(), answers.today()))
                        .orElse(null),
                answers.self("/projects/" + uid));
    }

    private Map<String, URI> provider(Shower at) {
        return Map.of("provider", answers.link("/providers/" + at.state().uid()));
    }
}
