package io.arcipelago.site;

import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.sandbox.BaseImage;
import io.arcipelago.site.sandbox.SandboxDriver;
import java.nio.file.Path;
import java.util.Optional;

/** Makes sandbox drivers; the images' file trees are this user's, shared by all sites. */
final class SandboxDriverFactory implements SiteDriverFactory {

    @Override
    public Optional<String> unavailableReason() {
        return SandboxDriver.unavailableReason();
    }

    @Override
    public SiteDriver create(String instance, String siteName, Path dataDir) {
        return new SandboxDriver(instance, siteName, dataDir, BaseImage.defaultDirectory());
    }
}
