package io.arcipelago.site;

import io.arcipelago.site.driver.SiteDriver;
import java.nio.file.Path;
import java.util.Optional;

/** Makes drivers of one kind. */
public interface SiteDriverFactory {

    /** Why this kind cannot be used on this machine, empty if it can. */
    Optional<String> unavailableReason();

    /**
     * Makes the driver of one site.
     *
     * @param instance the process's instance id, which keeps several processes on one machine apart
     * @param dataDir where the driver keeps the site's disks
     */
    SiteDriver create(String instance, String siteName, Path dataDir);
}
