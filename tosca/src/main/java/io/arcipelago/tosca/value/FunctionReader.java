package io.arcipelago.tosca.value;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.type.Primitive;
import io.arcipelago.tosca.type.Scalars;
import io.arcipelago.tosca.type.Schema;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognises and reads intrinsic functions: maps with one key that names a function. */
final class FunctionReader {

    private static final Set<String> SUPPORTED =
            Set.of(
                    "get_input",
                    "get_property",
                    "get_attribute",
                    "get_artifact",
                    "concat",
                    "join",
                    "token");
    private static final Set<String> UNSUPPORTED =
            Set.of("get_operation_output", "get_nodes_of_type");

    private final ValueReader values;
    private final Problems problems;

    FunctionReader(ValueReader values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    static boolean isFunction(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            return false;
        }
        String key = mapping.entries().keySet().iterator().next();
        return SUPPORTED.contains(key) || UNSUPPORTED.contains(key);
    }

    /** Empty when the function is malformed; the reason is in problems. */
    Optional<Value> read(YamlNode.Mapping node, String path) {
        Map.Entry<String, YamlNode.Entry> call = node.entries().entrySet().iterator().next();
        String name = call.getKey();
        Position at = call.getValue().key().position();
        YamlNode argument = call.getValue().value();
        return switch (name) {
            case "get_input" ->
                    path(name, argument, path, 1)
                            .map(p -> new Value.GetInput(p.getFirst(), tail(p), at));
            case "get_property" ->
                    path(name, argument, path, 2)
                            .map(p -> new Value.GetProperty(p.getFirst(), tail(p), at));
            case "get_attribute" ->
                    path(name, argument, path, 2)
                            .map(p -> new Value.GetAttribute(p.getFirst(), tail(p), at));
            case "get_artifact" ->
                    path(name, argument, path, 2)
                            .map(p -> new Value.GetArtifact(p.getFirst(), p.get(1), at));
            case "concat" -> concat(argument, at, path);
            case "join" -> join(argument, at, path);
            case "token" -> token(argument, at, path);
            default -> {
                problems.error(
                        "function.unsupported",
                        at,
                        path,
                        "The function %s is not supported; supported are %s"
                                .formatted(name, SUPPORTED.stream().sorted().toList()));
                yield Optional.empty();
            }
        };
    }

    private Optional<List<String>> path(String name, YamlNode argument, String path, int atLeast) {
        List<YamlNode> items =
                argument instanceof YamlNode.Sequence sequence
                        ? sequence.items()
                        : List.of(argument);
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                texts.add(scalar.text());
            }
        }
        if (texts.size() != items.size() || texts.size() < atLeast) {
            return malformed(
                    name,
                    argument,
                    path,
                    atLeast == 1 ? "the name of an input" : "a list such as [ node, name ]");
        }
        return Optional.of(texts);
    }

    private static List<String> tail(List<String> path) {
        return path.subList(1, path.size());
    }

    private Optional<Value> concat(YamlNode argument, Position at, String path) {
        if (!(argument instanceof YamlNode.Sequence sequence)) {
            return malformed("concat", argument, path, "a list of texts");
        }
        return parts(sequence, path).map(parts -> new Value.Concat(parts, "", at));
    }

    private Optional<Value> join(YamlNode argument, Position at, String path) {
        if (argument instanceof YamlNode.Sequence sequence
                && !sequence.items().isEmpty()
                && sequence.items().size() <= 2
                && sequence.items().getFirst() instanceof YamlNode.Sequence texts) {
            Optional<String> separator =
                    sequence.items().size() == 1
                            ? Optional.of("")
                            : text(sequence.items().getLast());
            if (separator.isPresent()) {
                return parts(texts, path).map(p -> new Value.Concat(p, separator.get(), at));
            }
        }
        return malformed("join", argument, path, "a list such as [ [ a, b ], ',' ]");
    }

    private Optional<Value> token(YamlNode argument, Position at, String path) {
        if (argument instanceof YamlNode.Sequence sequence && sequence.items().size() == 3) {
            Optional<String> separators = text(sequence.items().get(1));
            Optional<Object> index =
                    text(sequence.items().get(2))
                            .flatMap(digits -> Scalars.parse(Primitive.INTEGER, digits));
            if (separators.isPresent()
                    && index.isPresent()
                    && index.get() instanceof Long number
                    && number >= 0
                    && number < Integer.MAX_VALUE) {
                return values.read(
                                sequence.items().getFirst(),
                                Optional.of(Schema.of(Primitive.STRING)),
                                path)
                        .map(t -> new Value.Token(t, separators.get(), number.intValue(), at));
            }
        }
        return malformed("token", argument, path, "a list such as [ text, ':', 0 ]");
    }

    private Optional<List<Value>> parts(YamlNode.Sequence sequence, String path) {
        List<Value> parts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            values.read(item, Optional.of(Schema.of(Primitive.STRING)), path).ifPresent(parts::add);
        }
        return Optional.of(parts);
    }

    private static Optional<String> text(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private <T> Optional<T> malformed(
            String name, YamlNode argument, String path, String expected) {
        problems.error(
                "function.malformed",
                argument.position(),
                path,
                "%s needs %s, not %s".formatted(name, expected, argument.kind()));
        return Optional.empty();
    }
}
