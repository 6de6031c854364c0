package io.arcipelago.tosca.yaml;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Builds the tree from parser events, checking every limit before it recurses. */
final class YamlTreeBuilder {

    private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

    /** A finished node with what it costs when an alias repeats it. */
    private record Built(YamlNode node, int nodes, int height) {}

    private final Iterator<Event> events;
    private final String source;
    private final Problems problems;
    private final Map<String, Built> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int nodes;

    YamlTreeBuilder(Iterator<Event> events, String source, Problems problems) {
        this.events = events;
        this.source = source;
        this.problems = problems;
    }

    Optional<YamlNode> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (root.isPresent()) {
                    throw refuse(
                            "yaml.documents",
                            event,
                            "",
                            "The file holds a second document; keep one per file");
                }
                root = Optional.of(build(node, 1, "").node());
            }
        }
        return root;
    }

    private Built build(NodeEvent event, int depth, String path) {
        if (depth > YamlReader.MAX_DEPTH) {
            throw tooDeep(event, path);
        }
        if (event instanceof AliasEvent) {
            return alias(event, depth, path);
        }
        count(1, event, path);
        Optional<String> anchor = event.getAnchor().map(Anchor::getValue);
        anchor.ifPresent(open::add);
        int before = nodes;
        Built built =
                switch (event) {
                    case ScalarEvent scalar -> new Built(scalar(scalar, path), 1, 1);
                    case SequenceStartEvent start -> sequence(start, depth, path);
                    case MappingStartEvent start -> mapping(start, depth, path);
                    default -> throw refuse("yaml.syntax", event, path, "Unexpected " + event);
                };
        Built result = new Built(built.node(), 1 + nodes - before, built.height());
        anchor.ifPresent(name -> {
            open.remove(name);
            anchors.put(name, result);
        });
        return result;
    }

    private Built alias(NodeEvent event, int depth, String path) {
        String name = event.getAnchor().map(Anchor::getValue).orElse("");
        if (open.contains(name)) {
            throw refuse("yaml.recursive", event, path, "The anchor &" + name + " contains itself");
        }
        @Nullable Built target = anchors.get(name);
        if (target == null) {
            throw refuse(
                    "yaml.anchor",
                    event,
                    path,
                    "No anchor &" + name + " stands before *" + name + "; define it first");
        }
        if (depth + target.height() - 1 > YamlReader.MAX_DEPTH) {
            throw tooDeep(event, path);
        }
        count(target.nodes(), event, path);
        return target;
    }

    private YamlNode.Scalar scalar(ScalarEvent event, String path) {
        Optional<String> tag = event.getTag();
        checkTag(tag, event, path);
        boolean plain = event.isPlain() && !tag.equals(Optional.of(STANDARD_TAGS + "str"));
        return new YamlNode.Scalar(event.getValue(), plain, at(event));
    }

    private Built sequence(SequenceStartEvent start, int depth, String path) {
        checkTag(start.getTag(), start, path);
        List<YamlNode> items = new ArrayList<>();
        int height = 0;
        while (events.next() instanceof NodeEvent item) {
            Built built = build(item, depth + 1, child(path, String.valueOf(items.size())));
            items.add(built.node());
            height = Math.max(height, built.height());
        }
        return new Built(new YamlNode.Sequence(items, at(start)), 0, height + 1);
    }

    private Built mapping(MappingStartEvent start, int depth, String path) {
        checkTag(start.getTag(), start, path);
        if (isBracelessPair(start)) {
            problems.warning(
                    "yaml.single-pair-map",
                    at(start),
                    path,
                    "A list item of the form 'key: value' without braces is read as a map;"
                            + " write { key: value }");
        }
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        List<YamlNode> merged = new ArrayList<>();
        int height = 0;
        while (events.next() instanceof NodeEvent keyEvent) {
            YamlNode.Scalar key = key(build(keyEvent, depth + 1, path).node(), path);
            String childPath = child(path, key.text());
            Built value = build((NodeEvent) events.next(), depth + 1, childPath);
            height = Math.max(height, value.height());
            if (key.plain() && key.text().equals("<<")) {
                merged.add(value.node());
                continue;
            }
            YamlNode.@Nullable Entry first = entries.get(key.text());
            if (first == null) {
                entries.put(key.text(), new YamlNode.Entry(key, value.node()));
            } else {
                problems.error(
                        "yaml.duplicate-key",
                        key.position(),
                        childPath,
                        "The key '%s' stands twice, first at %s; remove one"
                                .formatted(key.text(), first.key().position()));
            }
        }
        merged.forEach(node -> merge(node, entries, path));
        return new Built(new YamlNode.Mapping(entries, at(start)), 0, height + 1);
    }

    /** The merge key of YAML 1.1: keys written out win over merged ones. */
    private void merge(YamlNode node, Map<String, YamlNode.Entry> entries, String path) {
        switch (node) {
            case YamlNode.Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
            case YamlNode.Sequence sequence ->
                    sequence.items().forEach(item -> merge(item, entries, path));
            case YamlNode.Scalar scalar ->
                    problems.error(
                            "yaml.merge",
                            scalar.position(),
                            child(path, "<<"),
                            "'<<' merges maps, but here stands " + scalar.kind());
        }
    }

    private static YamlNode.Scalar key(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar;
        }
        throw new YamlRefusal(
                "yaml.key", node.position(), path, "A key must be text, not " + node.kind());
    }

    private static boolean isBracelessPair(MappingStartEvent start) {
        return start.isFlow()
                && start.getStartMark().isPresent()
                && start.getEndMark().isPresent()
                && start.getStartMark().get().getIndex() == start.getEndMark().get().getIndex();
    }

    private void checkTag(Optional<String> tag, Event event, String path) {
        tag.filter(name -> !name.startsWith(STANDARD_TAGS) && !name.equals("!"))
                .ifPresent(name -> {
                    throw refuse(
                            "yaml.tag",
                            event,
                            path,
                            "The tag " + name + " has no meaning in TOSCA; remove it");
                });
    }

    private void count(int more, Event event, String path) {
        nodes += more;
        if (nodes > YamlReader.MAX_NODES) {
            throw refuse(
                    "yaml.too-large",
                    event,
                    path,
                    "The file expands to more than "
                            + YamlReader.MAX_NODES
                            + " values; it is too large or its aliases multiply");
        }
    }

    private YamlRefusal tooDeep(Event event, String path) {
        return refuse(
                "yaml.too-deep",
                event,
                path,
                "Values are nested more than " + YamlReader.MAX_DEPTH + " deep");
    }

    private YamlRefusal refuse(String code, Event event, String path, String message) {
        return new YamlRefusal(code, at(event), path, message);
    }

    private Position at(Event event) {
        return YamlReader.position(event.getStartMark(), source);
    }

    private static String child(String path, String key) {
        return path.isEmpty() ? key : path + "/" + key;
    }
}
