package io.arcipelago.orchestrator.configuration;

import java.util.function.BooleanSupplier;

/** Installs and starts software on servers that run. */
public interface Configurator {

    /**
     * Says why a server cannot be logged in to yet, or that it can.
     *
     * @param privateKey in OpenSSH format
     */
    Readiness probe(ManagedHost host, String privateKey);

    /**
     * Runs the plays in order and blocks until they are over. Running it again after it was cut off
     * does no harm, and ends what an earlier run of the same deployment may have left behind.
     *
     * @param goesOn asked about once a second; when it answers false the run is stopped
     * @param listener told each line as it happens, secrets already removed
     */
    ConfigurationResult configure(
            ConfigurationRequest request, BooleanSupplier goesOn, ConfigurationListener listener);
}
