package io.arcipelago.tosca;

import java.util.List;
import java.util.Optional;

/** How many instances a node has. */
final class InstanceCount {

    private static final List<String> PROPERTIES = List.of("count", "default_instances");

    private InstanceCount() {}

    static int of(BoundTemplate bound, String node) {
        Optional<String> host = bound.hostOf(node);
        return host.isPresent()
                ? of(bound, host.get())
                : stated(bound, node)
                        .flatMap(Evaluation::known)
                        .filter(Long.class::isInstance)
                        .map(count ->
                                Math.toIntExact(Math.clamp((Long) count, 0, Integer.MAX_VALUE)))
                        .orElse(1);
    }

    /** What the scalable capability says; empty when there is none or it says nothing. */
    static Optional<Evaluation> stated(BoundTemplate bound, String node) {
        Evaluator evaluator = bound.evaluator(AttributeSource.none());
        return bound.template().node(node).stream()
                .flatMap(template -> template.capabilities().values().stream())
                .filter(capability -> capability.isA("tosca.capabilities.Scalable"))
                .flatMap(capability ->
                        PROPERTIES.stream()
                                .map(property ->
                                        evaluator.capabilityProperty(
                                                node, capability.name(), property)))
                .filter(result -> !(result instanceof Evaluation.Absent))
                .findFirst();
    }
}
