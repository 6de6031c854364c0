package io.arcipelago.orchestrator;

import io.arcipelago.orchestrator.configuration.ConfigurationListener;
import io.arcipelago.orchestrator.configuration.ConfigurationRequest;
import io.arcipelago.orchestrator.configuration.ConfigurationResult;
import io.arcipelago.orchestrator.configuration.Configurator;
import io.arcipelago.orchestrator.configuration.ManagedHost;
import io.arcipelago.orchestrator.configuration.Readiness;
import io.arcipelago.orchestrator.deployment.LogLine.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * In the place of Ansible: its runs end as a test wants it, and as they should if it wants none.
 */
final class ScriptedConfigurator implements Configurator {

    private final Queue<Supplier<ConfigurationResult>> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Readiness readiness = new Readiness.Ready();
    private volatile boolean endless;

    /** What a probe says from now on. */
    void says(Readiness wanted) {
        readiness = wanted;
    }

    /** How the next run ends. */
    void next(Supplier<ConfigurationResult> result) {
        results.add(result);
    }

    /** Runs go on until they are stopped. */
    void neverEnds() {
        endless = true;
    }

    void behave() {
        results.clear();
        runs.set(0);
        readiness = new Readiness.Ready();
        endless = false;
    }

    int runs() {
        return runs.get();
    }

    @Override
    public Readiness probe(ManagedHost host, String privateKey) {
        return readiness;
    }

    @Override
    public ConfigurationResult configure(
            ConfigurationRequest request, BooleanSupplier goesOn, ConfigurationListener listener) {
        runs.incrementAndGet();
        listener.line(Level.INFO, "Starting");
        while (endless && goesOn.getAsBoolean()) {
            LockSupport.parkNanos(50_000_000);
        }
        if (endless) {
            return new ConfigurationResult.Stopped();
        }
        Supplier<ConfigurationResult> scripted = results.poll();
        return scripted == null ? new ConfigurationResult.Configured(3, 1) : scripted.get();
    }
}
