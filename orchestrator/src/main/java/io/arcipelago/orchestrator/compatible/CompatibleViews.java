package io.arcipelago.orchestrator.compatible;

import io.arcipelago.orchestrator.compatible.CompatibleShapes.CreatedBy;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.DeploymentShape;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.Endpoint;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.Link;
import io.arcipelago.orchestrator.compatible.CompatibleShapes.ResourceShape;
import io.arcipelago.orchestrator.deployment.Attempt;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.OutputValue;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.federation.SiteDirectory;
import io.arcipelago.orchestrator.provisioning.CloudResource;
import io.arcipelago.orchestrator.provisioning.ResourceState;
import io.arcipelago.orchestrator.provisioning.ServerKeys;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.PublicUrl;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts deployments and resources into the compatible shapes. */
@Component
class CompatibleViews {

    private final DeploymentHistory history;
    private final SiteDirectory sites;
    private final ServerKeys keys;
    private final PublicUrl publicUrl;

    CompatibleViews(
            DeploymentHistory history, SiteDirectory sites, ServerKeys keys, PublicUrl publicUrl) {
        this.history = history;
        this.sites = sites;
        this.keys = keys;
        this.publicUrl = publicUrl;
    }

    /** Outputs with a private key are filled in for the owner only. */
    DeploymentShape deployment(Caller caller, Deployment deployment) {
        Optional<Attempt> attempt = history.lastAttempt(deployment.id());
        String self = "/orchestrator/deployments/" + deployment.id();
        return new DeploymentShape(
                deployment.id().toString(),
                CompatibleShapes.time(deployment.createdAt()),
                CompatibleShapes.time(deployment.updatedAt()),
                attempt.isPresent() ? deployment.id().toString() : null,
                deployment.status().name(),
                deployment.statusReason().orElse(null),
                outputs(caller, deployment),
                task(deployment.phase()),
                deployment.callback().orElse(null),
                deployment.group(),
                attempt.map(it -> it.site().provider()).orElse(null),
                attempt.map(this::endpoint).orElse(null),
                new CreatedBy(deployment.owner().issuer(), deployment.owner().subject()),
                List.of(
                        link("self", self),
                        link("resources", self + "/resources"),
                        link("template", self + "/template")));
    }

    private Endpoint endpoint(Attempt attempt) {
        String keystone = sites.get(attempt.site()).keystone().toString();
        return new Endpoint(keystone, attempt.site().region(), "OPENSTACK", "OPENSTACK");
    }

    private static String task(Phase phase) {
        return switch (phase) {
            case VALIDATE, PLACE -> "BROKERING";
            case PROVISION, CONFIGURE, VERIFY, CLEAN_UP, DELETE -> "DEPLOYER";
            case DONE -> "NONE";
        };
    }

    private Map<String, Object> outputs(Caller caller, Deployment deployment) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (OutputValue output : deployment.outputs()) {
            outputs.put(output.name(), reveal(output.value(), caller, deployment));
        }
        return outputs;
    }

    private Object reveal(Object value, Caller caller, Deployment deployment) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, entry) ->
                        copy.put(
                                String.valueOf(key),
                                entry == null ? "" : reveal(entry, caller, deployment)));
                yield copy;
            }
            case List<?> list ->
                    list.stream()
                            .map(entry -> entry == null ? "" : reveal(entry, caller, deployment))
                            .toList();
            case String text when text.equals(OutputValue.CREDENTIALS_MARKER) ->
                    deployment.owner().is(caller) ? keys.privateKey(deployment.id()) : "";
            default -> value;
        };
    }

    ResourceShape resource(Deployment deployment, CloudResource resource, String nodeType) {
        String self =
                "/orchestrator/deployments/" + deployment.id() + "/resources/" + resource.id();
        return new ResourceShape(
                resource.id().toString(),
                time(deployment.createdAt()),
                time(deployment.updatedAt()),
                cloudId(resource),
                state(resource.state()),
                nodeType,
                resource.node(),
                List.of(),
                Map.of(),
                List.of(
                        link("deployment", "/orchestrator/deployments/" + deployment.id()),
                        link("self", self)));
    }

    private static @Nullable String cloudId(CloudResource resource) {
        return resource.cloudId().orElse(null);
    }

    private static String time(Instant instant) {
        return CompatibleShapes.time(instant);
    }

    private static String state(ResourceState state) {
        return switch (state) {
            case PLANNED -> "INITIAL";
            case CREATING -> "CREATING";
            case READY -> "STARTED";
            case DELETING -> "DELETING";
            case DELETED -> "DELETED";
            case FAILED -> "ERROR";
        };
    }

    private Link link(String rel, String path) {
        return new Link(rel, publicUrl.of(path).toString());
    }
}
