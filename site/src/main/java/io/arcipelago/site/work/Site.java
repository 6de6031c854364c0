package io.arcipelago.site.work;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.fault.Faults;
import io.arcipelago.site.state.SiteStore;
import java.time.InstantSource;

/**
 * What the services of one site share.
 *
 * @param publicUrl where the site is reached, such as {@code http://127.0.0.1:8801/ELBA}
 */
public record Site(
        SiteConfig config,
        SiteStore store,
        SiteWork work,
        Faults faults,
        InstantSource clock,
        String publicUrl) {}
