package io.arcipelago.tosca;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which node needs which.
 *
 * @param levels node names by dependency level: those of level 0 need nobody, those of level n need
 *     only nodes of lower levels. Within a level the template's order.
 * @param edges every dependency, in the template's order
 * @param hosts for each hosted node, the node it directly runs on
 */
public record DependencyGraph(
        List<List<String>> levels, List<Edge> edges, Map<String, String> hosts) {

    /** Why a node needs another. */
    public enum Kind {
        HOSTED_ON,
        CONNECTS_TO,
        ATTACHES_TO,
        BINDS_TO,
        LINKS_TO,
        DEPENDS_ON,
        /** The node reads an attribute of the other. */
        READS_ATTRIBUTE
    }

    /** {@code from} needs {@code to}. */
    public record Edge(String from, String to, Kind kind) {}

    public DependencyGraph {
        levels = levels.stream().map(List::copyOf).toList();
        edges = List.copyOf(edges);
        hosts = Map.copyOf(hosts);
    }

    /** The node that the given one directly runs on. */
    public Optional<String> hostOf(String node) {
        return Optional.ofNullable(hosts.get(node));
    }

    /** The level of a node; -1 for a name that is no node. */
    public int levelOf(String node) {
        for (int level = 0; level < levels.size(); level++) {
            if (levels.get(level).contains(node)) {
                return level;
            }
        }
        return -1;
    }

    /** The nodes that a node directly needs, each once. */
    public List<String> dependenciesOf(String node) {
        return edges.stream().filter(e -> e.from().equals(node)).map(Edge::to).distinct().toList();
    }
}
