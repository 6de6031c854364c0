package io.arcipelago.orchestrator.provisioning;

import java.util.List;
import java.util.Optional;

/** The objects of the same attempt, for those that refer to each other by name. */
public record Siblings(List<CloudResource> resources) {

    public Siblings {
        resources = List.copyOf(resources);
    }

    /** The object of this kind and name; it must be part of the plan. */
    public CloudResource get(ResourceKind kind, String name) {
        return find(kind, name)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the plan has no %s %s".formatted(kind.wire(), name)));
    }

    public Optional<CloudResource> find(ResourceKind kind, String name) {
        return resources.stream()
                .filter(resource -> resource.kind() == kind && resource.name().equals(name))
                .findFirst();
    }
}
