package io.arcipelago.tosca;

import io.arcipelago.tosca.type.Schema;
import io.arcipelago.tosca.value.Value;
import java.util.Optional;

/**
 * A property of a node, capability, relationship or policy: what the template assigns, or the
 * default of its type.
 *
 * @param schema empty when the type does not declare the property
 * @param required must have a value once the inputs are bound
 * @param value empty when neither assigned nor defaulted
 * @param path where the value, or its owner when there is none, stands
 */
public record PropertyAssignment(
        String name,
        Optional<Schema> schema,
        boolean required,
        Optional<Value> value,
        Position position,
        String path) {}
