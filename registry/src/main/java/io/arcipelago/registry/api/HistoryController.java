package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.platform.web.PublicUrl;
import io.arcipelago.registry.access.RegistryViews;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.api.Shown.PageInfo;
import io.arcipelago.registry.api.Shown.PageOf;
import io.arcipelago.registry.api.Shown.Ref;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.Items;
import io.arcipelago.registry.state.ProviderItems.AgreementItem;
import io.arcipelago.registry.state.ProviderItems.GroupItem;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.store.History;
import io.arcipelago.registry.store.History.ChangedItem;
import io.arcipelago.registry.store.History.Generation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was changed: a provider's generations, and the changes since some version. */
@RestController
class HistoryController {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final RegistryViews views;
    private final Answers answers;
    private final History history;
    private final PublicUrl publicUrl;

    HistoryController(RegistryViews views, Answers answers, History history, PublicUrl publicUrl) {
        this.views = views;
        this.answers = answers;
        this.history = history;
        this.publicUrl = publicUrl;
    }

    /**
     * @param actor for administrators, like the reason
     */
    record GenerationInfo(
            long generation,
            long version,
            Instant at,
            @Nullable String actor,
            @Nullable String reason,
            int added,
            int changed,
            int ended) {}

    /**
     * @param key the steps that lead to the item
     * @param item as it is after the change, or was before it ended
     */
    record ItemChange(String kind, String id, String what, List<String> key, Object item) {}

    record ProviderChange(
            long version,
            Ref provider,
            long generation,
            Instant at,
            boolean removed,
            @Nullable String actor,
            @Nullable String reason,
            List<ItemChange> items) {}

    /**
     * @param next what to give as {@code since} next time
     * @param current the federation's version
     */
    record Changes(List<ProviderChange> changes, long next, long current, Map<String, URI> links) {}

    @GetMapping("/v2/providers/{uid}/history")
    ResponseEntity<Object> history(
            Caller caller, @PathVariable String uid, PageRequest page, HttpServletRequest request) {
        View view = views.of(Optional.of(caller), null);
        String derived = derived(ProviderController.find(view, uid));
        return answers.answerOfAll(
                request,
                view,
                () -> {
                    List<GenerationInfo> found =
                            history.generations(derived, page.size(), page.offset()).stream()
                                    .map(generation -> info(generation, view.admin()))
                                    .toList();
                    Page<GenerationInfo> all =
                            Page.of(found, history.countGenerations(derived), page);
                    return new PageOf<>(
                            found,
                            new PageInfo(
                                    all.number(),
                                    all.size(),
                                    all.totalElements(),
                                    all.totalElements() == 0 ? 0 : all.lastNumber() + 1),
                            publicUrl.links(request, all));
                });
    }

    @GetMapping("/v2/providers/{uid}/changes")
    ResponseEntity<Object> ofProvider(
            Caller caller,
            @PathVariable String uid,
            @RequestParam(defaultValue = "0") long since,
            @RequestParam(defaultValue = "" + USUAL) int limit,
            HttpServletRequest request) {
        View view = views.of(Optional.of(caller), null);
        String derived = derived(ProviderController.find(view, uid));
        return answers.answerOfAll(
                request,
                view,
                () -> changes(view, history.since(derived, since, bounded(limit)), since, request));
    }

    @GetMapping("/v2/changes")
    ResponseEntity<Object> ofAll(
            Caller caller,
            @RequestParam(defaultValue = "0") long since,
            @RequestParam(defaultValue = "" + USUAL) int limit,
            HttpServletRequest request) {
        View view = views.of(Optional.of(caller), null);
        return answers.answerOfAll(
                request,
                view,
                () -> changes(view, history.since(null, since, bounded(limit)), since, request));
    }

    private static int bounded(int limit) {
        if (limit < 1) {
            throw ApiFailure.badRequest(
                    "invalid-limit",
                    "Parameter limit is %d; it must be a number from 1.".formatted(limit));
        }
        return Math.min(limit, MOST);
    }

    private static String derived(ProviderState state) {
        return ItemKey.provider(state.provider()).derivedUid();
    }

    private static GenerationInfo info(Generation generation, boolean admin) {
        return new GenerationInfo(
                generation.number(),
                generation.version(),
                generation.at(),
                admin ? generation.actor() : null,
                admin ? generation.reason() : null,
                generation.added(),
                generation.changed(),
                generation.ended());
    }

    private Changes changes(
            View view, List<Generation> found, long since, HttpServletRequest request) {
        Map<String, ProviderState> seen = new HashMap<>();
        view.federation().providers().forEach(state -> seen.put(derived(state), state));
        Map<Long, List<ChangedItem>> items =
                history
                        .items(
                                found.stream()
                                        .filter(it ->
                                                view.admin() || seen.containsKey(it.provider()))
                                        .toList())
                        .stream()
                        .collect(Collectors.groupingBy(ChangedItem::version));
        List<ProviderChange> changes =
                found.stream()
                        .filter(it -> view.admin() || seen.containsKey(it.provider()))
                        .map(it ->
                                change(
                                        view,
                                        it,
                                        Optional.ofNullable(seen.get(it.provider())),
                                        items.getOrDefault(it.version(), List.of())))
                        .filter(it -> view.admin() || !it.items().isEmpty())
                        .toList();
        long next = found.isEmpty() ? since : found.getLast().version();
        return new Changes(
                changes,
                next,
                view.federation().version(),
                Map.of("next", publicUrl.of(request.getRequestURI() + "?since=" + next)));
    }

    private static ProviderChange change(
            View view,
            Generation generation,
            Optional<ProviderState> state,
            List<ChangedItem> items) {
        return new ProviderChange(
                generation.version(),
                new Ref(
                        state.map(ProviderState::uid).orElse(generation.provider()),
                        generation.name()),
                generation.number(),
                generation.at(),
                generation.removed(),
                view.admin() ? generation.actor() : null,
                view.admin() ? generation.reason() : null,
                items.stream()
                        .filter(item ->
                                view.admin()
                                        || state.filter(its -> visible(item.item(), its))
                                                .isPresent())
                        .map(item ->
                                new ItemChange(
                                        item.kind().wire(),
                                        view.federation()
                                                .uids()
                                                .of(new ItemKey(item.kind(), item.key())),
                                        item.what().wire(),
                                        item.key(),
                                        view.admin()
                                                ? item.item()
                                                : state.map(its -> part(item.item(), its))
                                                        .orElse(item.item())))
                        .toList());
    }

    /** Whether who sees this part of a provider may see the item, as it was. */
    private static boolean visible(Object item, ProviderState seen) {
        return switch (item) {
            case Project project -> seen.project(project.id()).isPresent();
            case Quota quota -> seen.project(quota.project()).isPresent();
            case Flavor flavor -> flavor.shared() || anySeen(flavor.projects(), seen);
            case Image image -> image.shared() || anySeen(image.projects(), seen);
            case Network network ->
                    network.shared()
                            || anySeen(
                                    network.uses().stream().map(use -> use.project()).toList(),
                                    seen);
            case GroupItem group -> sees(seen, group.issuer(), group.group().name());
            case AgreementItem agreement -> sees(seen, agreement.issuer(), agreement.group());
            default -> true;
        };
    }

    /** Without the projects that are not seen. */
    private static Object part(Object item, ProviderState seen) {
        return switch (item) {
            case Flavor flavor -> Items.with(flavor, onlySeen(flavor.projects(), seen));
            case Image image -> Items.with(image, onlySeen(image.projects(), seen));
            case Network network ->
                    Items.with(
                            network,
                            network.uses().stream()
                                    .filter(use -> seen.project(use.project()).isPresent())
                                    .toList());
            default -> item;
        };
    }

    private static List<String> onlySeen(List<String> projects, ProviderState seen) {
        return projects.stream().filter(id -> seen.project(id).isPresent()).toList();
    }

    private static boolean anySeen(List<String> projects, ProviderState seen) {
        return projects.stream().anyMatch(id -> seen.project(id).isPresent());
    }

    private static boolean sees(ProviderState seen, String issuer, String group) {
        GroupKey wanted = new GroupKey(issuer, group);
        return seen.identityProviders().stream()
                .flatMap(its ->
                        its.userGroups().stream()
                                .map(it -> new GroupKey(its.endpoint(), it.name())))
                .anyMatch(wanted::equals);
    }
}
