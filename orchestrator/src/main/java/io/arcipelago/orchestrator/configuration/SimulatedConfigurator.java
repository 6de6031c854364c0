package io.arcipelago.orchestrator.configuration;

import io.arcipelago.orchestrator.deployment.LogLine.Level;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Stands in for Ansible on sites whose servers are simulated: it says what would be run, and that
 * it is not.
 */
@Component
public final class SimulatedConfigurator implements Configurator {

    @Override
    public Readiness probe(ManagedHost host, String privateKey) {
        return new Readiness.Ready();
    }

    @Override
    public ConfigurationResult configure(
            ConfigurationRequest request, BooleanSupplier goesOn, ConfigurationListener listener) {
        listener.line(Level.WARNING, "The servers of this site are simulated: nothing is run");
        for (Play play : request.plays()) {
            listener.line(
                    Level.INFO,
                    "Would run %s for %s on %s"
                            .formatted(play.playbook(), play.software(), play.hostNode()));
        }
        return new ConfigurationResult.Configured(0, 0);
    }
}
