package io.arcipelago.openstack;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * One per site, shared by all clients of it: the Keystone address, the connections, and the bound
 * on requests in flight.
 */
public final class SiteConnection implements AutoCloseable {

    private final URI keystone;
    private final ConnectionSettings settings;
    private final InstantSource clock;
    private final HttpClient http;
    private final Transport transport;

    /**
     * @param keystone the identity endpoint, with or without its trailing {@code /v3}
     */
    public SiteConnection(
            URI keystone, ConnectionSettings settings, InstantSource clock, Sleeper sleeper) {
        this(keystone, settings, clock, sleeper, BreakerSettings.off());
    }

    /**
     * @param breaker for each service of each region by itself
     */
    public SiteConnection(
            URI keystone,
            ConnectionSettings settings,
            InstantSource clock,
            Sleeper sleeper,
            BreakerSettings breaker) {
        this.keystone = versioned(keystone);
        this.settings = settings;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        this.transport =
                new Transport(
                        http,
                        settings,
                        new Semaphore(settings.maxConcurrent(), true),
                        clock,
                        sleeper,
                        breaker);
    }

    public SiteConnection(URI keystone, ConnectionSettings settings) {
        this(keystone, settings, InstantSource.system(), Sleeper.system());
    }

    /** The identity endpoint, ending in {@code /v3}. */
    public URI keystone() {
        return keystone;
    }

    ConnectionSettings settings() {
        return settings;
    }

    InstantSource clock() {
        return clock;
    }

    Transport transport() {
        return transport;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static URI versioned(URI keystone) {
        String url = keystone.toString();
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return URI.create(bare.endsWith("/v3") ? bare : bare + "/v3");
    }
}
