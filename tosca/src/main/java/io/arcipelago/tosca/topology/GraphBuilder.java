package io.arcipelago.tosca.topology;

import io.arcipelago.tosca.DependencyGraph;
import io.arcipelago.tosca.DependencyGraph.Edge;
import io.arcipelago.tosca.DependencyGraph.Kind;
import io.arcipelago.tosca.NodeTemplate;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.PropertyAssignment;
import io.arcipelago.tosca.References;
import io.arcipelago.tosca.Relationship;
import io.arcipelago.tosca.Requirement;
import io.arcipelago.tosca.Scope;
import io.arcipelago.tosca.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Orders nodes by what they need: requirements, and attributes they read of others. */
final class GraphBuilder {

    private final Map<String, NodeTemplate> nodes = new LinkedHashMap<>();
    private final References references;
    private final Problems problems;
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    GraphBuilder(List<NodeTemplate> nodes, Problems problems) {
        nodes.forEach(node -> this.nodes.put(node.name(), node));
        this.references = new References(this.nodes);
        this.problems = problems;
    }

    /** The graph; a cycle is a problem and leaves its nodes out of the levels. */
    DependencyGraph build() {
        nodes.keySet().forEach(name -> needs.put(name, new LinkedHashSet<>()));
        nodes.values().forEach(this::edges);
        edges.forEach(edge ->
                needs.computeIfAbsent(edge.from(), ignored -> new LinkedHashSet<>())
                        .add(edge.to()));
        Map<String, String> hosts = new HashMap<>();
        nodes.values()
                .forEach(node ->
                        References.hostOf(node).ifPresent(host -> hosts.put(node.name(), host)));
        return new DependencyGraph(levels(), List.copyOf(edges), hosts);
    }

    private void edges(NodeTemplate node) {
        for (Requirement requirement : node.requirements()) {
            edges.add(
                    new Edge(node.name(), requirement.target(), kind(requirement.relationship())));
        }
        Scope inside = Scope.node(node.name());
        assignments(node).forEach(assignment -> reads(node, assignment, inside));
        for (Requirement requirement : node.requirements()) {
            Scope scope = Scope.relationship(node.name(), requirement);
            requirement
                    .relationship()
                    .properties()
                    .values()
                    .forEach(assignment -> reads(node, assignment, scope));
        }
    }

    static Stream<PropertyAssignment> assignments(NodeTemplate node) {
        return Stream.of(
                        node.properties().values().stream(),
                        node.capabilities().values().stream()
                                .flatMap(c -> c.properties().values().stream()),
                        node.operations().stream().flatMap(o -> o.inputs().values().stream()))
                .flatMap(all -> all);
    }

    private void reads(NodeTemplate node, PropertyAssignment assignment, Scope scope) {
        assignment.value().stream()
                .flatMap(Value::all)
                .filter(Value.GetAttribute.class::isInstance)
                .map(Value.GetAttribute.class::cast)
                .map(call -> references.attribute(call.entity(), call.path(), scope))
                .filter(References.Attribute.class::isInstance)
                .map(target -> ((References.Attribute) target).node())
                .filter(other -> !other.equals(node.name()))
                .filter(other -> edges.stream().noneMatch(e -> joins(e, node.name(), other)))
                .toList()
                .forEach(other -> edges.add(new Edge(node.name(), other, Kind.READS_ATTRIBUTE)));
    }

    private static boolean joins(Edge edge, String from, String to) {
        return edge.from().equals(from) && edge.to().equals(to);
    }

    private static Kind kind(Relationship relationship) {
        Map<String, Kind> kinds =
                Map.of(
                        "tosca.relationships.HostedOn", Kind.HOSTED_ON,
                        "tosca.relationships.ConnectsTo", Kind.CONNECTS_TO,
                        "tosca.relationships.AttachesTo", Kind.ATTACHES_TO,
                        "tosca.relationships.network.BindsTo", Kind.BINDS_TO,
                        "tosca.relationships.network.LinksTo", Kind.LINKS_TO);
        return relationship.lineage().stream()
                .flatMap(type -> Optional.ofNullable(kinds.get(type)).stream())
                .findFirst()
                .orElse(Kind.DEPENDS_ON);
    }

    private List<List<String>> levels() {
        List<List<String>> levels = new ArrayList<>();
        Set<String> placed = new LinkedHashSet<>();
        Set<String> left = new LinkedHashSet<>(nodes.keySet());
        while (!left.isEmpty()) {
            List<String> level =
                    left.stream().filter(name -> placed.containsAll(needsOf(name))).toList();
            if (level.isEmpty()) {
                reportCycle(left);
                break;
            }
            levels.add(level);
            placed.addAll(level);
            left.removeAll(Set.copyOf(level));
        }
        return levels;
    }

    private Set<String> needsOf(String name) {
        return needs.getOrDefault(name, Set.of());
    }

    /** Every node left needs another one left, so following needs must close a circle. */
    private void reportCycle(Set<String> left) {
        List<String> walk = new ArrayList<>();
        String current = left.iterator().next();
        while (!walk.contains(current)) {
            walk.add(current);
            current = needsOf(current).stream().filter(left::contains).findFirst().orElse(current);
        }
        List<String> cycle = new ArrayList<>(walk.subList(walk.indexOf(current), walk.size()));
        cycle.add(current);
        NodeTemplate node = Optional.ofNullable(nodes.get(current)).orElseThrow();
        problems.error(
                "graph.cycle",
                node.position(),
                "topology_template/node_templates/" + current,
                "Nodes need each other in a circle: %s; remove one dependency"
                        .formatted(String.join(" -> ", cycle)));
    }
}
