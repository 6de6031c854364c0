package io.arcipelago.tosca;

import java.util.List;
import java.util.Map;

/**
 * The relationship that fulfils a requirement.
 *
 * @param lineage names of its type and the ancestors
 */
public record Relationship(
        String type, List<String> lineage, Map<String, PropertyAssignment> properties) {

    public boolean isA(String ancestor) {
        return lineage.contains(ancestor);
    }
}
