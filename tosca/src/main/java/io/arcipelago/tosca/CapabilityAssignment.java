package io.arcipelago.tosca;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A capability of a node with its effective properties.
 *
 * @param lineage names of its type and the ancestors
 * @param attributes names of declared attributes
 * @param validSourceTypes node types that may use it; empty for any
 */
public record CapabilityAssignment(
        String name,
        String type,
        List<String> lineage,
        Map<String, PropertyAssignment> properties,
        Set<String> attributes,
        Set<String> validSourceTypes) {

    public boolean isA(String ancestor) {
        return lineage.contains(ancestor);
    }
}
