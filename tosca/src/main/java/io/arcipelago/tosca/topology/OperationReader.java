package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.Operation;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.PropertyAssignment;
import io.arcipelago.tosca.type.ArtifactDefinition;
import io.arcipelago.tosca.type.InterfaceDefinition;
import io.arcipelago.tosca.type.InterfaceReader;
import io.arcipelago.tosca.type.Merge;
import io.arcipelago.tosca.type.OperationDefinition;
import io.arcipelago.tosca.type.SchemaReader;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.value.Value;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes the operations of a node: its own over its type's over its ancestors'. */
final class OperationReader {

    private final TypeClosure types;
    private final Problems problems;
    private final InterfaceReader interfaces;
    private final ValueReader values;

    OperationReader(TypeClosure types, Problems problems) {
        this.types = types;
        this.problems = problems;
        this.interfaces =
                new InterfaceReader(new SchemaReader(types.sources(), problems), problems);
        this.values = ValueReader.forTemplate(types, problems);
    }

    Map<String, Map<String, Operation>> read(
            YamlSection node, TypeDefinition type, Map<String, ArtifactDefinition> artifacts) {
        Map<String, InterfaceDefinition> merged =
                Merge.over(
                        type.interfaces(),
                        interfaces.interfaces(node),
                        (below, above) -> above.over(below));
        Map<String, Map<String, Operation>> result = new LinkedHashMap<>();
        for (InterfaceDefinition definition : merged.values()) {
            Map<String, Operation> operations = new LinkedHashMap<>();
            for (OperationDefinition operation : definition.operations().values()) {
                known(definition, operation, node);
                operations.put(operation.name(), operation(definition, operation, node, artifacts));
            }
            result.put(definition.name(), Collections.unmodifiableMap(operations));
        }
        return Collections.unmodifiableMap(result);
    }

    /** An operation that the interface type does not declare is never called by anybody. */
    private void known(
            InterfaceDefinition definition, OperationDefinition operation, YamlSection node) {
        Optional<TypeDefinition> type =
                types.sources()
                        .interfaceType(definition.type().orElse(definition.name()))
                        .flatMap(name -> types.find(TypeKind.INTERFACE, name));
        List<String> declared = type.map(TypeDefinition::operationNames).orElse(List.of());
        if (type.isPresent() && !declared.contains(operation.name())) {
            problems.warning(
                    "operation.undeclared",
                    operation.position(),
                    node.path("interfaces/" + definition.name() + "/" + operation.name()),
                    "The interface %s has no operation '%s'; it has %s"
                            .formatted(definition.name(), operation.name(), declared));
        }
    }

    private Operation operation(
            InterfaceDefinition definition,
            OperationDefinition operation,
            YamlSection node,
            Map<String, ArtifactDefinition> artifacts) {
        String path = node.path("interfaces/%s/%s".formatted(definition.name(), operation.name()));
        Map<String, PropertyAssignment> inputs = new LinkedHashMap<>();
        OperationDefinition.mergeInputs(definition.inputs(), operation.inputs())
                .forEach((name, input) -> inputs.put(name, input(input, path)));
        return new Operation(
                definition.name(),
                operation.name(),
                operation.implementation().map(file -> file(file, artifacts)),
                operation.dependencies().stream().map(file -> file(file, artifacts)).toList(),
                Collections.unmodifiableMap(inputs),
                operation.position());
    }

    private PropertyAssignment input(OperationDefinition.Input input, String path) {
        String own = path + "/inputs/" + input.name();
        Optional<Value> value =
                input.value().flatMap(node -> values.read(node, input.schema(), own));
        if (input.value().isEmpty() && input.required()) {
            problems.error(
                    "operation.input-missing",
                    input.position(),
                    own,
                    "The operation input %s is required and has no value; assign one"
                            .formatted(input.name()));
        }
        return new PropertyAssignment(
                input.name(), input.schema(), input.required(), value, input.position(), own);
    }

    private static String file(String named, Map<String, ArtifactDefinition> artifacts) {
        return Optional.ofNullable(artifacts.get(named))
                .map(ArtifactDefinition::file)
                .orElse(named);
    }
}
