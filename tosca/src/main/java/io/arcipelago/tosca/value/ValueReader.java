package io.arcipelago.tosca.value;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.type.Constraint;
import io.arcipelago.tosca.type.Primitive;
import io.arcipelago.tosca.type.PropertyDefinition;
import io.arcipelago.tosca.type.Scalars;
import io.arcipelago.tosca.type.Schema;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns YAML into typed values. The declared type decides, never the YAML spelling: {@code 20.04}
 * is text where text is declared, {@code yes} is a boolean where a boolean is declared.
 *
 * <p>Without a declared type, unquoted whole numbers become Long, {@code true} and {@code false}
 * become Boolean and everything else stays text, so that a version such as 20.10 survives.
 */
public final class ValueReader {

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    private static final int MAX_DATA_DEPTH = 32;

    private final TypeClosure types;
    private final Problems problems;
    private final boolean functionsAllowed;
    private final boolean secret;
    private final FunctionReader functions;

    private ValueReader(
            TypeClosure types, Problems problems, boolean functionsAllowed, boolean secret) {
        this.types = types;
        this.problems = problems;
        this.functionsAllowed = functionsAllowed;
        this.secret = secret;
        this.functions = new FunctionReader(this, problems);
    }

    /** Reads values of a template, which may hold functions. */
    public static ValueReader forTemplate(TypeClosure types, Problems problems) {
        return new ValueReader(types, problems, true, false);
    }

    /**
     * Reads data: a map that looks like a function is a map. Secret values stay out of messages.
     */
    public static ValueReader forData(TypeClosure types, Problems problems, boolean secret) {
        return new ValueReader(types, problems, false, secret);
    }

    /** Empty for nothing ({@code null}) and for a wrong value, whose problem is then recorded. */
    public Optional<Value> read(YamlNode node, Optional<Schema> schema, String path) {
        return read(node, schema, path, 0);
    }

    private Optional<Value> read(YamlNode node, Optional<Schema> schema, String path, int depth) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (functionsAllowed
                && node instanceof YamlNode.Mapping mapping
                && FunctionReader.isFunction(mapping)) {
            return functions.read(mapping, path);
        }
        if (schema.isEmpty()) {
            return Optional.of(untyped(node, path));
        }
        Optional<TypeDefinition> data = types.find(TypeKind.DATA, schema.get().type());
        Optional<Primitive> primitive =
                Primitive.named(schema.get().type())
                        .or(() -> data.flatMap(TypeDefinition::primitive));
        Optional<Value> value =
                primitive.isPresent()
                        ? builtIn(node, primitive.get(), schema.get(), path, depth)
                        : data.flatMap(type -> record(node, type, path, depth));
        if (primitive.isPresent() && value.isPresent()) {
            List<Constraint> constraints = new ArrayList<>(schema.get().constraints());
            data.ifPresent(type -> constraints.addAll(type.constraints()));
            check(value.get(), primitive.get(), constraints, node.position(), path);
        }
        return value;
    }

    private Value untyped(YamlNode node, String path) {
        return switch (node) {
            case YamlNode.Scalar scalar -> new Value.Literal(guess(scalar));
            case YamlNode.Sequence sequence ->
                    new Value.Items(items(sequence, Optional.empty(), path, 0));
            case YamlNode.Mapping mapping ->
                    new Value.Fields(fields(mapping, Optional.empty(), path, 0));
        };
    }

    private static Object guess(YamlNode.Scalar scalar) {
        if (!scalar.plain()) {
            return scalar.text();
        }
        if (WHOLE.matcher(scalar.text()).matches()) {
            return Long.valueOf(scalar.text());
        }
        return switch (scalar.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> scalar.text();
        };
    }

    private Optional<Value> builtIn(
            YamlNode node, Primitive type, Schema schema, String path, int depth) {
        return switch (type) {
            case LIST -> {
                if (node instanceof YamlNode.Sequence sequence) {
                    yield Optional.of(
                            new Value.Items(items(sequence, schema.entry(), path, depth)));
                }
                yield wrong(node, type, path);
            }
            case MAP -> {
                if (node instanceof YamlNode.Mapping mapping) {
                    yield Optional.of(
                            new Value.Fields(fields(mapping, schema.entry(), path, depth)));
                }
                yield wrong(node, type, path);
            }
            case RANGE -> range(node, path);
            case JSON, XML ->
                    node instanceof YamlNode.Scalar
                            ? scalar(node, type, path)
                            : Optional.of(untyped(node, path));
            case STRING,
                    INTEGER,
                    FLOAT,
                    BOOLEAN,
                    TIMESTAMP,
                    VERSION,
                    SIZE,
                    TIME,
                    FREQUENCY,
                    BITRATE ->
                    scalar(node, type, path);
        };
    }

    private Optional<Value> scalar(YamlNode node, Primitive type, String path) {
        if (node instanceof YamlNode.Scalar scalar) {
            Optional<Object> parsed = Scalars.parse(type, scalar.text());
            if (parsed.isPresent()) {
                return parsed.map(Value.Literal::new);
            }
        }
        return wrong(node, type, path);
    }

    private Optional<Value> range(YamlNode node, String path) {
        if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().size() != 2) {
            return wrong(node, Primitive.RANGE, path);
        }
        List<Value> bounds = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Scalar scalar
                    && scalar.text().equals(Constraint.UNBOUNDED)) {
                bounds.add(new Value.Literal(Constraint.UNBOUNDED));
            } else {
                read(item, Optional.of(Schema.of(Primitive.INTEGER)), path).ifPresent(bounds::add);
            }
        }
        boolean reversed =
                bounds.size() == 2
                        && bounds.getFirst() instanceof Value.Literal(Long low)
                        && bounds.getLast() instanceof Value.Literal(Long high)
                        && low > high;
        if (reversed) {
            return wrong(node, Primitive.RANGE, path);
        }
        return bounds.size() == 2 ? Optional.of(new Value.Items(bounds)) : Optional.empty();
    }

    private List<Value> items(
            YamlNode.Sequence sequence, Optional<Schema> entry, String path, int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            read(sequence.items().get(i), entry, path + "/" + i, depth + 1).ifPresent(items::add);
        }
        return items;
    }

    private Map<String, Value> fields(
            YamlNode.Mapping mapping, Optional<Schema> entry, String path, int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, item) ->
                        read(item.value(), entry, path + "/" + key, depth + 1)
                                .ifPresent(value -> fields.put(key, value)));
        return fields;
    }

    /** A value of a data type with properties: checked, completed with defaults. */
    private Optional<Value> record(YamlNode node, TypeDefinition type, String path, int depth) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            problems.error(
                    "value.type",
                    node.position(),
                    path,
                    "A value of type %s is a map with %s, not %s"
                            .formatted(type.name(), type.properties().keySet(), shown(node)));
            return Optional.empty();
        }
        if (depth > MAX_DATA_DEPTH) {
            // A default of a data type that contains itself would go on for ever.
            problems.error(
                    "value.too-deep",
                    node.position(),
                    path,
                    "Values of type %s are nested too deep".formatted(type.name()));
            return Optional.empty();
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (PropertyDefinition property : type.properties().values()) {
            Optional<YamlNode> stated = mapping.get(property.name()).filter(n -> !n.isNull());
            Optional<YamlNode> used = stated.or(property::defaultValue).filter(n -> !n.isNull());
            if (used.isEmpty() && property.required()) {
                problems.error(
                        "property.missing",
                        node.position(),
                        path,
                        "The field %s of %s is required; add it"
                                .formatted(property.name(), type.name()));
            }
            used.flatMap(n ->
                            read(
                                    n,
                                    Optional.of(property.schema()),
                                    path + "/" + property.name(),
                                    depth + 1))
                    .ifPresent(value -> fields.put(property.name(), value));
        }
        undeclared(mapping, type, path, fields);
        return Optional.of(new Value.Fields(fields));
    }

    private void undeclared(
            YamlNode.Mapping mapping, TypeDefinition type, String path, Map<String, Value> fields) {
        mapping.entries()
                .forEach((key, entry) -> {
                    if (!type.properties().containsKey(key)) {
                        problems.warning(
                                "property.undeclared",
                                entry.key().position(),
                                path + "/" + key,
                                "The type %s declares no field '%s'%s; it is kept unchecked"
                                        .formatted(
                                                type.name(),
                                                key,
                                                Suggestion.hint(key, type.properties().keySet())));
                        read(entry.value(), Optional.empty(), path + "/" + key)
                                .ifPresent(value -> fields.put(key, value));
                    }
                });
    }

    private void check(
            Value value, Primitive type, List<Constraint> constraints, Position at, String path) {
        if (constraints.isEmpty() || !value.isLiteral()) {
            return;
        }
        Object plain = Plain.of(value);
        for (Constraint constraint : constraints) {
            constraint
                    .violation(type, plain)
                    .ifPresent(demand ->
                            problems.error(
                                    "constraint.violated",
                                    at,
                                    path,
                                    "%s %s, but is %s"
                                            .formatted(
                                                    lastOf(path),
                                                    demand,
                                                    secret
                                                            ? "something else"
                                                            : "'" + plain + "'")));
        }
    }

    private <T> Optional<T> wrong(YamlNode node, Primitive type, String path) {
        problems.error(
                "value.type",
                node.position(),
                path,
                "%s must be of type %s (%s), not %s"
                        .formatted(
                                lastOf(path), type.typeName(), Scalars.example(type), shown(node)));
        return Optional.empty();
    }

    private String shown(YamlNode node) {
        return secret ? "something else" : node.kind();
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
