package io.arcipelago.tosca.yaml;

import io.arcipelago.tosca.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A YAML value with its position. Scalars keep the text as written: {@code 20.04} is those five
 * characters until a TOSCA declaration says what type it has.
 */
public sealed interface YamlNode {

    Position position();

    /** Short word for messages: "text", "a list", "a map". */
    String kind();

    /** Equal in content, wherever it stands. */
    boolean sameAs(YamlNode other);

    /** A YAML null: nothing, {@code ~} or an unquoted {@code null}. */
    default boolean isNull() {
        return false;
    }

    /** Text; {@code plain} when it stood without quotes and not in a block. */
    record Scalar(String text, boolean plain, Position position) implements YamlNode {

        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        @Override
        public String kind() {
            return isNull() ? "nothing" : "'" + text + "'";
        }

        @Override
        public boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public boolean sameAs(YamlNode other) {
            return other instanceof Scalar that
                    && text.equals(that.text)
                    && isNull() == that.isNull();
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, Position position) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public boolean sameAs(YamlNode other) {
            if (!(other instanceof Sequence that) || items.size() != that.items.size()) {
                return false;
            }
            for (int i = 0; i < items.size(); i++) {
                if (!items.get(i).sameAs(that.items.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A map with text keys, in the order written. */
    record Mapping(Map<String, Entry> entries, Position position) implements YamlNode {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<YamlNode> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public boolean sameAs(YamlNode other) {
            if (!(other instanceof Mapping that)
                    || !entries.keySet().equals(that.entries.keySet())) {
                return false;
            }
            return entries.entrySet().stream()
                    .allMatch(e -> sameValue(e.getValue(), that.entries.get(e.getKey())));
        }

        private static boolean sameValue(Entry mine, @Nullable Entry theirs) {
            return theirs != null && mine.value().sameAs(theirs.value());
        }
    }

    /** One key of a map with its value. */
    record Entry(Scalar key, YamlNode value) {}

    /**
     * Wraps plain Java values (String, Number, Boolean, List, Map) so that given inputs take the
     * same way as values from a file.
     */
    static YamlNode ofJava(@Nullable Object value) {
        if (value == null) {
            return new Scalar("", true, Position.NONE);
        }
        if (value instanceof List<?> list) {
            List<YamlNode> items = new ArrayList<>();
            for (Object item : list) {
                items.add(ofJava(item));
            }
            return new Sequence(items, Position.NONE);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                String name = String.valueOf(key);
                entries.put(name, new Entry(new Scalar(name, false, Position.NONE), ofJava(item)));
            });
            return new Mapping(entries, Position.NONE);
        }
        return new Scalar(value.toString(), !(value instanceof String), Position.NONE);
    }
}
