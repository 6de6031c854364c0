package io.arcipelago.registry.v1;

import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.v1.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.stereotype.Component;

/**
 * The federation, and the parts of it that people see, as graphs. The last ones are kept as long as
 * the federation does not change; two requests that need the same one wait for one of them to make
 * it.
 */
@Component
class V1Graphs {

    /** Parts whose graphs are kept. */
    private static final int KEPT = 32;

    private long version;
    private final Map<Federation, FutureTask<Graph>> graphs =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Federation, FutureTask<Graph>> eldest) {
                    return size() > KEPT;
                }
            };

    Graph of(Federation federation) {
        FutureTask<Graph> task = task(federation);
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another request made the graph", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The federation cannot be shown", e.getCause());
        }
    }

    /** What an older version showed is no longer so. */
    private FutureTask<Graph> task(Federation federation) {
        synchronized (graphs) {
            if (federation.version() > version) {
                version = federation.version();
                graphs.clear();
            }
            return graphs.computeIfAbsent(
                    federation, absent -> new FutureTask<>(() -> Graph.of(federation)));
        }
    }
}
