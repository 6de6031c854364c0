package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads interfaces and operations, which types and templates write alike (TOSCA 1.3 3.6.17-20). */
public final class InterfaceReader {

    private static final Set<String> NOT_OPERATIONS =
            Set.of(
                    "type",
                    "inputs",
                    "operations",
                    "notifications",
                    "description",
                    "derived_from",
                    "metadata",
                    "version");
    private static final Set<String> DEFINITION_KEYS =
            Set.of(
                    "type",
                    "description",
                    "required",
                    "default",
                    "value",
                    "status",
                    "constraints",
                    "entry_schema",
                    "key_schema",
                    "metadata");
    private static final Set<String> OPERATION_KEYS =
            Set.of("description", "implementation", "inputs", "outputs", "metadata");

    private final SchemaReader schemas;
    private final Problems problems;

    public InterfaceReader(SchemaReader schemas, Problems problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    /** The interfaces under the key {@code interfaces}. */
    public Map<String, InterfaceDefinition> interfaces(YamlSection owner) {
        Map<String, InterfaceDefinition> result = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.entries("interfaces")) {
            YamlSection.of(named.node(), named.path(), problems)
                    .ifPresent(section ->
                            result.put(
                                    shortName(named.name()),
                                    read(shortName(named.name()), section)));
        }
        return result;
    }

    /** The interface that a section states. */
    InterfaceDefinition read(String name, YamlSection section) {
        Map<String, OperationDefinition> operations = new LinkedHashMap<>();
        section.entries().stream()
                .filter(entry -> !NOT_OPERATIONS.contains(entry.name()))
                .forEach(entry -> operation(entry, operations));
        section.entries("operations").forEach(entry -> operation(entry, operations));
        if (section.has("notifications")) {
            problems.warning(
                    "interface.notifications",
                    section.position(),
                    section.path("notifications"),
                    "Notifications are not supported; they are ignored");
        }
        return new InterfaceDefinition(name, section.text("type"), inputs(section), operations);
    }

    private void operation(YamlSection.Named named, Map<String, OperationDefinition> operations) {
        if (named.node() instanceof YamlNode.Scalar scalar) {
            Optional<String> file = scalar.isNull() ? Optional.empty() : Optional.of(scalar.text());
            operations.put(
                    named.name(),
                    new OperationDefinition(
                            named.name(), file, List.of(), Map.of(), scalar.position()));
            return;
        }
        YamlSection.of(named.node(), named.path(), problems)
                .ifPresent(section -> {
                    section.onlyKeys(OPERATION_KEYS);
                    operations.put(named.name(), operation(named.name(), section));
                });
    }

    private OperationDefinition operation(String name, YamlSection section) {
        Optional<String> file = Optional.empty();
        List<String> dependencies = List.of();
        Optional<YamlNode> implementation = section.node("implementation");
        if (implementation.orElse(null) instanceof YamlNode.Mapping mapping) {
            Optional<YamlSection> parts =
                    YamlSection.of(mapping, section.path("implementation"), problems);
            file = parts.flatMap(this::primary);
            dependencies = parts.map(p -> p.texts("dependencies")).orElse(List.of());
        } else {
            file = section.text("implementation");
        }
        return new OperationDefinition(
                name, file, dependencies, inputs(section), section.position());
    }

    private Optional<String> primary(YamlSection implementation) {
        return implementation.node("primary").orElse(null) instanceof YamlNode.Mapping
                ? implementation.section("primary").flatMap(primary -> primary.text("file"))
                : implementation.text("primary").or(() -> implementation.text("file"));
    }

    private Map<String, OperationDefinition.Input> inputs(YamlSection owner) {
        Map<String, OperationDefinition.Input> inputs = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.entries("inputs")) {
            inputs.put(named.name(), input(named));
        }
        return inputs;
    }

    /** Old profiles write values where newer ones write definitions; the shape tells which. */
    private OperationDefinition.Input input(YamlSection.Named named) {
        YamlNode node = named.node();
        if (node instanceof YamlNode.Mapping mapping
                && mapping.get("type").orElse(null) instanceof YamlNode.Scalar
                && DEFINITION_KEYS.containsAll(mapping.entries().keySet())) {
            Optional<YamlSection> definition = YamlSection.of(node, named.path(), problems);
            if (definition.isPresent()) {
                return new OperationDefinition.Input(
                        named.name(),
                        Optional.of(schemas.read(definition.get())),
                        Flags.read(definition.get(), "required", true, problems),
                        definition.get().node("value").or(() -> definition.get().node("default")),
                        node.position());
            }
        }
        return new OperationDefinition.Input(
                named.name(),
                Optional.empty(),
                false,
                node.isNull() ? Optional.empty() : Optional.of(node),
                node.position());
    }

    /** {@code tosca.interfaces.node.lifecycle.Standard} and {@code Standard} are one interface. */
    private static String shortName(String name) {
        return name.startsWith("tosca.interfaces.")
                ? name.substring(name.lastIndexOf('.') + 1)
                : name;
    }
}
