package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import java.util.Map;
import java.util.Set;

/**
 * A capability that a node type offers.
 *
 * @param properties and attributes refine those of the capability type
 * @param validSourceTypes node types that may use it; empty for any
 */
public record CapabilityDefinition(
        String name,
        String type,
        Map<String, PropertyDefinition> properties,
        Map<String, PropertyDefinition> attributes,
        Set<String> validSourceTypes,
        Position position) {}
