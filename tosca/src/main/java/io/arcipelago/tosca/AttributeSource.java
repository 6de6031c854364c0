package io.arcipelago.tosca;

import java.util.List;
import java.util.Optional;

/** Knows the attributes of nodes at run time. */
@FunctionalInterface
public interface AttributeSource {

    /**
     * The values of an attribute over the instances of a node: a List by instance index, whose
     * items are String, Long, Double, Boolean, List or Map. Empty when not known yet.
     *
     * @param attributePath the attribute's name; before it the capability's name where the
     *     attribute belongs to one, as in {@code [endpoint, credential]}
     */
    Optional<Object> attribute(String node, List<String> attributePath);

    /** Before anything runs: no attribute is known. */
    static AttributeSource none() {
        return (node, attributePath) -> Optional.empty();
    }
}
