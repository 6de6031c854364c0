package io.arcipelago.feeder.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that is read key by key. A wrong value is noted and reads as absent, so that one
 * pass finds all that is wrong. Values are taken as they are written: an id of digits and one
 * {@code e} stays a text, though YAML calls it a number.
 */
final class Section {

    /** Keys of one's own, which nobody reads. */
    private static final String OWN = "x_";

    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");

    private final MappingNode node;
    private final Problems problems;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Section(MappingNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.error(tuple.getKeyNode(), "this key is no text", "Write a plain name");
            } else if (keys.putIfAbsent(key.getValue(), key) != null) {
                problems.error(
                        key, "key '" + key.getValue() + "' appears twice", "Keep one of the two");
            } else {
                values.put(key.getValue(), tuple.getValueNode());
            }
        }
    }

    /** The file's top level; empty, with a problem noted, if it has none. */
    static Optional<Section> parse(String text, Problems problems) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(new Section(mapping, problems));
            }
            problems.ofFile(
                    Problem.Severity.ERROR,
                    "the file has no keys",
                    "Begin it with 'trusted_idps:'");
        } catch (MarkedYamlEngineException e) {
            problems.syntax(e.getProblemMark(), String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            problems.syntax(Optional.empty(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Reads another spelling of a key, with a warning. */
    Section alias(String other, String key) {
        Node value = values.remove(other);
        Node at = keys.remove(other);
        if (value != null && at != null) {
            if (values.containsKey(key)) {
                problems.error(
                        at,
                        "'" + other + "' and '" + key + "' are the same key",
                        "Keep '" + key + "'");
            } else {
                problems.warning(
                        at, "'" + other + "' is read as '" + key + "'", "Write '" + key + "'");
                values.put(key, value);
                keys.put(key, at);
            }
        }
        return this;
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** Makes a key known whose value does not matter. */
    void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Present if there is a text, or anything that can be read as one, and it is not empty. */
    Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue).filter(it -> !it.isEmpty());
    }

    /** The same, and its absence is an error. */
    Optional<String> required(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() && (!values.containsKey(key) || isNull(key))) {
            missing(key);
        } else if (text.isEmpty() && values.get(key) instanceof ScalarNode) {
            error(key, "'" + key + "' is empty", "Give it a value");
        }
        return text;
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key).map(it -> it.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!YES.contains(text.get()) && !NO.contains(text.get())) {
            error(key, "'" + key + "' is neither true nor false", "Write true or false");
        }
        return YES.contains(text.get());
    }

    double number(String key, double least, double most, double otherwise) {
        return optionalNumber(key, least, most).orElse(otherwise);
    }

    Optional<Double> optionalNumber(String key, double least, double most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Noted below, like a number out of range.
        }
        error(
                key,
                "'" + key + "' is '" + text.get() + "'",
                most == Double.MAX_VALUE
                        ? "Write a number from " + least
                        : "Write a number from " + least + " to " + most);
        return Optional.empty();
    }

    /** A whole number from -1, which means no limit. */
    Optional<Long> limit(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= -1) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Noted below, like a number below -1.
        }
        error(
                key,
                "'" + key + "' is '" + text.get() + "'",
                "Write a whole number from 0, or -1 for no limit");
        return Optional.empty();
    }

    /** A day, which must be there. */
    Optional<LocalDate> date(String key) {
        return required(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(LocalDate.parse(text));
                    } catch (DateTimeParseException e) {
                        error(
                                key,
                                "'" + key + "' is '" + text + "', which is no day",
                                "Write year, month and day as in 2026-01-31");
                        return Optional.empty();
                    }
                });
    }

    /** The mapping below a key. */
    Optional<Section> section(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value == null || isNull(key)) {
            return Optional.empty();
        }
        if (value instanceof MappingNode mapping) {
            return Optional.of(new Section(mapping, problems));
        }
        problems.error(value, "'" + key + "' is no mapping", "Write keys and values below it");
        return Optional.empty();
    }

    /** The mappings in the list below a key. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node element : elements(key)) {
            if (element instanceof MappingNode mapping) {
                sections.add(new Section(mapping, problems));
            } else {
                problems.error(
                        element,
                        "this element of '" + key + "' is no mapping",
                        "Write keys and values after the '-'");
            }
        }
        return sections;
    }

    /** The texts in the list below a key. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node element : elements(key)) {
            if (element instanceof ScalarNode scalar
                    && !scalar.getTag().equals(Tag.NULL)
                    && !scalar.getValue().isEmpty()) {
                texts.add(scalar.getValue());
            } else {
                problems.error(
                        element, "this element of '" + key + "' is no text", "Write one word");
            }
        }
        return texts;
    }

    /** Notes every key that nobody asked for. */
    void end() {
        for (Map.Entry<String, Node> key : keys.entrySet()) {
            String name = key.getKey();
            if (!known.contains(name) && !name.startsWith(OWN)) {
                problems.error(
                        key.getValue(),
                        "unknown key '" + name + "'",
                        Spelling.nearest(name, known)
                                .map(it -> "Did you mean '" + it + "'?")
                                .orElse(
                                        "Known here: "
                                                + String.join(", ", known)
                                                + "; keys of your own begin with '"
                                                + OWN
                                                + "'"));
            }
        }
    }

    void error(String key, String message, String remedy) {
        problems.error(values.getOrDefault(key, node), message, remedy);
    }

    void error(String message, String remedy) {
        problems.error(node, message, remedy);
    }

    void warning(String key, String message, String remedy) {
        problems.warning(values.getOrDefault(key, node), message, remedy);
    }

    void missing(String key) {
        problems.error(node, "'" + key + "' is missing", "Add it");
    }

    private List<Node> elements(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value == null || isNull(key)) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.error(value, "'" + key + "' is no list", "Write its elements below it with '-'");
        return List.of();
    }

    private Optional<ScalarNode> scalar(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value == null || isNull(key)) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar);
        }
        problems.error(value, "'" + key + "' is no single value", "Write one value");
        return Optional.empty();
    }

    private boolean isNull(String key) {
        return values.get(key) instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }
}
