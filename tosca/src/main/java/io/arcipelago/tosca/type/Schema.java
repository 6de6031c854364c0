package io.arcipelago.tosca.type;

import java.util.List;
import java.util.Optional;

/**
 * The declared type of a value.
 *
 * @param type a built-in type or the full name of a data type
 * @param entry type of list items or map values, when declared
 */
public record Schema(String type, Optional<Schema> entry, List<Constraint> constraints) {

    public Schema {
        constraints = List.copyOf(constraints);
    }

    public static Schema of(Primitive primitive) {
        return new Schema(primitive.typeName(), Optional.empty(), List.of());
    }
}
