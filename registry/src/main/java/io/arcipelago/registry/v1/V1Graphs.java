package io.arcipelago.registry.v1;

import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.v1.V1Access.Sight;
import io.arcipelago.registry.v1.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;

/**
 * The federation as graphs, one for each set of groups. The last ones are kept as long as the
 * federation does not change; two requests that need the same one wait for one of them to make it.
 */
final class V1Graphs {

    /** Sets of groups whose graphs are kept. */
    private static final int KEPT = 32;

    private final Federations federations;
    private final Map<Key, FutureTask<Graph>> graphs =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, FutureTask<Graph>> eldest) {
                    return size() > KEPT;
                }
            };

    private record Key(String edition, boolean everything, Set<GroupKey> groups) {}

    V1Graphs(Federations federations) {
        this.federations = federations;
    }

    Graph seenBy(Sight sight) {
        return of(federations.current(), sight);
    }

    Graph of(Federation federation, Sight sight) {
        boolean everything = sight.everything();
        Set<GroupKey> groups = everything ? Set.of() : sight.groups();
        Key key = new Key(federation.edition(), everything, groups);
        FutureTask<Graph> task = task(key, federation);
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another request made the graph", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("The federation cannot be shown", e.getCause());
        }
    }

    /** Graphs of other editions are dropped: what they show is no longer so. */
    private FutureTask<Graph> task(Key key, Federation federation) {
        synchronized (graphs) {
            graphs.keySet().removeIf(other -> !other.edition().equals(key.edition()));
            return graphs.computeIfAbsent(
                    key,
                    absent ->
                            new FutureTask<>(() ->
                                    Graph.of(
                                            key.everything()
                                                    ? federation
                                                    : federation.seenBy(key.groups()))));
        }
    }
}
