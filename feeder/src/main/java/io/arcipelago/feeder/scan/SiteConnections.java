package io.arcipelago.feeder.scan;

import io.arcipelago.openstack.BreakerSettings;
import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.SiteConnection;
import io.arcipelago.openstack.Sleeper;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** One connection for each Keystone, kept between scans with its bound and its breaker. */
@Component
public class SiteConnections implements DisposableBean {

    private static final int PAGE_SIZE = 500;
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final ScanSettings settings;
    private final InstantSource clock;
    private final Map<URI, Site> sites = new ConcurrentHashMap<>();

    public SiteConnections(ScanSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A site's connection, and room for the projects that are read there at a time: with as many as
     * the connection sends requests at a time, none waits for a place within its time-out.
     */
    record Site(SiteConnection connection, Semaphore room) {}

    Site at(String keystone) {
        return sites.computeIfAbsent(URI.create(keystone), this::open);
    }

    private Site open(URI keystone) {
        ConnectionSettings connection =
                new ConnectionSettings(
                        settings.requestTimeout(),
                        settings.connectTimeout(),
                        settings.concurrencyPerSite(),
                        settings.attempts(),
                        settings.firstBackoff(),
                        LONGEST_BACKOFF,
                        PAGE_SIZE);
        return new Site(
                new SiteConnection(
                        keystone,
                        connection,
                        clock,
                        Sleeper.system(),
                        new BreakerSettings(settings.breakerFailures(), settings.breakerOpen())),
                new Semaphore(settings.concurrencyPerSite(), true));
    }

    @Override
    public void destroy() {
        sites.values().forEach(it -> it.connection().close());
        sites.clear();
    }
}
