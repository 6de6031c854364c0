package io.arcipelago.site;

import io.arcipelago.site.config.ConfigException;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.simulated.SimulatedDriver;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Picks the driver of a site by its mode. */
public final class DriverFactory {

    private static final String AUTO = "auto";
    private static final String SANDBOXED = "sandboxed";
    private static final String SIMULATED = "simulated";

    private final String instance;
    private final Map<String, SiteDriverFactory> kinds;

    public DriverFactory(String instance, Map<String, SiteDriverFactory> kinds) {
        this.instance = instance;
        this.kinds = Map.copyOf(kinds);
    }

    /** The kinds of drivers that this build has. */
    static Map<String, SiteDriverFactory> builtIn() {
        return Map.of(
                SIMULATED, new SimulatedDriver.Factory(),
                SANDBOXED, new SandboxDriverFactory());
    }

    /**
     * The driver for a site. {@code auto} is {@code sandboxed} where this machine allows it and
     * {@code simulated} elsewhere; raises {@link ConfigException} if the mode cannot be had.
     */
    public SiteDriver create(String mode, String siteName, Path dataDir) {
        String kind = mode.equals(AUTO) ? best() : mode;
        SiteDriverFactory factory = kinds.get(kind);
        if (factory == null) {
            throw new ConfigException(
                    "Site "
                            + siteName
                            + ": unknown driver '"
                            + kind
                            + "'; known: auto, "
                            + String.join(", ", new TreeSet<>(kinds.keySet())));
        }
        Optional<String> reason = factory.unavailableReason();
        if (reason.isPresent()) {
            throw new ConfigException(
                    "Site " + siteName + ": driver '" + kind + "' cannot be used: " + reason.get());
        }
        return factory.create(instance, siteName, dataDir);
    }

    private String best() {
        SiteDriverFactory sandboxed = kinds.get(SANDBOXED);
        return sandboxed != null && sandboxed.unavailableReason().isEmpty() ? SANDBOXED : SIMULATED;
    }
}
