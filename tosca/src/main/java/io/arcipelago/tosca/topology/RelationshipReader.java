package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.Relationship;
import io.arcipelago.tosca.type.RequirementDefinition;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the relationship of a requirement: by type, by template or spelled out in place. */
final class RelationshipReader {

    private static final String DEPENDS_ON = "tosca.relationships.DependsOn";
    private static final Set<String> KEYS =
            Set.of("type", "description", "metadata", "properties", "attributes", "interfaces");

    private final TypeClosure types;
    private final Problems problems;
    private final AssignmentReader assignments;
    private final Map<String, YamlSection> templates = new LinkedHashMap<>();

    RelationshipReader(TypeClosure types, Problems problems, YamlSection topology) {
        this.types = types;
        this.problems = problems;
        this.assignments = new AssignmentReader(types, problems);
        for (YamlSection.Named named : topology.entries("relationship_templates")) {
            YamlSection.of(named.node(), named.path(), problems)
                    .ifPresent(section -> templates.put(named.name(), section));
        }
    }

    Relationship read(
            RequirementDefinition definition,
            Optional<YamlSection> requirement,
            String node,
            String path,
            Position at) {
        Optional<YamlNode> stated = requirement.flatMap(section -> section.node("relationship"));
        Optional<YamlSection> body = Optional.empty();
        Optional<String> typeName = Optional.empty();
        if (stated.orElse(null) instanceof YamlNode.Scalar scalar) {
            @Nullable YamlSection template = templates.get(scalar.text());
            body = Optional.ofNullable(template);
            typeName = template == null ? Optional.of(scalar.text()) : template.text("type");
        } else if (stated.isPresent()) {
            body = YamlSection.of(stated.get(), path + "/relationship", problems);
            typeName = body.flatMap(section -> section.text("type"));
        }
        body.ifPresent(this::keys);
        String wanted = typeName.or(definition::relationship).orElse(DEPENDS_ON);
        Position place = stated.map(YamlNode::position).orElse(at);
        Optional<TypeDefinition> type =
                typeName.isEmpty() && definition.relationship().isEmpty()
                        ? types.find(TypeKind.RELATIONSHIP, DEPENDS_ON)
                        : types.resolve(
                                TypeKind.RELATIONSHIP,
                                wanted,
                                place,
                                path + "/relationship",
                                problems);
        return new Relationship(
                type.map(TypeDefinition::name).orElse(wanted),
                type.map(TypeDefinition::lineage).orElse(List.of(wanted)),
                assignments.read(
                        type.map(TypeDefinition::properties).orElse(Map.of()),
                        body.flatMap(section -> section.section("properties")),
                        "the relationship %s of node %s".formatted(definition.name(), node),
                        place,
                        path + "/relationship/properties"));
    }

    private void keys(YamlSection section) {
        section.onlyKeys(KEYS);
        if (section.has("interfaces")) {
            problems.warning(
                    "relationship.interfaces",
                    section.position(),
                    section.path("interfaces"),
                    "Operations of relationships are not run; move them to a node");
        }
    }
}
