package io.arcipelago.tosca;

import java.util.Map;
import java.util.Optional;

/**
 * What the words SELF, HOST, SOURCE and TARGET mean where a value stands.
 *
 * @param self node that SELF is and that HOST starts from
 * @param source node at the near end of a relationship
 * @param target node at its far end
 * @param relationship properties that SELF has inside a relationship
 */
public record Scope(
        Optional<String> self,
        Optional<String> source,
        Optional<String> target,
        Map<String, PropertyAssignment> relationship) {

    /** Outside every node: in outputs and policies only node names are allowed. */
    public static Scope template() {
        return new Scope(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    public static Scope node(String name) {
        return new Scope(Optional.of(name), Optional.empty(), Optional.empty(), Map.of());
    }

    public static Scope relationship(String source, Requirement requirement) {
        return new Scope(
                Optional.empty(),
                Optional.of(source),
                Optional.of(requirement.target()),
                requirement.relationship().properties());
    }
}
