package io.arcipelago.tosca.type;

import java.util.Map;
import java.util.Optional;

/**
 * An interface of a node or relationship, with inputs that all its operations share.
 *
 * @param type interface type, when stated
 */
public record InterfaceDefinition(
        String name,
        Optional<String> type,
        Map<String, OperationDefinition.Input> inputs,
        Map<String, OperationDefinition> operations) {

    /** This interface on top of an inherited one. */
    public InterfaceDefinition over(InterfaceDefinition base) {
        return new InterfaceDefinition(
                name,
                type.or(base::type),
                OperationDefinition.mergeInputs(base.inputs(), inputs),
                Merge.over(base.operations(), operations, (below, above) -> above.over(below)));
    }
}
