package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes planned objects exist on a site, and removes them. It can be cut off anywhere: a row says
 * {@code creating} before the site is asked, so the next run knows that the object may exist and
 * looks for it by name before it asks again.
 */
@Component
public class Provisioner {

    private final ResourceStore store;
    private final Map<ResourceKind, Effects> effects = new EnumMap<>(ResourceKind.class);

    public Provisioner(ResourceStore store) {
        this.store = store;
        effects.put(ResourceKind.KEYPAIR, new AccessEffects.KeyPairs());
        effects.put(ResourceKind.SECURITY_GROUP, new AccessEffects.SecurityGroups());
        effects.put(ResourceKind.NETWORK, new NetworkEffects.Networks());
        effects.put(ResourceKind.SUBNET, new NetworkEffects.Subnets());
        effects.put(ResourceKind.ROUTER, new NetworkEffects.Routers());
        effects.put(ResourceKind.PORT, new NetworkEffects.Ports());
        effects.put(ResourceKind.VOLUME, new ComputeEffects.Volumes());
        effects.put(ResourceKind.SERVER, new ComputeEffects.Servers());
        effects.put(ResourceKind.FLOATING_IP, new AccessEffects.FloatingIps());
    }

    /** What is still missing after a run; empty text if all is there. */
    public record Progress(int ready, int planned, String waitingFor) {

        public boolean complete() {
            return ready == planned;
        }
    }

    /** Goes as far as it can without waiting. */
    public Progress provision(
            DeploymentId deployment, int attempt, OpenStackClient site, BooleanSupplier goesOn) {
        Rows rows = new Rows(ofAttempt(deployment, attempt));
        String waitingFor = "";
        for (UUID id : rows.ids()) {
            CloudResource planned = rows.get(id);
            if (planned.state() == ResourceState.READY
                    || blocker(planned, rows.siblings()).isPresent()) {
                continue;
            }
            if (!goesOn.getAsBoolean()) {
                return rows.progress("being interrupted");
            }
            switch (ensure(planned, rows, site)) {
                case Observed.Ready there ->
                        rows.put(
                                learn(
                                        planned,
                                        ResourceState.READY,
                                        there.cloudId(),
                                        there.detail(),
                                        there.attributes()));
                case Observed.Pending pending ->
                        waitingFor = planned.kind().wire() + " " + planned.node();
            }
        }
        return rows.progress(waitingFor);
    }

    /** The rows of an attempt as they are known while a run works on them. */
    private static final class Rows {

        private final Map<UUID, CloudResource> byId = new LinkedHashMap<>();

        Rows(List<CloudResource> rows) {
            rows.forEach(this::put);
        }

        List<UUID> ids() {
            return List.copyOf(byId.keySet());
        }

        CloudResource get(UUID id) {
            return Objects.requireNonNull(byId.get(id));
        }

        void put(CloudResource resource) {
            byId.put(resource.id(), resource);
        }

        Siblings siblings() {
            return new Siblings(List.copyOf(byId.values()));
        }

        Progress progress(String waitingFor) {
            int ready =
                    (int)
                            byId.values().stream()
                                    .filter(row -> row.state() == ResourceState.READY)
                                    .count();
            return new Progress(ready, byId.size(), waitingFor);
        }
    }

    private CloudResource learn(
            CloudResource resource,
            ResourceState state,
            @Nullable String cloudId,
            @Nullable String detail,
            Map<String, Object> attributes) {
        store.record(resource.id(), state, cloudId, detail, attributes);
        return resource.learnt(state, cloudId, detail, attributes);
    }

    private Observed ensure(CloudResource planned, Rows rows, OpenStackClient site) {
        Effects kind = effects(planned.kind());
        Optional<String> known = planned.cloudId();
        if (known.isEmpty() && planned.state() == ResourceState.CREATING) {
            known = kind.find(planned, site);
        }
        if (known.isEmpty()) {
            learn(planned, ResourceState.CREATING, null, null, Map.of());
            known = Optional.of(kind.create(planned, rows.siblings(), site));
        }
        Observed seen;
        try {
            seen = kind.observe(planned, known.get(), rows.siblings(), site);
        } catch (RuntimeException e) {
            remember(planned, known.get(), rows);
            throw e;
        }
        if (seen instanceof Observed.Pending) {
            remember(planned, known.get(), rows);
        }
        return seen;
    }

    /** Writes down which object stands for a row, so that it need not be looked for by name. */
    private void remember(CloudResource planned, String cloudId, Rows rows) {
        if (planned.cloudId().isEmpty()) {
            rows.put(learn(planned, ResourceState.CREATING, cloudId, null, Map.of()));
        }
    }

    /** The first object that this one needs and that is not there yet. */
    private static Optional<CloudResource> blocker(CloudResource resource, Siblings siblings) {
        return references(resource, siblings).stream()
                .filter(needed -> needed.state() != ResourceState.READY)
                .findFirst();
    }

    private static List<CloudResource> references(CloudResource resource, Siblings siblings) {
        return switch (resource.kind()) {
            case KEYPAIR, SECURITY_GROUP, NETWORK, VOLUME -> List.of();
            case SUBNET -> named(resource, siblings, ResourceKind.NETWORK, "network");
            case ROUTER -> named(resource, siblings, ResourceKind.SUBNET, "subnet");
            case PORT ->
                    concat(
                            named(resource, siblings, ResourceKind.SUBNET, "subnet"),
                            named(
                                    resource,
                                    siblings,
                                    ResourceKind.SECURITY_GROUP,
                                    "securityGroup"));
            case SERVER ->
                    concat(
                            concat(
                                    named(resource, siblings, ResourceKind.PORT, "port"),
                                    named(resource, siblings, ResourceKind.KEYPAIR, "keypair")),
                            volumes(resource, siblings));
            case FLOATING_IP ->
                    concat(
                            named(resource, siblings, ResourceKind.PORT, "port"),
                            named(resource, siblings, ResourceKind.ROUTER, "router"));
        };
    }

    private static List<CloudResource> named(
            CloudResource resource, Siblings siblings, ResourceKind kind, String key) {
        return resource.spec().get(key) instanceof String name
                ? List.of(siblings.get(kind, name))
                : List.of();
    }

    private static List<CloudResource> volumes(CloudResource server, Siblings siblings) {
        if (server.spec().get("volumes") instanceof List<?> volumes) {
            return volumes.stream()
                    .map(volume -> (Map<?, ?>) volume)
                    .map(volume ->
                            siblings.get(ResourceKind.VOLUME, String.valueOf(volume.get("name"))))
                    .toList();
        }
        return List.of();
    }

    private static List<CloudResource> concat(List<CloudResource> one, List<CloudResource> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }

    /**
     * Removes an attempt's objects in the reverse order of creation, as far as it can without
     * waiting. Answers how many are still there.
     */
    public int remove(
            DeploymentId deployment, int attempt, OpenStackClient site, BooleanSupplier goesOn) {
        List<CloudResource> left =
                ofAttempt(deployment, attempt).reversed().stream()
                        .filter(resource -> resource.state() != ResourceState.DELETED)
                        .toList();
        int remaining = left.size();
        for (CloudResource resource : left) {
            if (!goesOn.getAsBoolean()) {
                return remaining;
            }
            if (!removed(resource, site)) {
                // What comes next in this order may need this one to be gone.
                return remaining;
            }
            store.record(resource.id(), ResourceState.DELETED, null, null, Map.of());
            remaining--;
        }
        return remaining;
    }

    private boolean removed(CloudResource resource, OpenStackClient site) {
        if (resource.state() == ResourceState.PLANNED) {
            return true;
        }
        Effects kind = effects(resource.kind());
        Optional<String> cloudId = resource.cloudId().or(() -> kind.find(resource, site));
        if (cloudId.isEmpty()) {
            return true;
        }
        if (resource.state() != ResourceState.DELETING) {
            store.record(resource.id(), ResourceState.DELETING, cloudId.get(), null, Map.of());
        }
        try {
            return kind.remove(resource, cloudId.get(), site);
        } catch (OpenStackException e) {
            if (e.kind() == OpenStackException.Kind.NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    private Effects effects(ResourceKind kind) {
        Effects found = effects.get(kind);
        if (found == null) {
            throw new IllegalStateException("nobody makes a " + kind);
        }
        return found;
    }

    private List<CloudResource> ofAttempt(DeploymentId deployment, int attempt) {
        return store.list(deployment).stream()
                .filter(resource -> resource.attempt() == attempt)
                .toList();
    }
}
