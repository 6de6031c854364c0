package io.arcipelago.site;

import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.sandbox.SandboxDriver;
import java.nio.file.Path;
import java.util.Optional;

/** Makes sandbox drivers; all sites of one process share the images' file trees. */
final class SandboxDriverFactory implements SiteDriverFactory {

    @Override
    public Optional<String> unavailableReason() {
        return SandboxDriver.unavailableReason();
    }

    @Override
    public SiteDriver create(String instance, String siteName, Path dataDir) {
        return new SandboxDriver(instance, siteName, dataDir, dataDir.resolveSibling("images"));
    }
}
