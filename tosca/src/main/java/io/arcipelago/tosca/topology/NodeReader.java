package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.Artifact;
import io.arcipelago.tosca.CapabilityAssignment;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.PropertyAssignment;
import io.arcipelago.tosca.type.ArtifactDefinition;
import io.arcipelago.tosca.type.ArtifactReader;
import io.arcipelago.tosca.type.CapabilityDefinition;
import io.arcipelago.tosca.type.Merge;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeDefinition;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads node templates, all but their requirements, which need the other nodes first. */
final class NodeReader {

    private static final String SCALABLE = "scalable";
    private static final Set<String> KEYS =
            Set.of(
                    "type",
                    "description",
                    "metadata",
                    "properties",
                    "attributes",
                    "requirements",
                    "capabilities",
                    "interfaces",
                    "artifacts",
                    SCALABLE);
    private static final Set<String> UNSUPPORTED = Set.of("directives", "node_filter", "copy");

    private final TypeClosure types;
    private final Problems problems;
    private final AssignmentReader assignments;
    private final OperationReader operations;

    NodeReader(TypeClosure types, Problems problems) {
        this.types = types;
        this.problems = problems;
        this.assignments = new AssignmentReader(types, problems);
        this.operations = new OperationReader(types, problems);
    }

    /** The node with its type; empty when it has none that is known. */
    Optional<TypedNode> read(YamlSection.Named named) {
        Optional<YamlSection> found = YamlSection.of(named.node(), named.path(), problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        YamlSection section = found.get();
        Optional<String> stated = section.text("type");
        if (stated.isEmpty()) {
            problems.error(
                    "node.no-type",
                    section.position(),
                    named.path(),
                    "The node %s states no type; add type: <node type>".formatted(named.name()));
            return Optional.empty();
        }
        keys(section, named.name());
        return types.resolve(
                        TypeKind.NODE,
                        stated.get(),
                        section.node("type").map(YamlNode::position).orElse(section.position()),
                        section.path("type"),
                        problems)
                .map(type -> new TypedNode(type, section, node(named.name(), section, type)));
    }

    private void keys(YamlSection section, String name) {
        Set<String> known = new HashSet<>(KEYS);
        for (String key : UNSUPPORTED) {
            known.add(key);
            if (section.has(key)) {
                problems.error(
                        "node.unsupported",
                        section.position(),
                        section.path(key),
                        "The node %s uses %s, which is not supported; remove it"
                                .formatted(name, key));
            }
        }
        section.onlyKeys(known);
    }

    private NodeTemplate node(String name, YamlSection section, TypeDefinition type) {
        Map<String, ArtifactDefinition> artifacts =
                Merge.over(type.artifacts(), ArtifactReader.read(section, problems));
        return new NodeTemplate(
                name,
                type.name(),
                type.lineage(),
                section.text("description").orElse("").strip(),
                Collections.unmodifiableMap(section.textMap("metadata")),
                assignments.read(
                        type.properties(),
                        section.section("properties"),
                        "node " + name,
                        section.position(),
                        section.path("properties")),
                capabilities(name, section, type),
                List.of(),
                operations.read(section, type, artifacts),
                artifacts(artifacts, section),
                type.attributes().keySet(),
                section.position());
    }

    private Map<String, CapabilityAssignment> capabilities(
            String name, YamlSection section, TypeDefinition type) {
        Map<String, CapabilityAssignment> result = new LinkedHashMap<>();
        Optional<YamlSection> assigned = section.section("capabilities");
        for (CapabilityDefinition capability : type.capabilities().values()) {
            result.put(capability.name(), capability(name, section, assigned, capability));
        }
        for (YamlSection.Named other : assigned.map(YamlSection::entries).orElse(List.of())) {
            if (!type.capabilities().containsKey(other.name())) {
                problems.error(
                        "capability.undeclared",
                        other.node().position(),
                        other.path(),
                        "The type %s of node %s has no capability '%s'%s; it has %s"
                                .formatted(
                                        type.name(),
                                        name,
                                        other.name(),
                                        Suggestion.hint(other.name(), type.capabilities().keySet()),
                                        type.capabilities().keySet()));
            }
        }
        if (section.has(SCALABLE) && !type.capabilities().containsKey(SCALABLE)) {
            problems.error(
                    "capability.undeclared",
                    section.position(),
                    section.path(SCALABLE),
                    "The type %s of node %s cannot be scaled; remove scalable"
                            .formatted(type.name(), name));
        }
        return Collections.unmodifiableMap(result);
    }

    private CapabilityAssignment capability(
            String node,
            YamlSection section,
            Optional<YamlSection> assigned,
            CapabilityDefinition definition) {
        String name = definition.name();
        @Nullable TypeDefinition type =
                types.find(TypeKind.CAPABILITY, definition.type()).orElse(null);
        Optional<YamlSection> own = assigned.flatMap(all -> all.section(name));
        Optional<YamlSection> values =
                own.flatMap(s -> s.section("properties")).or(() -> scalable(name, section));
        own.ifPresent(s -> s.onlyKeys(Set.of("properties", "attributes", "occurrences")));
        String path = section.path("capabilities/" + name + "/properties");
        Map<String, PropertyAssignment> properties =
                assignments.read(
                        Merge.over(
                                type == null ? Map.of() : type.properties(),
                                definition.properties()),
                        values,
                        "capability %s of node %s".formatted(name, node),
                        own.map(YamlSection::position).orElse(section.position()),
                        values.map(YamlSection::path).orElse(path));
        return new CapabilityAssignment(
                name,
                definition.type(),
                type == null ? List.of(definition.type()) : type.lineage(),
                properties,
                Merge.over(type == null ? Map.of() : type.attributes(), definition.attributes())
                        .keySet(),
                definition.validSourceTypes().isEmpty() && type != null
                        ? type.validTypes()
                        : definition.validSourceTypes());
    }

    /** Some templates write the scalable section beside the capabilities instead of inside. */
    private Optional<YamlSection> scalable(String capability, YamlSection node) {
        if (!capability.equals(SCALABLE) || !node.has(SCALABLE)) {
            return Optional.empty();
        }
        problems.warning(
                "capability.misplaced",
                node.node(SCALABLE).map(YamlNode::position).orElse(node.position()),
                node.path(SCALABLE),
                "scalable belongs under capabilities; it is read as if it stood there");
        Optional<YamlSection> own = node.section(SCALABLE);
        return own.flatMap(section -> section.section("properties")).or(() -> own);
    }

    private Map<String, Artifact> artifacts(
            Map<String, ArtifactDefinition> definitions, YamlSection section) {
        Map<String, Artifact> result = new LinkedHashMap<>();
        for (ArtifactDefinition artifact : definitions.values()) {
            Optional<TypeDefinition> type =
                    artifact.type()
                            .flatMap(name ->
                                    types.resolve(
                                            TypeKind.ARTIFACT,
                                            name,
                                            artifact.position(),
                                            section.path("artifacts/" + artifact.name()),
                                            problems));
            result.put(
                    artifact.name(),
                    new Artifact(
                            artifact.name(),
                            type.map(TypeDefinition::name),
                            type.map(TypeDefinition::lineage).orElse(List.of()),
                            artifact.file()));
        }
        return Collections.unmodifiableMap(result);
    }
}
