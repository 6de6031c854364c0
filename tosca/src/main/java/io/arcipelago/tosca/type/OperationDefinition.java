package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of an interface, as a type or a template states it.
 *
 * @param implementation path of the file or name of an artifact; empty for an operation that does
 *     nothing
 * @param dependencies further files or artifacts of the implementation
 */
public record OperationDefinition(
        String name,
        Optional<String> implementation,
        List<String> dependencies,
        Map<String, Input> inputs,
        Position position) {

    /**
     * One input of an operation.
     *
     * @param schema empty when only a value is given, as the 1.0 profile allows
     * @param value as written; empty when it is only declared
     */
    public record Input(
            String name,
            Optional<Schema> schema,
            boolean required,
            Optional<YamlNode> value,
            Position position) {}

    /** This operation on top of an inherited one: own parts win, inputs merge. */
    public OperationDefinition over(OperationDefinition base) {
        return new OperationDefinition(
                name,
                implementation.or(base::implementation),
                implementation.isPresent() ? dependencies : base.dependencies(),
                mergeInputs(base.inputs(), inputs),
                position);
    }

    /** Own inputs over inherited ones; a bare value takes the inherited type. */
    public static Map<String, Input> mergeInputs(Map<String, Input> base, Map<String, Input> own) {
        return Merge.over(
                base,
                own,
                (below, above) ->
                        new Input(
                                above.name(),
                                above.schema().or(below::schema),
                                above.schema().isPresent() ? above.required() : below.required(),
                                above.value().or(below::value),
                                above.position()));
    }
}
