package io.arcipelago.orchestrator.request;

import io.arcipelago.orchestrator.catalogue.ServiceCatalogue;
import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentFilter;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.lifecycle.Hosts;
import io.arcipelago.orchestrator.provisioning.ServerKeys;
import io.arcipelago.orchestrator.request.Views.CredentialsView;
import io.arcipelago.orchestrator.request.Views.Detail;
import io.arcipelago.orchestrator.request.Views.HostView;
import io.arcipelago.orchestrator.request.Views.LogLineView;
import io.arcipelago.orchestrator.request.Views.Summary;
import io.arcipelago.platform.security.AccessToken;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Deployments in the native interface; see {@code openapi/orchestrator.yaml}. */
@RestController
@RequestMapping("/v2/deployments")
class DeploymentController {

    private static final int DEFAULT_MAX_ATTEMPTS = 3;
    private static final int DEFAULT_TIMEOUT_MINUTES = 720;
    private static final int DEFAULT_ATTEMPT_MINUTES = 120;
    private static final int MAX_LOG_PAGE = 2000;

    private final Deployments deployments;
    private final DeploymentStore store;
    private final DeploymentHistory history;
    private final DeploymentLog log;
    private final ViewAssembly views;
    private final ServiceCatalogue catalogue;
    private final Hosts hosts;
    private final ServerKeys keys;
    private final DeploymentStream stream;

    DeploymentController(
            Deployments deployments,
            DeploymentStore store,
            DeploymentHistory history,
            DeploymentLog log,
            ViewAssembly views,
            ServiceCatalogue catalogue,
            Hosts hosts,
            ServerKeys keys,
            DeploymentStream stream) {
        this.deployments = deployments;
        this.store = store;
        this.history = history;
        this.log = log;
        this.views = views;
        this.catalogue = catalogue;
        this.hosts = hosts;
        this.keys = keys;
        this.stream = stream;
    }

    /** Schema {@code DeploymentRequest}. */
    record Request(
            @NotBlank String service,
            @NotBlank String group,
            @Size(max = 100) @Nullable String title,
            @Nullable Map<String, Object> inputs,
            @Valid @Nullable Site placement,
            @Nullable Boolean keepLastAttempt,
            @Nullable UUID requestId) {

        /** Schema {@code PlacementRequest}. */
        record Site(@NotBlank String provider, @NotBlank String region) {}

        @Override
        public String toString() {
            return "Request[%s for %s]".formatted(service, group);
        }

        Optional<SiteKey> wanted() {
            return Optional.ofNullable(placement)
                    .map(site -> new SiteKey(site.provider(), site.region()));
        }

        Map<String, Object> givenInputs() {
            return inputs == null ? Map.of() : inputs;
        }
    }

    @GetMapping
    Page<Summary> list(
            Caller caller,
            @RequestParam(defaultValue = "mine") String scope,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "false") boolean deleted,
            PageRequest page) {
        DeploymentFilter everything = filter(caller, scope, group, status, deleted);
        Page<Deployment> found = deployments.list(everything, page);
        return new Page<>(
                views.summaries(caller, found.content()),
                found.totalElements(),
                found.number(),
                found.size());
    }

    private DeploymentFilter filter(
            Caller caller,
            String scope,
            @Nullable String group,
            @Nullable String status,
            boolean deleted) {
        List<DeploymentStatus> wanted = statuses(status);
        List<DeploymentStatus> excluded =
                deleted || !wanted.isEmpty()
                        ? List.of()
                        : List.of(DeploymentStatus.DELETE_COMPLETE);
        Optional<String> ofGroup = Optional.ofNullable(group);
        return switch (scope) {
            case "mine" ->
                    new DeploymentFilter(
                            Optional.of(caller.issuer()),
                            Optional.of(caller.subject()),
                            ofGroup,
                            wanted,
                            excluded);
            case "group" -> {
                String name =
                        ofGroup.orElseThrow(() ->
                                ApiFailure.badRequest(
                                        "group-missing", "scope=group needs a group"));
                deployments.requireMembership(caller, name);
                yield new DeploymentFilter(
                        Optional.of(caller.issuer()), Optional.empty(), ofGroup, wanted, excluded);
            }
            case "all" -> {
                if (!caller.admin()) {
                    throw ApiFailure.forbidden(
                            "not-an-administrator", "Only administrators see all deployments");
                }
                yield new DeploymentFilter(
                        Optional.empty(), Optional.empty(), ofGroup, wanted, excluded);
            }
            default ->
                    throw ApiFailure.badRequest(
                            "scope-unknown",
                            "There is no scope '%s'; use mine, group or all".formatted(scope));
        };
    }

    private static List<DeploymentStatus> statuses(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return List.of();
        }
        try {
            return Arrays.stream(list.split(","))
                    .map(String::strip)
                    .map(DeploymentStatus::valueOf)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest(
                    "status-unknown",
                    "'%s' has a state that does not exist; there are %s"
                            .formatted(
                                    list,
                                    Arrays.stream(DeploymentStatus.values())
                                            .map(Enum::name)
                                            .collect(Collectors.joining(", "))));
        }
    }

    @PostMapping
    ResponseEntity<Detail> create(
            Caller caller, AccessToken token, @Valid @RequestBody Request request) {
        deployments.requireMembership(caller, request.group());
        NewDeployment wanted =
                new NewDeployment(
                        request.service(),
                        catalogue.require(request.service(), request.group()).template(),
                        title(request),
                        request.group(),
                        request.givenInputs(),
                        request.wanted(),
                        DEFAULT_MAX_ATTEMPTS,
                        DEFAULT_TIMEOUT_MINUTES,
                        DEFAULT_ATTEMPT_MINUTES,
                        Boolean.TRUE.equals(request.keepLastAttempt()),
                        Optional.empty(),
                        Optional.ofNullable(request.requestId()));
        Deployment created = deployments.create(caller, token, wanted);
        return ResponseEntity.created(URI.create("/orchestrator/v2/deployments/" + created.id()))
                .body(views.detail(caller, created));
    }

    private String title(Request request) {
        String title = request.title();
        return title == null || title.isBlank()
                ? catalogue.require(request.service(), request.group()).name()
                : title.strip();
    }

    @GetMapping("/{id}")
    Detail get(Caller caller, @PathVariable String id) {
        return views.detail(caller, readable(caller, id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Detail> delete(Caller caller, AccessToken token, @PathVariable String id) {
        DeploymentId deployment = parse(id);
        deployments.delete(caller, token, deployment);
        return ResponseEntity.accepted()
                .body(views.detail(caller, store.find(deployment).orElseThrow()));
    }

    @GetMapping(path = "/{id}/template", produces = "application/yaml")
    String template(Caller caller, @PathVariable String id) {
        return store.createRevision(readable(caller, id).id()).template();
    }

    @GetMapping("/{id}/log")
    List<LogLineView> log(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "500") int size) {
        int limit = Math.clamp(size, 1, MAX_LOG_PAGE);
        return log.after(readable(caller, id).id(), after, limit).stream()
                .map(LogLineView::of)
                .toList();
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return stream.follow(caller, readable(caller, id).id(), number(lastEventId));
    }

    private static long number(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @GetMapping("/{id}/credentials")
    ResponseEntity<CredentialsView> credentials(Caller caller, @PathVariable String id) {
        Deployment deployment =
                deployments.get(caller, DeploymentAction.READ_CREDENTIALS, parse(id));
        Optional<Attempt> attempt = history.lastAttempt(deployment.id());
        List<ManagedHost> servers =
                attempt.map(it -> hosts.of(deployment.id(), it)).orElse(List.of());
        if (servers.isEmpty() || deployment.status() == DeploymentStatus.DELETE_COMPLETE) {
            throw ApiFailure.conflict(
                    "no-servers", "Deployment %s has no servers".formatted(deployment.title()));
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new CredentialsView(
                                servers.getFirst().user(),
                                keys.privateKey(deployment.id()),
                                servers.stream().map(DeploymentController::hostView).toList()));
    }

    private static HostView hostView(ManagedHost host) {
        return new HostView(
                host.node(),
                host.address(),
                host.hostKeys().stream().map(key -> host.address() + " " + key).toList());
    }

    private Deployment readable(Caller caller, String id) {
        return deployments.get(caller, DeploymentAction.READ, parse(id));
    }

    private static DeploymentId parse(String id) {
        try {
            return DeploymentId.parse(id);
        } catch (IllegalArgumentException e) {
            throw DeploymentPolicy.unknown(id);
        }
    }
}
