package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.CapabilityAssignment;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.Relationship;
import io.arcipelago.tosca.Requirement;
import io.arcipelago.tosca.type.RequirementDefinition;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.yaml.Suggestion;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the requirements of a node among the other nodes. */
final class RequirementResolver {

    private static final Set<String> KEYS =
            Set.of("node", "capability", "relationship", "node_filter", "occurrences");

    private final TypeClosure types;
    private final Problems problems;
    private final Map<String, NodeTemplate> nodes;
    private final RelationshipReader relationships;

    RequirementResolver(
            TypeClosure types,
            Problems problems,
            Map<String, NodeTemplate> nodes,
            RelationshipReader relationships) {
        this.types = types;
        this.problems = problems;
        this.nodes = nodes;
        this.relationships = relationships;
    }

    List<Requirement> resolve(TypedNode node) {
        List<Requirement> result = new ArrayList<>();
        for (YamlSection.Named named : node.section().namedList("requirements")) {
            requirement(node, named).ifPresent(result::add);
        }
        occurrences(node, result);
        return result;
    }

    private void occurrences(TypedNode node, List<Requirement> assigned) {
        for (RequirementDefinition definition : node.type().requirements().values()) {
            long count = assigned.stream().filter(r -> r.name().equals(definition.name())).count();
            boolean tooMany = count > definition.max();
            boolean stated =
                    node.section().namedList("requirements").stream()
                            .anyMatch(n -> n.name().equals(definition.name()));
            if (tooMany || (count < definition.min() && !stated)) {
                problems.error(
                        "requirement.occurrences",
                        node.section().position(),
                        node.section().path("requirements/" + definition.name()),
                        "The node %s needs %s requirement(s) '%s', but has %d"
                                .formatted(
                                        node.template().name(),
                                        tooMany
                                                ? "at most " + definition.max()
                                                : "at least " + definition.min(),
                                        definition.name(),
                                        count));
            }
        }
    }

    private Optional<Requirement> requirement(TypedNode node, YamlSection.Named named) {
        @Nullable RequirementDefinition definition = node.type().requirements().get(named.name());
        if (definition == null) {
            problems.error(
                    "requirement.undeclared",
                    named.node().position(),
                    named.path(),
                    "The type %s of node %s has no requirement '%s'%s; it has %s"
                            .formatted(
                                    node.type().name(),
                                    node.template().name(),
                                    named.name(),
                                    Suggestion.hint(
                                            named.name(), node.type().requirements().keySet()),
                                    node.type().requirements().keySet()));
            return Optional.empty();
        }
        if (named.node() instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return link(
                    node,
                    definition,
                    scalar.text(),
                    Optional.empty(),
                    Optional.empty(),
                    named.path(),
                    scalar.position());
        }
        return YamlSection.of(named.node(), named.path(), problems)
                .flatMap(section -> extended(node, definition, section));
    }

    private Optional<Requirement> extended(
            TypedNode node, RequirementDefinition definition, YamlSection section) {
        section.onlyKeys(KEYS);
        Optional<String> target = section.text("node");
        if (target.isEmpty() || section.has("node_filter")) {
            problems.error(
                    "requirement.no-node",
                    section.position(),
                    section.path(),
                    "The requirement %s of %s must name a node template of this file; filters are not supported"
                            .formatted(definition.name(), node.template().name()));
            return Optional.empty();
        }
        return link(
                node,
                definition,
                target.get(),
                section.text("capability"),
                Optional.of(section),
                section.path(),
                section.position());
    }

    private Optional<Requirement> link(
            TypedNode node,
            RequirementDefinition definition,
            String targetName,
            Optional<String> capability,
            Optional<YamlSection> section,
            String path,
            Position at) {
        @Nullable NodeTemplate target = nodes.get(targetName);
        if (target == null) {
            problems.error(
                    "requirement.unknown-node",
                    at,
                    path,
                    "The requirement %s of %s names '%s', but there is no such node template%s"
                            .formatted(
                                    definition.name(),
                                    node.template().name(),
                                    targetName,
                                    Suggestion.hint(targetName, nodes.keySet())));
            return Optional.empty();
        }
        if (definition.node().filter(type -> !target.isA(type)).isPresent()) {
            problems.error(
                    "requirement.node-type",
                    at,
                    path,
                    "The requirement %s of %s needs a node of type %s, but %s is a %s"
                            .formatted(
                                    definition.name(),
                                    node.template().name(),
                                    definition.node().get(),
                                    targetName,
                                    target.type()));
            return Optional.empty();
        }
        Optional<CapabilityAssignment> offered =
                offered(node.template(), target, definition, capability);
        if (offered.isEmpty()) {
            problems.error(
                    "requirement.capability",
                    at,
                    path,
                    "The requirement %s of %s needs the capability %s, which %s (%s) does not offer to %s"
                            .formatted(
                                    definition.name(),
                                    node.template().name(),
                                    capability.orElse(definition.capability()),
                                    targetName,
                                    target.type(),
                                    node.type().name()));
            return Optional.empty();
        }
        Relationship relationship =
                relationships.read(definition, section, node.template().name(), path, at);
        return Optional.of(
                new Requirement(
                        definition.name(),
                        targetName,
                        offered.get().name(),
                        relationship,
                        at,
                        path));
    }

    /** The target's capability of the asked name or type that accepts this source. */
    private Optional<CapabilityAssignment> offered(
            NodeTemplate source,
            NodeTemplate target,
            RequirementDefinition definition,
            Optional<String> asked) {
        Optional<String> askedType = asked.flatMap(name -> types.sources().capabilityType(name));
        return target.capabilities().values().stream()
                .filter(capability ->
                        asked.isEmpty()
                                || asked.get().equals(capability.name())
                                || askedType.map(capability::isA).orElse(false))
                .filter(capability -> capability.isA(definition.capability()))
                .filter(capability ->
                        capability.validSourceTypes().isEmpty()
                                || capability.validSourceTypes().stream().anyMatch(source::isA))
                .findFirst();
    }
}
