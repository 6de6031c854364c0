package io.arcipelago.tosca;

import io.arcipelago.tosca.value.Plain;
import io.arcipelago.tosca.value.SecretNames;
import io.arcipelago.tosca.value.Value;
import io.arcipelago.tosca.value.ValueReader;
import io.arcipelago.tosca.yaml.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** One evaluation. Bounded in steps, depth and length, since values may refer to each other. */
final class EvaluationRun {

    private static final int MAX_STEPS = 10_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_TEXT = 1_000_000;

    private final BoundTemplate bound;
    private final AttributeSource attributes;
    private final References references;
    private final Deque<PropertyAssignment> underWay = new ArrayDeque<>();
    private int steps;

    EvaluationRun(BoundTemplate bound, AttributeSource attributes, References references) {
        this.bound = bound;
        this.attributes = attributes;
        this.references = references;
    }

    Evaluation assignment(PropertyAssignment assignment, Scope scope) {
        if (assignment.value().isEmpty()) {
            return new Evaluation.Absent();
        }
        if (underWay.contains(assignment)) {
            return never(
                    "%s depends on itself through %d other values"
                            .formatted(assignment.path(), underWay.size()));
        }
        if (underWay.size() > MAX_DEPTH) {
            return never("values refer to each other more than %d deep".formatted(MAX_DEPTH));
        }
        underWay.push(assignment);
        Evaluation result = evaluate(assignment.value().get(), scope);
        underWay.pop();
        return typed(assignment, result);
    }

    /** Literals were typed when they were read; what functions returned is typed here. */
    private Evaluation typed(PropertyAssignment assignment, Evaluation result) {
        if (!(result instanceof Evaluation.Known(Object value))
                || assignment.schema().isEmpty()
                || assignment.value().map(Value::isLiteral).orElse(true)) {
            return result;
        }
        Problems problems = new Problems();
        Optional<Value> read =
                ValueReader.forData(
                                bound.template().types(),
                                problems,
                                SecretNames.matches(assignment.name()))
                        .read(YamlNode.ofJava(value), assignment.schema(), assignment.path());
        if (problems.hasErrors() || read.isEmpty()) {
            return never(
                    problems.list().stream()
                            .filter(Problem::isError)
                            .map(Problem::message)
                            .findFirst()
                            .orElse("the value is empty"));
        }
        return new Evaluation.Known(Plain.of(read.get()));
    }

    Evaluation evaluate(Value value, Scope scope) {
        steps++;
        if (steps > MAX_STEPS) {
            return never("evaluation needs more than %d steps".formatted(MAX_STEPS));
        }
        return switch (value) {
            case Value.Literal literal -> new Evaluation.Known(literal.value());
            case Value.Items items -> items(items, scope);
            case Value.Fields fields -> fields(fields, scope);
            case Value.GetInput call -> input(call);
            case Value.GetProperty call -> property(call, scope);
            case Value.GetAttribute call -> attribute(call, scope);
            case Value.GetArtifact call -> artifact(call, scope);
            case Value.Concat call -> concat(call, scope);
            case Value.Token call -> token(call, scope);
        };
    }

    /** Absent items fall out; one unresolved item makes the whole list unresolved. */
    private Evaluation items(Value.Items items, Scope scope) {
        List<Object> known = new ArrayList<>();
        for (Value item : items.items()) {
            Evaluation result = evaluate(item, scope);
            if (result instanceof Evaluation.Unresolved) {
                return result;
            }
            result.known().ifPresent(known::add);
        }
        return new Evaluation.Known(Collections.unmodifiableList(known));
    }

    private Evaluation fields(Value.Fields fields, Scope scope) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            Evaluation result = evaluate(field.getValue(), scope);
            if (result instanceof Evaluation.Unresolved) {
                return result;
            }
            result.known().ifPresent(item -> known.put(field.getKey(), item));
        }
        return new Evaluation.Known(Collections.unmodifiableMap(known));
    }

    private Evaluation input(Value.GetInput call) {
        @Nullable Object value = bound.inputs().get(call.input());
        return value == null
                ? new Evaluation.Absent()
                : descend(value, call.path(), "input " + call.input(), true);
    }

    private Evaluation property(Value.GetProperty call, Scope scope) {
        return switch (references.property(call.entity(), call.path(), scope)) {
            case References.Property found -> property(found);
            case References.Missing missing -> never(missing.reason());
            case References.Attribute attribute ->
                    never(attribute.node() + " answers get_property with an attribute");
        };
    }

    private Evaluation property(References.Property found) {
        Evaluation whole = assignment(found.assignment(), found.scope());
        return whole instanceof Evaluation.Known(Object value)
                ? descend(value, found.rest(), "property " + found.assignment().name(), true)
                : whole;
    }

    private Evaluation attribute(Value.GetAttribute call, Scope scope) {
        return switch (references.attribute(call.entity(), call.path(), scope)) {
            case References.Attribute found -> attribute(found);
            case References.Missing missing -> never(missing.reason());
            case References.Property property -> property(property);
        };
    }

    private Evaluation attribute(References.Attribute found) {
        String name =
                "attribute %s of %s"
                        .formatted(String.join("/", found.attributePath()), found.node());
        Optional<Object> known = attributes.attribute(found.node(), found.attributePath());
        if (known.isPresent()) {
            return descend(known.get(), found.rest(), name, false);
        }
        if (found.property().isPresent() && !found.declared()) {
            Evaluation reflected = property(found.property().get());
            if (!(reflected instanceof Evaluation.Absent)) {
                return reflected;
            }
        }
        return later(name + " is not known yet");
    }

    private Evaluation artifact(Value.GetArtifact call, Scope scope) {
        return references
                .artifact(call.entity(), call.artifact(), scope)
                .<Evaluation>map(artifact -> new Evaluation.Known(artifact.file()))
                .orElse(never("%s has no artifact '%s'".formatted(call.entity(), call.artifact())));
    }

    /** A text with a hole is worse than none: one absent part makes the whole absent. */
    private Evaluation concat(Value.Concat call, Scope scope) {
        StringBuilder text = new StringBuilder();
        String separator = "";
        for (Value part : call.parts()) {
            Evaluation result = evaluate(part, scope);
            if (!(result instanceof Evaluation.Known(Object value))) {
                return result;
            }
            if (value instanceof List || value instanceof Map) {
                return never(
                        "concat joins texts, but one part is a list or map; add an index or key");
            }
            text.append(separator).append(value);
            separator = call.separator();
            if (text.length() > MAX_TEXT) {
                return never("the text grows beyond %d characters".formatted(MAX_TEXT));
            }
        }
        return new Evaluation.Known(text.toString());
    }

    private Evaluation token(Value.Token call, Scope scope) {
        Evaluation result = evaluate(call.text(), scope);
        if (!(result instanceof Evaluation.Known(Object value))) {
            return result;
        }
        StringTokenizer pieces = new StringTokenizer(value.toString(), call.separators());
        for (int i = 0; pieces.hasMoreTokens(); i++) {
            String piece = pieces.nextToken();
            if (i == call.index()) {
                return new Evaluation.Known(piece);
            }
        }
        return never("token has no piece number %d".formatted(call.index()));
    }

    private static Evaluation descend(
            Object value, List<String> path, String name, boolean permanent) {
        Object current = value;
        for (String step : path) {
            @Nullable Object next = child(current, step);
            if (next == null) {
                return new Evaluation.Unresolved(
                        "%s has no element '%s'".formatted(name, step), permanent);
            }
            current = next;
        }
        return new Evaluation.Known(current);
    }

    private static @Nullable Object child(Object value, String step) {
        if (value instanceof Map<?, ?> map) {
            return map.get(step);
        }
        boolean index =
                !step.isEmpty()
                        && step.length() < 9
                        && step.chars().allMatch(c -> c >= '0' && c <= '9');
        if (value instanceof List<?> list && index && Integer.parseInt(step) < list.size()) {
            return list.get(Integer.parseInt(step));
        }
        return null;
    }

    private static Evaluation later(String reason) {
        return new Evaluation.Unresolved(reason, false);
    }

    private static Evaluation never(String reason) {
        return new Evaluation.Unresolved(reason, true);
    }
}
