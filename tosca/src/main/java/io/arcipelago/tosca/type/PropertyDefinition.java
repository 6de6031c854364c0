package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.Optional;

/**
 * A property, attribute or operation input that a type declares.
 *
 * @param required a value must be there once inputs are bound; never true for attributes
 * @param defaultValue as written; it may hold functions
 */
public record PropertyDefinition(
        String name,
        Schema schema,
        String description,
        boolean required,
        Optional<YamlNode> defaultValue,
        Position position) {}
