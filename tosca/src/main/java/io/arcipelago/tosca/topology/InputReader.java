package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.InputDefinition;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.type.DefinitionKeys;
import io.arcipelago.tosca.type.Flags;
import io.arcipelago.tosca.type.Schema;
import io.arcipelago.tosca.type.SchemaReader;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.value.Plain;
import io.arcipelago.tosca.value.SecretNames;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the inputs of a template; defaults are checked like given values. */
final class InputReader {

    private final TypeClosure types;
    private final Problems problems;
    private final SchemaReader schemas;

    InputReader(TypeClosure types, Problems problems) {
        this.types = types;
        this.problems = problems;
        this.schemas = new SchemaReader(types.sources(), problems);
    }

    List<InputDefinition> read(YamlSection topology) {
        List<InputDefinition> inputs = new ArrayList<>();
        for (YamlSection.Named named : topology.entries("inputs")) {
            YamlSection.of(named.node(), named.path(), problems)
                    .ifPresent(section -> inputs.add(input(named.name(), section)));
        }
        return inputs;
    }

    private InputDefinition input(String name, YamlSection section) {
        section.onlyKeys(DefinitionKeys.PROPERTY);
        Schema schema = schemas.read(section);
        Optional<Object> defaultValue =
                section.node("default")
                        .flatMap(node ->
                                ValueReader.forData(types, problems, SecretNames.matches(name))
                                        .read(node, Optional.of(schema), section.path("default")))
                        .map(Plain::of);
        return new InputDefinition(
                name,
                schema,
                section.text("description").orElse("").strip(),
                Flags.read(section, "required", true, problems),
                defaultValue,
                section.position());
    }
}
