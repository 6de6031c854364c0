package io.arcipelago.tosca;

import io.arcipelago.tosca.type.TypeSources;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlReader;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows imports depth first and gathers the types of every file, each file once. */
final class ImportLoader {

    private static final int MAX_FILES = 100;

    private final ImportResolver resolver;
    private final TypeSources types;
    private final Problems problems;
    private final Set<String> loaded = new HashSet<>();
    private final Deque<String> underWay = new ArrayDeque<>();

    ImportLoader(ImportResolver resolver, TypeSources types, Problems problems) {
        this.resolver = resolver;
        this.types = types;
        this.problems = problems;
    }

    /** Adds the types of a file and of all it imports. */
    void load(YamlSection file, String location) {
        if (!location.isEmpty()) {
            loaded.add(location);
        }
        underWay.addLast(location);
        imports(file, location);
        underWay.removeLast();
        types.add(file);
    }

    void profile(String definitionsVersion, Position at) {
        resolver.profile(definitionsVersion)
                .ifPresent(
                        found -> open(found, definitionsVersion, at, "tosca_definitions_version"));
    }

    private void imports(YamlSection file, String location) {
        Optional<YamlNode> node = file.node("imports");
        List<YamlNode> items =
                node.map(n ->
                                n instanceof YamlNode.Sequence sequence
                                        ? sequence.items()
                                        : List.of(n))
                        .orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            String path = file.path("imports/" + i);
            switch (items.get(i)) {
                case YamlNode.Scalar scalar -> follow(scalar.text(), scalar, location, path);
                case YamlNode.Mapping mapping -> map(mapping, location, path);
                case YamlNode.Sequence sequence -> malformed(sequence, path);
            }
        }
    }

    /** {@code {name: url}}, {@code {name: {file: url}}} and, since 1.3, {@code {file: url}}. */
    private void map(YamlNode.Mapping mapping, String location, String path) {
        if (mapping.get("file").isPresent()) {
            detailed(mapping, location, path);
            return;
        }
        mapping.entries()
                .forEach((name, entry) -> {
                    String own = path + "/" + name;
                    switch (entry.value()) {
                        case YamlNode.Scalar scalar -> follow(scalar.text(), scalar, location, own);
                        case YamlNode.Mapping details -> detailed(details, location, own);
                        case YamlNode.Sequence sequence -> malformed(sequence, own);
                    }
                });
    }

    private void detailed(YamlNode.Mapping mapping, String location, String path) {
        for (String key : List.of("repository", "namespace_prefix")) {
            mapping.get(key)
                    .filter(node -> !node.isNull())
                    .ifPresent(node ->
                            problems.error(
                                    "import.unsupported",
                                    node.position(),
                                    path + "/" + key,
                                    "%s of an import is not supported; give the file's path or URL and use plain type names"
                                            .formatted(key)));
        }
        if (mapping.get("file").orElse(null) instanceof YamlNode.Scalar scalar) {
            follow(scalar.text(), scalar, location, path);
        } else {
            malformed(mapping, path);
        }
    }

    private void malformed(YamlNode node, String path) {
        problems.error(
                "import.malformed",
                node.position(),
                path,
                "An import is a path or URL, 'name: path' or '{file: path}', not " + node.kind());
    }

    private void follow(String reference, YamlNode node, String location, String path) {
        switch (resolver.resolve(reference, location)) {
            case ImportResolver.Found found -> open(found, reference, node.position(), path);
            case ImportResolver.NotFound missing ->
                    problems.error(
                            "import.missing",
                            node.position(),
                            path,
                            "The import '%s' was not found; check the path".formatted(reference));
            case ImportResolver.Refused(String reason) ->
                    problems.error(
                            "import.refused",
                            node.position(),
                            path,
                            "The import '%s' is refused: %s".formatted(reference, reason));
        }
    }

    private void open(ImportResolver.Found found, String reference, Position at, String path) {
        if (underWay.contains(found.location())) {
            problems.error(
                    "import.cycle",
                    at,
                    path,
                    "Files import each other in a circle: %s -> %s; remove one import"
                            .formatted(
                                    String.join(" -> ", underWay.stream().skip(1).toList()),
                                    found.location()));
            return;
        }
        if (!loaded.add(found.location())) {
            return;
        }
        if (loaded.size() > MAX_FILES) {
            problems.error(
                    "import.too-many",
                    at,
                    path,
                    "The import '%s' is one too many; at most %d files may be imported"
                            .formatted(reference, MAX_FILES));
            return;
        }
        YamlReader.read(found.text(), found.location(), problems)
                .flatMap(root -> YamlSection.of(root, "", problems))
                .ifPresent(section -> load(section, found.location()));
    }
}
