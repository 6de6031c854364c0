package io.arcipelago.tosca;

import io.arcipelago.tosca.type.Constraint;
import io.arcipelago.tosca.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * An input of a template.
 *
 * @param required somebody must give a value unless there is a default
 * @param defaultValue String, Long, Double, Boolean, List or Map
 */
public record InputDefinition(
        String name,
        Schema schema,
        String description,
        boolean required,
        Optional<Object> defaultValue,
        Position position) {

    /** Name of the declared type, such as {@code integer} or {@code scalar-unit.size}. */
    public String type() {
        return schema.type();
    }

    /** Declared type of list items or map values. */
    public Optional<String> entryType() {
        return schema.entry().map(Schema::type);
    }

    public List<Constraint> constraints() {
        return schema.constraints();
    }
}
