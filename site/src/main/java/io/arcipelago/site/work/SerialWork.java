package io.arcipelago.site.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on virtual threads: in the order of their submission per key, keys in parallel. */
final class SerialWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SerialWork.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<String, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();

    void submit(String key, Runnable task) {
        try {
            CompletableFuture<Void> mine =
                    tails.compute(
                            key,
                            (_, tail) ->
                                    (tail == null ? done() : tail)
                                            .thenRunAsync(() -> guarded(key, task), threads));
            CompletableFuture<Void> _ = mine.whenComplete((_, _) -> tails.remove(key, mine));
        } catch (RejectedExecutionException e) {
            // The site is stopping: what is left undone is resumed from the state at the next
            // start.
            LOG.debug("Not started any more: {}", key);
        }
    }

    /** Waits for what has been submitted under the key so far. */
    void awaitTail(String key) {
        CompletableFuture<Void> tail = tails.get(key);
        if (tail != null) {
            tail.join();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static void guarded(String key, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Work on {} failed", key, e);
        }
    }
}
