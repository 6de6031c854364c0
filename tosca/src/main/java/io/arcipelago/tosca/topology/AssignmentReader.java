package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.PropertyAssignment;
import io.arcipelago.tosca.type.PropertyDefinition;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.value.Value;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads assigned properties against their declarations and completes them with defaults. */
final class AssignmentReader {

    private final Problems problems;
    private final ValueReader values;
    private final ValueReader defaults;

    AssignmentReader(TypeClosure types, Problems problems) {
        this.problems = problems;
        this.values = ValueReader.forTemplate(types, problems);
        // What is wrong with a type's default was reported once, where the type stands.
        this.defaults = ValueReader.forTemplate(types, new Problems());
    }

    /**
     * Effective properties of something.
     *
     * @param owner for messages, such as "node server"
     * @param path path of the map that holds, or would hold, the assignments
     */
    Map<String, PropertyAssignment> read(
            Map<String, PropertyDefinition> declared,
            Optional<YamlSection> assigned,
            String owner,
            Position at,
            String path) {
        Map<String, PropertyAssignment> result = new LinkedHashMap<>();
        for (PropertyDefinition definition : declared.values()) {
            result.put(definition.name(), declared(definition, assigned, owner, at, path));
        }
        assigned.ifPresent(section -> undeclared(section, declared, owner, result));
        return Collections.unmodifiableMap(result);
    }

    private PropertyAssignment declared(
            PropertyDefinition definition,
            Optional<YamlSection> assigned,
            String owner,
            Position at,
            String path) {
        String name = definition.name();
        String ownPath = path + "/" + name;
        Optional<YamlSection.Named> stated =
                assigned.flatMap(section -> section.node(name))
                        .map(node -> new YamlSection.Named(name, node, ownPath));
        Optional<Value> value =
                stated.isPresent()
                        ? values.read(
                                stated.get().node(), Optional.of(definition.schema()), ownPath)
                        : definition
                                .defaultValue()
                                .flatMap(node ->
                                        defaults.read(
                                                node, Optional.of(definition.schema()), ownPath));
        if (stated.isEmpty() && value.isEmpty() && definition.required()) {
            problems.error(
                    "property.missing",
                    at,
                    ownPath,
                    "The property %s (%s) of %s is required; add it"
                            .formatted(name, definition.schema().type(), owner));
        }
        return new PropertyAssignment(
                name,
                Optional.of(definition.schema()),
                definition.required(),
                value,
                stated.map(named -> named.node().position()).orElse(at),
                ownPath);
    }

    private void undeclared(
            YamlSection section,
            Map<String, PropertyDefinition> declared,
            String owner,
            Map<String, PropertyAssignment> into) {
        for (YamlSection.Named named : section.entries()) {
            if (declared.containsKey(named.name())) {
                continue;
            }
            problems.warning(
                    "property.undeclared",
                    named.node().position(),
                    named.path(),
                    "The type of %s declares no property '%s'%s; it is kept unchecked"
                            .formatted(
                                    owner,
                                    named.name(),
                                    Suggestion.hint(named.name(), declared.keySet())));
            into.put(
                    named.name(),
                    new PropertyAssignment(
                            named.name(),
                            Optional.empty(),
                            false,
                            values.read(named.node(), Optional.empty(), named.path()),
                            named.node().position(),
                            named.path()));
        }
    }
}
