package io.arcipelago.tosca.yaml;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A map of a file with its path, read key by key; what has the wrong shape becomes a problem. */
public final class YamlSection {

    /** A value under a name, with its path. */
    public record Named(String name, YamlNode node, String path) {}

    private final YamlNode.Mapping mapping;
    private final String path;
    private final Problems problems;

    private YamlSection(YamlNode.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** The section that a node holds; nothing counts as an empty one. */
    public static Optional<YamlSection> of(YamlNode node, String path, Problems problems) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new YamlSection(mapping, path, problems));
        }
        if (node.isNull()) {
            return Optional.of(
                    new YamlSection(
                            new YamlNode.Mapping(Map.of(), node.position()), path, problems));
        }
        problems.error(
                "yaml.not-a-map",
                node.position(),
                path,
                "%s must be a map, not %s".formatted(last(path), node.kind()));
        return Optional.empty();
    }

    public YamlNode.Mapping mapping() {
        return mapping;
    }

    public Position position() {
        return mapping.position();
    }

    public String path() {
        return path;
    }

    public String path(String key) {
        return path.isEmpty() ? key : path + "/" + key;
    }

    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** The value of a key unless it is missing or nothing. */
    public Optional<YamlNode> node(String key) {
        return mapping.get(key).filter(node -> !node.isNull());
    }

    /** The text of a key; an error when the value is a list or a map. */
    public Optional<String> text(String key) {
        return node(key)
                .flatMap(node -> {
                    if (node instanceof YamlNode.Scalar scalar) {
                        return Optional.of(scalar.text());
                    }
                    problems.error(
                            "yaml.not-text",
                            node.position(),
                            path(key),
                            "%s must be text, not %s".formatted(key, node.kind()));
                    return Optional.empty();
                });
    }

    public Optional<YamlSection> section(String key) {
        return node(key).flatMap(node -> of(node, path(key), problems));
    }

    /** The entries of a map under a key, in order; empty when the key is missing. */
    public List<Named> entries(String key) {
        return section(key).map(YamlSection::entries).orElse(List.of());
    }

    /** The entries of this map, in order. */
    public List<Named> entries() {
        return mapping.entries().entrySet().stream()
                .map(e -> new Named(e.getKey(), e.getValue().value(), path(e.getKey())))
                .toList();
    }

    /**
     * The entries of a list of one-key maps ({@code - name: value}), as TOSCA writes requirements
     * and policies. A plain map is accepted with a warning.
     */
    public List<Named> namedList(String key) {
        Optional<YamlNode> found = node(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (found.get() instanceof YamlNode.Mapping map) {
            problems.warning(
                    "yaml.map-for-list",
                    map.position(),
                    path(key),
                    key + " should be a list of '- name: ...' items; the map is read as one");
            return entries(key);
        }
        List<Named> result = new ArrayList<>();
        if (!(found.get() instanceof YamlNode.Sequence sequence)) {
            problems.error(
                    "yaml.not-a-list",
                    found.get().position(),
                    path(key),
                    "%s must be a list, not %s".formatted(key, found.get().kind()));
            return result;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode item = sequence.items().get(i);
            String itemPath = path(key) + "/" + i;
            if (item instanceof YamlNode.Mapping map && map.entries().size() == 1) {
                map.entries()
                        .forEach((name, entry) ->
                                result.add(new Named(name, entry.value(), itemPath + "/" + name)));
            } else {
                problems.error(
                        "yaml.not-a-named-item",
                        item.position(),
                        itemPath,
                        "An item of %s must have the form '- name: ...'; check the indentation"
                                .formatted(key));
            }
        }
        return result;
    }

    /** A list of texts; a single text counts as a list of one. */
    public List<String> texts(String key) {
        Optional<YamlNode> found = node(key);
        List<YamlNode> items =
                found.map(node ->
                                node instanceof YamlNode.Sequence sequence
                                        ? sequence.items()
                                        : List.of(node))
                        .orElse(List.of());
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar) {
                texts.add(scalar.text());
            } else {
                problems.error(
                        "yaml.not-text",
                        item.position(),
                        path(key),
                        "%s must hold text, not %s".formatted(key, item.kind()));
            }
        }
        return texts;
    }

    /** The scalars of a map, by key; lists and maps in it are passed over with a warning. */
    public Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Named entry : entries(key)) {
            if (entry.node() instanceof YamlNode.Scalar scalar) {
                texts.put(entry.name(), scalar.text());
            } else {
                problems.warning(
                        "metadata.ignored",
                        entry.node().position(),
                        entry.path(),
                        "%s is not text; it is ignored".formatted(entry.name()));
            }
        }
        return texts;
    }

    /** Warns of every key that is not known, with a guess at what was meant. */
    public void onlyKeys(Set<String> known) {
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                problems.warning(
                        "yaml.unknown-key",
                        entry.getValue().key().position(),
                        path(entry.getKey()),
                        "The key '%s' is unknown here and ignored%s"
                                .formatted(entry.getKey(), Suggestion.hint(entry.getKey(), known)));
            }
        }
    }

    private static String last(String path) {
        return path.isEmpty() ? "The file" : path.substring(path.lastIndexOf('/') + 1);
    }
}
