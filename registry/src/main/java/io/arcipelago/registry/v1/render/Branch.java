package io.arcipelago.registry.v1.render;

import io.arcipelago.registry.v1.graph.Relation;
import java.util.List;

/**
 * A member of an answer that holds related things.
 *
 * @param many whether the member is a list; otherwise it is one thing or null
 * @param relationship whether each thing also tells under which names the provider trusts the
 *     issuer
 */
record Branch(String member, Relation relation, boolean many, boolean relationship, View view) {

    static Branch many(String member, Relation relation, View view) {
        return new Branch(member, relation, true, false, view);
    }

    static Branch one(String member, Relation relation, View view) {
        return new Branch(member, relation, false, false, view);
    }

    static Branch trusts(String member, Relation relation, View view) {
        return new Branch(member, relation, true, true, view);
    }

    /**
     * How a thing is shown below another one.
     *
     * @param open whether only its public attributes are shown, whoever asks
     */
    record View(boolean open, List<Branch> branches) {

        View {
            branches = List.copyOf(branches);
        }
    }
}
