package io.arcipelago.tosca;

import java.util.List;
import java.util.Map;

/**
 * A policy of the topology.
 *
 * @param lineage names of its type and the ancestors
 * @param targets names of nodes; empty when the policy holds for the whole template
 */
public record PolicyTemplate(
        String name,
        String type,
        List<String> lineage,
        Map<String, PropertyAssignment> properties,
        List<String> targets,
        Position position) {

    public boolean isA(String ancestor) {
        return lineage.contains(ancestor);
    }
}
