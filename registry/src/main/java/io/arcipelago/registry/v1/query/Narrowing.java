package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Node;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an answer leaves out of related things because the query asked for a part of them.
 *
 * @param provider the uid of the only provider to show below a project's identity provider
 * @param projects which projects to show below a user group's agreements
 */
public record Narrowing(@Nullable String provider, Predicate<Node> projects) {

    /** Leaves out nothing. */
    public static final Narrowing NONE = new Narrowing(null, project -> true);
}
