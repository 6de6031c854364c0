package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads artifact definitions, which types and templates write alike. */
public final class ArtifactReader {

    private ArtifactReader() {}

    /** Artifacts of a type or a node template: {@code name: file} or {@code name: {file, type}}. */
    public static Map<String, ArtifactDefinition> read(YamlSection owner, Problems problems) {
        Map<String, ArtifactDefinition> result = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.entries("artifacts")) {
            if (named.node() instanceof YamlNode.Scalar scalar) {
                result.put(
                        named.name(),
                        new ArtifactDefinition(
                                named.name(), Optional.empty(), scalar.text(), scalar.position()));
                continue;
            }
            Optional<YamlSection> section = YamlSection.of(named.node(), named.path(), problems);
            Optional<String> file = section.flatMap(s -> s.text("file"));
            if (section.isPresent() && file.isPresent()) {
                section.get().onlyKeys(DefinitionKeys.ARTIFACT);
                result.put(
                        named.name(),
                        new ArtifactDefinition(
                                named.name(),
                                section.get().text("type"),
                                file.get(),
                                section.get().position()));
            } else if (section.isPresent()) {
                problems.error(
                        "artifact.no-file",
                        named.node().position(),
                        named.path(),
                        "The artifact %s names no file; add file: <path>".formatted(named.name()));
            }
        }
        return result;
    }
}
