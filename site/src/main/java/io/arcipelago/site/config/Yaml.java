package io.arcipelago.site.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that is read member by member. Whatever was not asked for when {@link #end} is
 * called is an error, so that a misspelt key never goes unnoticed; every error has line and column.
 */
final class Yaml {

    private final String file;
    private final Node node;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    private Yaml(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "expected a mapping of keys to values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a key");
            if (members.put(key, tuple.getValueNode()) != null) {
                throw error(tuple.getKeyNode(), "key '" + key + "' appears twice");
            }
        }
    }

    static Yaml parse(String file, String text) {
        try {
            Node root =
                    new Compose(LoadSettings.builder().setLabel(file).build())
                            .composeString(text)
                            .orElseThrow(() -> new ConfigException(file + ": the file is empty"));
            return new Yaml(file, root);
        } catch (MarkedYamlEngineException e) {
            String where =
                    e.getProblemMark()
                            .map(mark ->
                                    ", line "
                                            + (mark.getLine() + 1)
                                            + ", column "
                                            + (mark.getColumn() + 1))
                            .orElse("");
            throw new ConfigException(file + where + ": " + e.getProblem());
        }
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> optionalText(String key) {
        return member(key).map(value -> scalar(value, "'" + key + "'"));
    }

    int integer(String key, int least) {
        return optionalInteger(key, least).orElseThrow(() -> missing(key));
    }

    Optional<Integer> optionalInteger(String key, int least) {
        return member(key)
                .map(value -> {
                    if (!(value instanceof ScalarNode scalar)
                            || !scalar.getTag().equals(Tag.INT)
                            || scalar.getValue().length() > 9) {
                        throw error(value, "'" + key + "' must be a whole number");
                    }
                    int number = parse(value, key, scalar.getValue());
                    if (number < least) {
                        throw error(value, "'" + key + "' must be at least " + least);
                    }
                    return number;
                });
    }

    private int parse(Node value, String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw error(value, "'" + key + "' must be a whole decimal number");
        }
    }

    /** Seconds, possibly with a fraction. */
    Optional<Double> optionalSeconds(String key) {
        return member(key)
                .map(value -> {
                    if (value instanceof ScalarNode scalar
                            && (scalar.getTag().equals(Tag.INT)
                                    || scalar.getTag().equals(Tag.FLOAT))) {
                        double seconds = Double.parseDouble(scalar.getValue());
                        if (seconds >= 0 && seconds < 1e9) {
                            return seconds;
                        }
                    }
                    throw error(value, "'" + key + "' must be a number of seconds");
                });
    }

    boolean flag(String key) {
        return member(key)
                .map(value -> {
                    if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
                        return Boolean.parseBoolean(scalar.getValue());
                    }
                    throw error(value, "'" + key + "' must be true or false");
                })
                .orElse(false);
    }

    Optional<Yaml> optionalMap(String key) {
        return member(key).map(value -> new Yaml(file, value));
    }

    Yaml map(String key) {
        return optionalMap(key).orElseThrow(() -> missing(key));
    }

    /** A list of mappings, empty if absent. */
    <T> List<T> list(String key, Function<Yaml, T> reader) {
        List<T> list = new ArrayList<>();
        for (Node element : elements(key)) {
            Yaml map = new Yaml(file, element);
            list.add(reader.apply(map));
            map.end();
        }
        return list;
    }

    List<String> texts(String key) {
        return elements(key).stream().map(it -> scalar(it, "an element of '" + key + "'")).toList();
    }

    /** All members as texts; nothing is left to ask for. */
    Map<String, String> textMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String key : members.keySet()) {
            map.put(key, text(key));
        }
        return map;
    }

    /** All members as lists of texts. */
    Map<String, List<String>> textsMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (String key : members.keySet()) {
            map.put(key, texts(key));
        }
        return map;
    }

    /** Rejects what nobody asked for. */
    void end() {
        for (String key : members.keySet()) {
            if (!asked.contains(key)) {
                throw new ConfigException(
                        at(members.getOrDefault(key, node))
                                + ": unknown key '"
                                + key
                                + "'; known here: "
                                + String.join(", ", asked));
            }
        }
    }

    ConfigException error(String key, String message) {
        return error(members.getOrDefault(key, node), message);
    }

    private List<Node> elements(String key) {
        Optional<Node> value = member(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw error(value.get(), "'" + key + "' must be a list");
    }

    private Optional<Node> member(String key) {
        asked.add(key);
        return Optional.ofNullable(members.get(key));
    }

    private String scalar(Node value, String what) {
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw error(value, what + " must be a text");
    }

    private ConfigException missing(String key) {
        return error(node, "key '" + key + "' is missing");
    }

    private ConfigException error(Node where, String message) {
        return new ConfigException(at(where) + ": " + message);
    }

    private String at(Node where) {
        Optional<Mark> mark = where.getStartMark();
        return file
                + mark.map(it ->
                                ", line " + (it.getLine() + 1) + ", column " + (it.getColumn() + 1))
                        .orElse("");
    }
}
