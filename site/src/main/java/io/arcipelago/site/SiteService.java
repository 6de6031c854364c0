package io.arcipelago.site;

import io.arcipelago.site.compute.ComputeApi;
import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.fault.Faults;
import io.arcipelago.site.identity.IdentityApi;
import io.arcipelago.site.image.ImageApi;
import io.arcipelago.site.network.DefaultGroup;
import io.arcipelago.site.network.NetworkApi;
import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.SiteStore;
import io.arcipelago.site.state.Subnet;
import io.arcipelago.site.volume.VolumeApi;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import io.arcipelago.site.work.SiteWork;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One running site: its services, its state, its driver. */
final class SiteService implements AutoCloseable {

    private static final Caller NOBODY = new Caller("", "", "", "", false);

    private static final Map<String, String> PREFIXES =
            Map.of(
                    "identity", "/identity/v3",
                    "compute", "/compute/v2.1",
                    "network", "/network/v2.0",
                    "image", "/image/v2",
                    "volume", "/volume/v3");

    private final SiteConfig config;
    private final SiteStore store;
    private final SiteDriver driver;
    private final SiteWork work;
    private final IdentityApi identity;
    private final Routes identityRoutes;
    private final Routes compute;
    private final Routes network;
    private final Routes image;
    private final Routes volume;

    SiteService(
            SiteConfig config,
            Path dataDir,
            SiteDriver driver,
            Faults faults,
            InstantSource clock,
            String publicUrl) {
        this.config = config;
        this.driver = driver;
        this.store = SiteStore.open(dataDir.resolve("state.json"));
        this.work = new SiteWork(config, store, driver, clock);
        Site site = new Site(config, store, work, faults, clock, publicUrl);
        this.identity = new IdentityApi(site, dataDir);
        this.identityRoutes = identity.routes();
        this.compute = ComputeApi.routes(site);
        this.network = NetworkApi.routes(site);
        this.image = ImageApi.routes(site);
        this.volume = VolumeApi.routes(site);
        seed();
        work.resume();
    }

    String name() {
        return config.name();
    }

    String driverName() {
        return driver.name();
    }

    SiteConfig config() {
        return config;
    }

    SiteData.Snapshot objects() {
        return store.read(SiteData::snapshot);
    }

    /** What the configuration says exists: the external network and each project's own group. */
    private void seed() {
        SiteConfig.ExternalNetwork external = config.externalNetwork();
        boolean complete =
                store.read(data ->
                        data.networks().containsKey(external.id())
                                && config.projects().stream()
                                        .map(it -> defaultGroup(it.id()).id())
                                        .allMatch(data.securityGroups()::containsKey));
        if (complete) {
            return;
        }
        store.change(data -> {
            data.networks()
                    .putIfAbsent(
                            external.id(),
                            new Network(external.id(), "", external.name(), "", true, List.of()));
            data.subnets()
                    .putIfAbsent(
                            external.subnetId(),
                            new Subnet(
                                    external.subnetId(),
                                    external.id(),
                                    "",
                                    external.name(),
                                    "",
                                    external.cidr(),
                                    Optional.of(Cidr.parse(external.cidr()).firstHost()),
                                    List.of(),
                                    List.of()));
            for (SiteConfig.Project project : config.projects()) {
                SecurityGroup group = defaultGroup(project.id());
                data.securityGroups().putIfAbsent(group.id(), group);
            }
            return true;
        });
    }

    private SecurityGroup defaultGroup(String projectId) {
        return DefaultGroup.of(config.name(), projectId);
    }

    /** A service below the site and the rest of the path. */
    record Target(String service, String path) {}

    /**
     * Splits {@code /compute/v2.1/servers} into {@code compute} and {@code /servers}; empty if no
     * service has this path.
     */
    static Optional<Target> target(String path) {
        for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
            String start = prefix.getValue();
            if (path.equals(start) || path.startsWith(start + "/")) {
                return Optional.of(new Target(prefix.getKey(), path.substring(start.length())));
            }
        }
        return Optional.empty();
    }

    /** Answers a request whose path is below the service's endpoint. */
    Response answer(String service, Request request) {
        try {
            return switch (service) {
                case "identity" ->
                        identityRoutes
                                .dispatch(request, NOBODY)
                                .orElseThrow(() ->
                                        ApiError.keystone(
                                                404, "Not Found", "Could not find resource."));
                case "compute" -> compute(request);
                case "network" -> serve(network, request);
                case "image" -> serve(image, request);
                case "volume" -> volume(request);
                default -> throw new IllegalArgumentException("no service " + service);
            };
        } catch (ApiError e) {
            return e.response();
        }
    }

    private Response compute(Request request) {
        ComputeApi.checkVersion(request);
        return serve(compute, request);
    }

    private Response serve(Routes routes, Request request) {
        Caller caller = identity.caller(request);
        return routes.dispatch(request, caller)
                .orElseThrow(() -> ApiError.notFound("The resource could not be found."));
    }

    /** Cinder's paths name the project; it must be the token's. */
    private Response volume(Request request) {
        Caller caller = identity.caller(request);
        String own = "/" + caller.projectId();
        if (!request.path().startsWith(own + "/")) {
            throw ApiError.badRequest("Malformed request url");
        }
        return volume.dispatch(request.below(own), caller)
                .orElseThrow(() -> ApiError.notFound("The resource could not be found."));
    }

    @Override
    public void close() {
        work.close();
        driver.close();
    }
}
