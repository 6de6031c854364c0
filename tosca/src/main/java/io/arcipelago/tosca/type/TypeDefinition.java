package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of any kind; parts that the kind does not have are empty. In a {@link TypeClosure} every
 * definition already holds what it inherits.
 *
 * @param lineage this type's name, then its ancestors up to the root
 * @param primitive for a data type that narrows a built-in type, that type
 * @param constraints of such a data type
 * @param validTypes {@code valid_source_types} of a capability type
 */
public record TypeDefinition(
        TypeKind kind,
        String name,
        Optional<String> derivedFrom,
        List<String> lineage,
        String description,
        Map<String, PropertyDefinition> properties,
        Map<String, PropertyDefinition> attributes,
        Map<String, CapabilityDefinition> capabilities,
        Map<String, RequirementDefinition> requirements,
        Map<String, InterfaceDefinition> interfaces,
        Map<String, ArtifactDefinition> artifacts,
        Optional<Primitive> primitive,
        List<Constraint> constraints,
        Set<String> validTypes,
        Position position) {

    public boolean isA(String ancestor) {
        return lineage.contains(ancestor);
    }

    /** The operations that an interface type declares, inherited ones included. */
    public List<String> operationNames() {
        return interfaces.values().stream()
                .flatMap(part -> part.operations().keySet().stream())
                .distinct()
                .toList();
    }

    /** This type with everything it inherits from an already complete parent. */
    TypeDefinition over(TypeDefinition parent) {
        List<String> line = new ArrayList<>(lineage);
        line.addAll(parent.lineage());
        List<Constraint> all = new ArrayList<>(parent.constraints());
        all.addAll(constraints);
        return new TypeDefinition(
                kind,
                name,
                derivedFrom,
                List.copyOf(line),
                description,
                Merge.over(parent.properties(), properties),
                Merge.over(parent.attributes(), attributes),
                Merge.over(parent.capabilities(), capabilities, TypeDefinition::refine),
                Merge.over(parent.requirements(), requirements),
                Merge.over(parent.interfaces(), interfaces, (below, above) -> above.over(below)),
                Merge.over(parent.artifacts(), artifacts),
                primitive.or(parent::primitive),
                List.copyOf(all),
                validTypes.isEmpty() ? parent.validTypes() : validTypes,
                position);
    }

    private static CapabilityDefinition refine(
            CapabilityDefinition below, CapabilityDefinition above) {
        return new CapabilityDefinition(
                above.name(),
                above.type(),
                Merge.over(below.properties(), above.properties()),
                Merge.over(below.attributes(), above.attributes()),
                above.validSourceTypes().isEmpty()
                        ? below.validSourceTypes()
                        : above.validSourceTypes(),
                above.position());
    }
}
