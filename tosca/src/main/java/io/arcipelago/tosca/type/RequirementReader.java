package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.List;
import java.util.Optional;

/** Reads requirement definitions of node types (TOSCA 1.3 section 3.7.3). */
final class RequirementReader {

    private final TypeSources sources;
    private final Problems problems;

    RequirementReader(TypeSources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Optional<RequirementDefinition> read(YamlSection.Named named) {
        if (named.node() instanceof YamlNode.Scalar scalar) {
            return capability(scalar.text(), scalar.position(), named.path())
                    .map(type ->
                            new RequirementDefinition(
                                    named.name(),
                                    type,
                                    Optional.empty(),
                                    Optional.empty(),
                                    1,
                                    1,
                                    scalar.position()));
        }
        return YamlSection.of(named.node(), named.path(), problems)
                .flatMap(section -> extended(named, section));
    }

    private Optional<RequirementDefinition> extended(YamlSection.Named named, YamlSection section) {
        section.onlyKeys(DefinitionKeys.REQUIREMENT);
        Optional<String> stated = section.text("capability");
        if (stated.isEmpty()) {
            problems.error(
                    "requirement.no-capability",
                    section.position(),
                    named.path(),
                    "The requirement %s names no capability type; add capability: <type>"
                            .formatted(named.name()));
            return Optional.empty();
        }
        int[] occurrences = occurrences(section);
        return capability(stated.get(), section.position(), section.path("capability"))
                .map(type ->
                        new RequirementDefinition(
                                named.name(),
                                type,
                                section.text("node")
                                        .flatMap(n -> resolve(TypeKind.NODE, n, section)),
                                relationship(section)
                                        .flatMap(n -> resolve(TypeKind.RELATIONSHIP, n, section)),
                                occurrences[0],
                                occurrences[1],
                                section.position()));
    }

    private static Optional<String> relationship(YamlSection section) {
        return section.node("relationship").orElse(null) instanceof YamlNode.Mapping
                ? section.section("relationship").flatMap(map -> map.text("type"))
                : section.text("relationship");
    }

    private Optional<String> capability(String name, Position at, String path) {
        return TypeNames.resolve(sources, TypeKind.CAPABILITY, name, at, path, problems);
    }

    private Optional<String> resolve(TypeKind kind, String name, YamlSection section) {
        return TypeNames.resolve(sources, kind, name, section.position(), section.path(), problems);
    }

    private int[] occurrences(YamlSection section) {
        List<String> bounds = section.texts("occurrences");
        if (bounds.isEmpty()) {
            return new int[] {1, 1};
        }
        int[] parsed = bounds.stream().mapToInt(RequirementReader::bound).toArray();
        if (parsed.length != 2 || parsed[0] < 0 || parsed[1] < parsed[0]) {
            problems.error(
                    "requirement.occurrences",
                    section.position(),
                    section.path("occurrences"),
                    "occurrences must be a pair such as [0, 1] or [1, UNBOUNDED], not " + bounds);
            return new int[] {0, Integer.MAX_VALUE};
        }
        return parsed;
    }

    private static int bound(String text) {
        return text.equals(Constraint.UNBOUNDED)
                ? Integer.MAX_VALUE
                : Scalars.parse(Primitive.INTEGER, text)
                        .map(Object::toString)
                        .filter(digits -> digits.length() < 9)
                        .map(Integer::valueOf)
                        .orElse(-1);
    }
}
