package io.arcipelago.tosca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what {@code get_property} and {@code get_attribute} point at among the nodes. */
public final class References {

    private static final String HOSTED_ON = "tosca.relationships.HostedOn";

    /** What a reference points at. */
    public sealed interface Target {}

    /**
     * A property.
     *
     * @param scope in which its own value is to be evaluated
     * @param rest keys and indices into the value
     */
    public record Property(PropertyAssignment assignment, Scope scope, List<String> rest)
            implements Target {}

    /**
     * An attribute of a node.
     *
     * @param attributePath as {@link AttributeSource} takes it
     * @param declared the node's type or capability type declares it
     * @param property the property of the same name, which attributes reflect
     */
    public record Attribute(
            String node,
            List<String> attributePath,
            List<String> rest,
            boolean declared,
            Optional<Property> property)
            implements Target {}

    /** Nothing; the reason is for the author. */
    public record Missing(String reason) implements Target {}

    private final Map<String, NodeTemplate> nodes;

    public References(Map<String, NodeTemplate> nodes) {
        this.nodes = new LinkedHashMap<>(nodes);
    }

    /** The node that a node directly runs on. */
    public static Optional<String> hostOf(NodeTemplate node) {
        return node.requirements().stream()
                .filter(requirement -> requirement.relationship().isA(HOSTED_ON))
                .map(Requirement::target)
                .findFirst();
    }

    /** The nodes that an entity word means: one, or for HOST the chain of hosts, nearest first. */
    public List<NodeTemplate> nodes(String entity, Scope scope) {
        return switch (entity) {
            case "SELF" -> named(scope.self());
            case "SOURCE" -> named(scope.source());
            case "TARGET" -> named(scope.target());
            case "HOST" -> hosts(scope);
            default -> named(Optional.of(entity));
        };
    }

    private List<NodeTemplate> named(Optional<String> name) {
        return name.flatMap(n -> Optional.ofNullable(nodes.get(n))).stream().toList();
    }

    private List<NodeTemplate> hosts(Scope scope) {
        List<NodeTemplate> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Optional<String> current = scope.self().flatMap(this::hostOf);
        while (current.isPresent() && seen.add(current.get())) {
            chain.addAll(named(current));
            current = current.flatMap(this::hostOf);
        }
        return chain;
    }

    private Optional<String> hostOf(String node) {
        return Optional.ofNullable(nodes.get(node)).flatMap(References::hostOf);
    }

    public Target property(String entity, List<String> path, Scope scope) {
        @Nullable PropertyAssignment own = scope.relationship().get(path.getFirst());
        if (entity.equals("SELF") && own != null) {
            return new Property(own, scope, rest(path, 1));
        }
        List<NodeTemplate> candidates = nodes(entity, scope);
        for (NodeTemplate node : candidates) {
            Optional<Property> found = property(node, path);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return candidates.isEmpty()
                ? noEntity(entity)
                : new Missing(
                        "%s has no property '%s'"
                                .formatted(names(candidates), String.join("/", path)));
    }

    private Optional<Property> property(NodeTemplate node, List<String> path) {
        String first = path.getFirst();
        if (path.size() > 1) {
            String second = path.get(1);
            Optional<Property> inside =
                    capability(node, first)
                            .map(capability -> capability.properties().get(second))
                            .map(p -> new Property(p, Scope.node(node.name()), rest(path, 2)))
                            .or(() -> behindRequirement(node, path));
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.ofNullable(node.properties().get(first))
                .map(p -> new Property(p, Scope.node(node.name()), rest(path, 1)));
    }

    private Optional<Property> behindRequirement(NodeTemplate node, List<String> path) {
        String name = path.get(1);
        for (Requirement requirement : requirements(node, path.getFirst()).toList()) {
            @Nullable NodeTemplate target = nodes.get(requirement.target());
            if (target == null) {
                continue;
            }
            Optional<PropertyAssignment> found =
                    capability(target, requirement.capability())
                            .map(capability -> capability.properties().get(name))
                            .or(() -> Optional.ofNullable(target.properties().get(name)));
            if (found.isPresent()) {
                return Optional.of(
                        new Property(found.get(), Scope.node(target.name()), rest(path, 2)));
            }
        }
        return Optional.empty();
    }

    public Target attribute(String entity, List<String> path, Scope scope) {
        List<NodeTemplate> candidates = nodes(entity, scope);
        if (candidates.isEmpty()) {
            return noEntity(entity);
        }
        List<Attribute> all = candidates.stream().map(node -> attribute(node, path)).toList();
        return all.stream().filter(Attribute::declared).findFirst().orElse(all.getFirst());
    }

    private Attribute attribute(NodeTemplate node, List<String> path) {
        String first = path.getFirst();
        if (path.size() > 1 && !node.attributes().contains(first)) {
            String second = path.get(1);
            Optional<CapabilityAssignment> capability = capability(node, first);
            if (capability.isPresent()) {
                return new Attribute(
                        node.name(),
                        List.of(first, second),
                        rest(path, 2),
                        capability.get().attributes().contains(second),
                        property(node, path));
            }
            Optional<NodeTemplate> target =
                    requirements(node, first)
                            .flatMap(r -> named(Optional.of(r.target())).stream())
                            .findFirst();
            if (target.isPresent()) {
                return attribute(target.get(), rest(path, 1));
            }
        }
        return new Attribute(
                node.name(),
                List.of(first),
                rest(path, 1),
                node.attributes().contains(first),
                property(node, path));
    }

    /** The artifact of a node that an entity word means. */
    public Optional<Artifact> artifact(String entity, String name, Scope scope) {
        return nodes(entity, scope).stream()
                .flatMap(node -> Optional.ofNullable(node.artifacts().get(name)).stream())
                .findFirst();
    }

    private static Stream<Requirement> requirements(NodeTemplate node, String name) {
        return node.requirements().stream().filter(r -> r.name().equals(name));
    }

    private static Optional<CapabilityAssignment> capability(NodeTemplate node, String name) {
        return Optional.ofNullable(node.capabilities().get(name));
    }

    private static Missing noEntity(String entity) {
        return new Missing(
                switch (entity) {
                    case "SELF" -> "SELF has no meaning outside a node; name the node";
                    case "HOST" -> "HOST has no meaning here: the node is hosted on nothing";
                    case "SOURCE", "TARGET" -> entity + " has no meaning outside a relationship";
                    default -> "there is no node template '%s'".formatted(entity);
                });
    }

    private static String names(List<NodeTemplate> candidates) {
        return String.join(" and ", candidates.stream().map(NodeTemplate::name).toList());
    }

    private static List<String> rest(List<String> path, int from) {
        return path.subList(from, path.size());
    }
}
