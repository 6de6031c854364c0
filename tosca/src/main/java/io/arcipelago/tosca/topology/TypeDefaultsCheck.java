package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.type.CapabilityDefinition;
import io.arcipelago.tosca.type.PropertyDefinition;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.value.ValueReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that defaults in types have the declared type, each once where it is declared. */
public final class TypeDefaultsCheck {

    private final TypeClosure types;
    private final ValueReader values;
    private final Set<PropertyDefinition> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    public TypeDefaultsCheck(TypeClosure types, Problems problems) {
        this.types = types;
        this.values = ValueReader.forTemplate(types, problems);
    }

    public void check() {
        for (TypeKind kind : TypeKind.values()) {
            for (TypeDefinition type : types.all(kind)) {
                String path = kind.section() + "/" + type.name();
                check(type.properties(), path + "/properties");
                check(type.attributes(), path + "/attributes");
                for (CapabilityDefinition capability : type.capabilities().values()) {
                    check(
                            capability.properties(),
                            "%s/capabilities/%s/properties".formatted(path, capability.name()));
                }
            }
        }
    }

    private void check(Map<String, PropertyDefinition> definitions, String path) {
        for (PropertyDefinition definition : definitions.values()) {
            if (seen.add(definition)) {
                definition
                        .defaultValue()
                        .ifPresent(node ->
                                values.read(
                                        node,
                                        Optional.of(definition.schema()),
                                        "%s/%s/default".formatted(path, definition.name())));
            }
        }
    }
}
