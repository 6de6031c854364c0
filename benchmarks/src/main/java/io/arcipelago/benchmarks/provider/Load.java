package io.arcipelago.benchmarks.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some workers that keep a provider busy with one kind of work, each on its own connection. */
final class Load implements AutoCloseable {

    /** What came of a while of load. */
    record Slice(long done, double cpuSeconds, double seconds) {

        double perCpuSecond() {
            return done / cpuSeconds;
        }

        double cpuMillis() {
            return 1000 * cpuSeconds / done;
        }
    }

    private record Worker(Connection connection, Provider.Step step) {

        /** Answers how often the step was done. */
        long until(long deadline, long atMost) throws IOException {
            long done = 0;
            while (done < atMost && System.nanoTime() < deadline) {
                step.run(connection);
                done++;
            }
            return done;
        }
    }

    private final Provider provider;
    private final List<Worker> workers = new ArrayList<>();

    Load(Provider provider, Work work, int parallel) throws IOException {
        this.provider = provider;
        for (int i = 0; i < parallel; i++) {
            workers.add(new Worker(new Connection(provider.port()), provider.worker(work, i)));
        }
    }

    Slice run(double seconds) throws InterruptedException, ExecutionException {
        return run(seconds, Long.MAX_VALUE);
    }

    /** Runs for that long, or until each worker has done its part. */
    Slice run(double seconds, long each) throws InterruptedException, ExecutionException {
        double cpuBefore = provider.cpuSeconds();
        long start = System.nanoTime();
        long deadline = start + (long) (seconds * 1e9);
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            List<Future<Long>> counts =
                    workers.stream()
                            .map(worker -> threads.submit(() -> worker.until(deadline, each)))
                            .toList();
            for (Future<Long> count : counts) {
                done += count.get();
            }
        }
        return new Slice(
                done, provider.cpuSeconds() - cpuBefore, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.connection().close());
    }
}
