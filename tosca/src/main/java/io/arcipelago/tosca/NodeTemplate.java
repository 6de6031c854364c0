package io.arcipelago.tosca;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node of the topology with everything its type gives it.
 *
 * @param lineage names of its type and the ancestors
 * @param properties declared and assigned ones, in the order of the type
 * @param interfaces operations by interface and operation name
 * @param attributes names of declared attributes
 */
public record NodeTemplate(
        String name,
        String type,
        List<String> lineage,
        String description,
        Map<String, String> metadata,
        Map<String, PropertyAssignment> properties,
        Map<String, CapabilityAssignment> capabilities,
        List<Requirement> requirements,
        Map<String, Map<String, Operation>> interfaces,
        Map<String, Artifact> artifacts,
        Set<String> attributes,
        Position position) {

    /** Whether the type is, or derives from, the named one. */
    public boolean isA(String ancestor) {
        return lineage.contains(ancestor);
    }

    public Optional<Operation> operation(String interfaceName, String operation) {
        return Optional.ofNullable(interfaces.getOrDefault(interfaceName, Map.of()).get(operation));
    }

    /** All operations, in order. */
    public List<Operation> operations() {
        return interfaces.values().stream().flatMap(all -> all.values().stream()).toList();
    }
}
