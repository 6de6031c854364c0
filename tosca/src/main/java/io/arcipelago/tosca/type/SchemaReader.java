package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the schema part of property, input and entry definitions. */
public final class SchemaReader {

    private static final int MAX_PATTERN_LENGTH = 1000;

    private final TypeSources sources;
    private final Problems problems;

    public SchemaReader(TypeSources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** The schema of a definition; a missing type is read as string, with a warning. */
    public Schema read(YamlSection definition) {
        Optional<String> stated = definition.text("type");
        if (stated.isEmpty()) {
            problems.warning(
                    "schema.no-type",
                    definition.position(),
                    definition.path(),
                    "No type is stated; string is assumed");
        }
        return read(definition, stated.orElse(Primitive.STRING.typeName()));
    }

    private Schema read(YamlSection definition, String reference) {
        Position at = definition.node("type").map(YamlNode::position).orElse(definition.position());
        String type = typeName(reference, at, definition.path("type"));
        Optional<Schema> entry = definition.node("entry_schema").map(n -> entry(n, definition));
        Optional<Primitive> base = primitiveOf(type);
        if (entry.isPresent()
                && base.filter(p -> p == Primitive.LIST || p == Primitive.MAP).isEmpty()) {
            problems.warning(
                    "schema.entry",
                    at,
                    definition.path("entry_schema"),
                    "entry_schema has no meaning for type %s and is ignored".formatted(type));
            entry = Optional.empty();
        }
        List<Constraint> constraints =
                base.map(primitive -> constraints(definition, primitive)).orElse(List.of());
        return new Schema(type, entry, constraints);
    }

    /** {@code entry_schema} may be a type name or a map with type and constraints. */
    private Schema entry(YamlNode node, YamlSection parent) {
        if (node instanceof YamlNode.Scalar scalar) {
            String name = typeName(scalar.text(), scalar.position(), parent.path("entry_schema"));
            return new Schema(name, Optional.empty(), List.of());
        }
        return YamlSection.of(node, parent.path("entry_schema"), problems)
                .map(this::read)
                .orElse(Schema.of(Primitive.STRING));
    }

    private String typeName(String reference, Position at, String path) {
        Optional<Primitive> primitive = Primitive.named(reference);
        if (primitive.isPresent()) {
            return primitive.get().typeName();
        }
        return TypeNames.resolve(sources, TypeKind.DATA, reference, at, path, problems)
                .orElse(Primitive.STRING.typeName());
    }

    /** The built-in type below a data type that narrows one, such as a port number. */
    Optional<Primitive> primitiveOf(String type) {
        Set<String> seen = new HashSet<>();
        Optional<String> current = Optional.of(type);
        while (current.isPresent() && seen.add(current.get())) {
            Optional<Primitive> primitive = Primitive.named(current.get());
            if (primitive.isPresent()) {
                return primitive;
            }
            current =
                    sources.find(TypeKind.DATA, current.get())
                            .map(declaration -> declaration.entry().value())
                            .flatMap(SchemaReader::derivedFrom);
        }
        return Optional.empty();
    }

    private static Optional<String> derivedFrom(YamlNode declaration) {
        return declaration instanceof YamlNode.Mapping mapping
                        && mapping.get("derived_from").orElse(null)
                                instanceof YamlNode.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** The constraints of a definition whose values are of the given built-in type. */
    List<Constraint> constraints(YamlSection definition, Primitive type) {
        Optional<YamlNode> node = definition.node("constraints");
        if (node.isEmpty()) {
            return List.of();
        }
        List<Constraint> result = new ArrayList<>();
        String path = definition.path("constraints");
        if (node.get() instanceof YamlNode.Mapping map) {
            problems.warning(
                    "constraint.map",
                    map.position(),
                    path,
                    "constraints should be a list of '- operator: value' items;"
                            + " the map is read as one");
            map.entries().forEach((key, entry) -> clause(key, entry, type, path, result));
        } else if (node.get() instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                YamlSection.of(item, path, problems)
                        .ifPresent(section ->
                                section.mapping()
                                        .entries()
                                        .forEach((key, entry) ->
                                                clause(key, entry, type, path, result)));
            }
        } else {
            problems.error(
                    "constraint.shape",
                    node.get().position(),
                    path,
                    "constraints must be a list of '- operator: value' items");
        }
        return result;
    }

    private void clause(
            String key, YamlNode.Entry entry, Primitive type, String path, List<Constraint> into) {
        Optional<Constraint.Operator> operator = Constraint.Operator.named(key);
        Position at = entry.key().position();
        if (operator.isEmpty()) {
            problems.warning(
                    "constraint.unknown",
                    at,
                    path,
                    "The constraint '%s' is not known and is not checked".formatted(key));
            return;
        }
        operands(operator.get(), entry.value(), type)
                .ifPresentOrElse(
                        operands -> into.add(new Constraint(operator.get(), operands)),
                        () ->
                                problems.error(
                                        "constraint.operand",
                                        at,
                                        path,
                                        "The constraint %s has an operand that does not fit type %s: %s"
                                                .formatted(
                                                        key,
                                                        type.typeName(),
                                                        entry.value().kind())));
    }

    private static Optional<List<Object>> operands(
            Constraint.Operator operator, YamlNode node, Primitive type) {
        List<YamlNode> nodes =
                node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
        boolean several =
                operator == Constraint.Operator.IN_RANGE
                        || operator == Constraint.Operator.VALID_VALUES;
        if (several != node instanceof YamlNode.Sequence
                || (operator == Constraint.Operator.IN_RANGE && nodes.size() != 2)) {
            return Optional.empty();
        }
        Primitive operandType =
                operator.isLength()
                        ? Primitive.INTEGER
                        : operator == Constraint.Operator.PATTERN ? Primitive.STRING : type;
        List<Object> operands = new ArrayList<>();
        for (YamlNode item : nodes) {
            Optional<Object> operand = operand(operator, item, operandType);
            if (operand.isEmpty()) {
                return Optional.empty();
            }
            operands.add(operand.get());
        }
        return Optional.of(operands);
    }

    private static Optional<Object> operand(
            Constraint.Operator operator, YamlNode node, Primitive type) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return Optional.empty();
        }
        if (operator == Constraint.Operator.IN_RANGE
                && scalar.text().equals(Constraint.UNBOUNDED)) {
            return Optional.of(Constraint.UNBOUNDED);
        }
        if (operator == Constraint.Operator.PATTERN && !isPattern(scalar.text())) {
            return Optional.empty();
        }
        return Scalars.parse(type, scalar.text());
    }

    private static boolean isPattern(String text) {
        if (text.length() > MAX_PATTERN_LENGTH) {
            return false;
        }
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
