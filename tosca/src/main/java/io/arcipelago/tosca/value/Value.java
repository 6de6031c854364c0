package io.arcipelago.tosca.value;

import io.arcipelago.tosca.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A value as a template states it. Functions stay symbolic until somebody evaluates them, so one
 * value serves all three moments: inputs are known at submit, networks after placement, addresses
 * once servers run.
 */
public sealed interface Value {

    /** The values directly inside this one. */
    default Stream<Value> children() {
        return Stream.empty();
    }

    /** This value and all values inside it. */
    default Stream<Value> all() {
        return Stream.concat(Stream.of(this), children().flatMap(Value::all));
    }

    /** Whether no function is inside. */
    default boolean isLiteral() {
        return all().noneMatch(value -> value instanceof Function);
    }

    /**
     * A known scalar.
     *
     * @param value String, Long, Double or Boolean
     */
    record Literal(Object value) implements Value {}

    /** A list of values. */
    record Items(List<Value> items) implements Value {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Stream<Value> children() {
            return items.stream();
        }
    }

    /** A map of values, in order. */
    record Fields(Map<String, Value> fields) implements Value {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Stream<Value> children() {
            return fields.values().stream();
        }
    }

    /** An intrinsic function (TOSCA 1.3 chapter 4). */
    sealed interface Function extends Value {

        /** Where it stands, for messages. */
        Position position();
    }

    /**
     * The value of an input.
     *
     * @param path keys and indices into the value; empty for all of it
     */
    record GetInput(String input, List<String> path, Position position) implements Function {

        public GetInput {
            path = List.copyOf(path);
        }
    }

    /**
     * A property of a node, or of one of its capabilities or requirements.
     *
     * @param entity node name, SELF, HOST, SOURCE or TARGET
     * @param path {@code [capability or requirement], property, key or index...}
     */
    record GetProperty(String entity, List<String> path, Position position) implements Function {

        public GetProperty {
            path = List.copyOf(path);
        }
    }

    /** An attribute, known at run time only; the path is as in {@link GetProperty}. */
    record GetAttribute(String entity, List<String> path, Position position) implements Function {

        public GetAttribute {
            path = List.copyOf(path);
        }
    }

    /** The file of an artifact of a node. */
    record GetArtifact(String entity, String artifact, Position position) implements Function {}

    /** Texts joined with a separator; {@code concat} has an empty one. */
    record Concat(List<Value> parts, String separator, Position position) implements Function {

        public Concat {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Value> children() {
            return parts.stream();
        }
    }

    /** One piece of a text that is cut at any of the separator characters; 0 is the first. */
    record Token(Value text, String separators, int index, Position position) implements Function {

        @Override
        public Stream<Value> children() {
            return Stream.of(text);
        }
    }
}
