package io.arcipelago.orchestrator;

import io.arcipelago.site.SiteDriverFactory;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.simulated.SimulatedDriver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Simulated servers that do not say so: they write host keys to their consoles like real ones, once
 * they are allowed to.
 */
final class BootingServers implements SiteDriverFactory {

    private final AtomicBoolean silent = new AtomicBoolean();

    void silent(boolean wanted) {
        silent.set(wanted);
    }

    @Override
    public Optional<String> unavailableReason() {
        return Optional.empty();
    }

    @Override
    public SiteDriver create(String instance, String siteName, Path dataDir) {
        SiteDriver simulated = new SimulatedDriver();
        return (SiteDriver)
                Proxy.newProxyInstance(
                        SiteDriver.class.getClassLoader(),
                        new Class<?>[] {SiteDriver.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "name" -> "sandboxed";
                                    case "console" -> console();
                                    default -> passOn(simulated, method, arguments);
                                });
    }

    private static Object passOn(SiteDriver driver, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private List<String> console() {
        return silent.get()
                ? List.of("booting ...")
                : List.of(
                        "-----BEGIN SSH HOST KEY KEYS-----",
                        "ssh-ed25519 " + "A".repeat(68) + " root@server",
                        "-----END SSH HOST KEY KEYS-----");
    }
}
