package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * What a query found.
 *
 * @param nodes the part that is given
 * @param total how many there are in all
 * @param rest what was asked for but is not given because it would be too much at once
 */
public record Selection(List<Node> nodes, int total, Optional<Rest> rest) {

    public Selection {
        nodes = List.copyOf(nodes);
    }

    /** Where to go on, and how many are left. */
    public record Rest(int skip, int limit) {}
}
