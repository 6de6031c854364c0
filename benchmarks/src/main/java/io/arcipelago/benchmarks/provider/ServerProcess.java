package io.arcipelago.benchmarks.provider;

import io.arcipelago.benchmarks.ProcessCost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that this benchmark started and that ends with it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ServerProcess server = new ServerProcess(builder.start(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        return server;
    }

    /** Waits until the address answers 200. */
    void await(int port, String path) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] request = Connection.request("GET", path, List.of(), "");
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended at its start; see " + log);
            }
            try (Connection connection = new Connection(port)) {
                if (connection.send(request).status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        throw new IllegalStateException("The server does not answer; see " + log);
    }

    double cpuSeconds() {
        List<Long> family = new ArrayList<>();
        family.add(process.pid());
        process.descendants().map(ProcessHandle::pid).forEach(family::add);
        return ProcessCost.of(family).cpuSeconds();
    }

    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
