package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Node;

/** What a thing must fulfil to be in the answer. */
@FunctionalInterface
interface Condition {

    boolean holds(Node node, Work work);
}
