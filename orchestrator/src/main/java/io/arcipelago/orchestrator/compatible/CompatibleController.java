package io.arcipelago.orchestrator.compatible;

import io.arcipelago.orchestrator.catalogue.Blueprints;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.DeploymentShape;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.Link;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.PageInfo;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.PageShape;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.ResourceShape;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentFilter;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.LogLine;
import io.arcipelago.orchestrator.provisioning.CloudResource;
import io.arcipelago.orchestrator.provisioning.ResourceKind;
import io.arcipelago.orchestrator.provisioning.ResourceStore;
import io.arcipelago.orchestrator.request.DeploymentAction;
import io.arcipelago.orchestrator.request.Deployments;
import io.arcipelago.orchestrator.request.NewDeployment;
import io.arcipelago.platform.security.AccessToken;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.platform.web.PublicUrl;
import io.arcipelago.platform.web.SortableBy;
import io.arcipelago.tosca.ServiceTemplate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deployments as clients of the PaaS orchestrator ask for them. */
@RestController
@RequestMapping("/deployments")
class CompatibleController {

    /** Clients may ask for these; the list is always newest first. */
    private static final String SORT_KEY = "createdAt";

    private static final int LOG_LINES = 100_000;
    private static final int DEFAULT_MINUTES = 720;

    private final Deployments deployments;
    private final DeploymentStore store;
    private final DeploymentLog log;
    private final ResourceStore resources;
    private final Blueprints blueprints;
    private final CompatibleViews views;
    private final PublicUrl publicUrl;

    CompatibleController(
            Deployments deployments,
            DeploymentStore store,
            DeploymentLog log,
            ResourceStore resources,
            Blueprints blueprints,
            CompatibleViews views,
            PublicUrl publicUrl) {
        this.deployments = deployments;
        this.store = store;
        this.log = log;
        this.resources = resources;
        this.blueprints = blueprints;
        this.views = views;
        this.publicUrl = publicUrl;
    }

    /**
     * A request as clients send it; members that we do not know are ignored.
     *
     * @param keepLastAttempt clients send it as a text
     */
    record Request(
            @NotBlank String template,
            @Nullable Map<String, Object> parameters,
            @Pattern(regexp = "https?://.*") @Nullable String callback,
            @Min(1) @Nullable Integer timeoutMins,
            @Min(1) @Nullable Integer providerTimeoutMins,
            @Min(1) @Nullable Integer maxProvidersRetry,
            @Nullable String keepLastAttempt,
            @Nullable String userGroup) {

        @Override
        public String toString() {
            return "Request[group %s]".formatted(userGroup);
        }
    }

    @GetMapping
    PageShape<DeploymentShape> list(
            Caller caller,
            HttpServletRequest http,
            @RequestParam(required = false) @Nullable String createdBy,
            @RequestParam(required = false) @Nullable String userGroup,
            @RequestParam(required = false) @Nullable String excludedStatus,
            @SortableBy(SORT_KEY) PageRequest page) {
        Optional<String> group = Optional.ofNullable(userGroup).map(CompatibleController::bare);
        group.ifPresent(name -> deployments.requireMembership(caller, name));
        Creator creator = creator(caller, createdBy);
        DeploymentFilter filter =
                new DeploymentFilter(
                        Optional.of(creator.issuer()),
                        creator.subject(),
                        group,
                        List.of(),
                        excluded(excludedStatus));
        Page<Deployment> found = deployments.list(filter, page);
        List<Link> links =
                publicUrl.links(http, found).entrySet().stream()
                        .map(entry -> new Link(entry.getKey(), entry.getValue().toString()))
                        .toList();
        return new PageShape<>(
                links,
                found.content().stream().map(it -> views.deployment(caller, it)).toList(),
                new PageInfo(
                        found.size(),
                        found.totalElements(),
                        (found.totalElements() + found.size() - 1) / found.size(),
                        found.number()));
    }

    /** Whose deployments are listed: those of one person, or of everybody at the issuer. */
    private record Creator(String issuer, Optional<String> subject) {}

    /** Administrators see everybody's unless they ask otherwise, all others their own only. */
    private static Creator creator(Caller caller, @Nullable String createdBy) {
        Creator self = new Creator(caller.issuer(), Optional.of(caller.subject()));
        if (createdBy == null || createdBy.isBlank()) {
            return caller.admin() ? new Creator(caller.issuer(), Optional.empty()) : self;
        }
        if (createdBy.equals("me")) {
            return self;
        }
        int at = createdBy.indexOf('@');
        if (at <= 0 || at != createdBy.lastIndexOf('@')) {
            throw ApiFailure.badRequest(
                    "created-by-invalid",
                    "createdBy is '%s'; it must be 'me' or subject@issuer".formatted(createdBy));
        }
        Creator asked =
                new Creator(createdBy.substring(at + 1), Optional.of(createdBy.substring(0, at)));
        if (!asked.equals(self) && !caller.admin()) {
            throw ApiFailure.forbidden(
                    "not-an-administrator", "Only administrators list other people's deployments");
        }
        return asked;
    }

    private static List<DeploymentStatus> excluded(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return List.of();
        }
        // Clients also exclude states that we never reach, such as UPDATE_FAILED.
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .flatMap(name ->
                        Arrays.stream(DeploymentStatus.values())
                                .filter(status -> status.name().equals(name)))
                .toList();
    }

    @PostMapping
    ResponseEntity<DeploymentShape> create(
            Caller caller, AccessToken token, @Valid @RequestBody Request request) {
        String group = group(caller, request.userGroup());
        deployments.requireMembership(caller, group);
        int timeout = orElse(request.timeoutMins(), DEFAULT_MINUTES);
        int attempt = orElse(request.providerTimeoutMins(), timeout);
        if (attempt > timeout) {
            throw ApiFailure.badRequest(
                    "timeout-invalid",
                    "providerTimeoutMins is %d; it must not exceed timeoutMins, %d"
                            .formatted(attempt, timeout));
        }
        Deployment created =
                deployments.create(
                        caller,
                        token,
                        new NewDeployment(
                                "template",
                                request.template(),
                                title(request.template()),
                                group,
                                request.parameters() == null ? Map.of() : request.parameters(),
                                Optional.empty(),
                                orElse(request.maxProvidersRetry(), Integer.MAX_VALUE),
                                timeout,
                                attempt,
                                Boolean.parseBoolean(request.keepLastAttempt()),
                                Optional.ofNullable(request.callback()),
                                Optional.empty()));
        return ResponseEntity.created(publicUrl.of("/orchestrator/deployments/" + created.id()))
                .body(views.deployment(caller, created));
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private String title(String template) {
        ServiceTemplate parsed = blueprints.parse(template);
        String description = parsed.description();
        String title = parsed.metadata().getOrDefault("display_name", description);
        return title.isBlank() ? "Own template" : title.lines().findFirst().orElse("Own template");
    }

    /** Group names of WLCG tokens begin with a slash, those of IAM tokens do not. */
    private static String bare(String group) {
        return group.startsWith("/") ? group.substring(1) : group;
    }

    private static String group(Caller caller, @Nullable String userGroup) {
        if (userGroup != null && !userGroup.isBlank()) {
            return bare(userGroup);
        }
        if (caller.groups().size() == 1) {
            return caller.groups().iterator().next();
        }
        throw ApiFailure.badRequest(
                "group-missing",
                "Name the group in userGroup; you are a member of "
                        + caller.groups().stream().sorted().collect(Collectors.joining(", ")));
    }

    @GetMapping("/{id}")
    DeploymentShape get(Caller caller, @PathVariable String id) {
        return views.deployment(caller, readable(caller, id));
    }

    /** Clients may send a body; it means nothing. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            AccessToken token,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean force) {
        if (!deployments.delete(caller, token, parse(id))) {
            throw ApiFailure.conflict(
                    "deleted-already", "Deployment %s is being deleted or is gone".formatted(id));
        }
    }

    /** Clients accept JSON only, whatever they ask for: the text comes regardless. */
    @GetMapping("/{id}/template")
    ResponseEntity<String> template(Caller caller, @PathVariable String id) {
        return text(store.createRevision(readable(caller, id).id()).template());
    }

    @GetMapping("/{id}/log")
    ResponseEntity<String> log(Caller caller, @PathVariable String id) {
        Deployment deployment = readable(caller, id);
        return text(
                log.after(deployment.id(), 0, LOG_LINES).stream()
                        .map(CompatibleController::line)
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private static String line(LogLine line) {
        return "%s %s %s".formatted(line.at(), line.source().wire(), line.text());
    }

    private static ResponseEntity<String> text(String body) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(body);
    }

    @GetMapping("/{id}/resources")
    PageShape<ResourceShape> resources(Caller caller, @PathVariable String id, PageRequest page) {
        Deployment deployment = readable(caller, id);
        List<ResourceShape> servers =
                resources.list(deployment.id()).stream()
                        .filter(resource -> resource.kind() == ResourceKind.SERVER)
                        .map(it -> views.resource(deployment, it, nodeType(deployment, it)))
                        .toList();
        List<ResourceShape> shown =
                servers.stream().skip(page.offset()).limit(page.size()).toList();
        URI self = publicUrl.of("/orchestrator/deployments/" + id + "/resources");
        return new PageShape<>(
                List.of(new Link("self", self.toString())),
                shown,
                new PageInfo(
                        page.size(),
                        servers.size(),
                        (servers.size() + page.size() - 1) / page.size(),
                        page.number()));
    }

    @GetMapping("/{id}/resources/{resource}")
    ResourceShape resource(Caller caller, @PathVariable String id, @PathVariable String resource) {
        Deployment deployment = readable(caller, id);
        return resources.list(deployment.id()).stream()
                .filter(it -> it.id().toString().equals(resource))
                .findFirst()
                .map(it -> views.resource(deployment, it, nodeType(deployment, it)))
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "resource-unknown",
                                "Deployment %s has no resource %s".formatted(id, resource)));
    }

    private String nodeType(Deployment deployment, CloudResource resource) {
        return blueprints
                .parse(store.createRevision(deployment.id()).template())
                .node(resource.node())
                .map(node -> node.type())
                .orElse("tosca.nodes.Compute");
    }

    private Deployment readable(Caller caller, String id) {
        return deployments.get(caller, DeploymentAction.READ, parse(id));
    }

    private static DeploymentId parse(String id) {
        try {
            return DeploymentId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.notFound(
                    "deployment-unknown",
                    "There is no deployment %s that you may see".formatted(id));
        }
    }
}
