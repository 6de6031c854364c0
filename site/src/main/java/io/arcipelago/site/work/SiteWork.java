package io.arcipelago.site.work;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.SiteStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the driver to what the objects say. A call only names what changed; the work itself reads
 * the newest state, so repeating it is harmless and a restart repeats it for everything.
 */
public final class SiteWork implements AutoCloseable {

    /** One order for all networks and routers: a router needs its networks, a server both. */
    static final String NETWORKING = "networking";

    private final SiteConfig config;
    private final SiteStore store;
    private final SiteDriver driver;
    private final SerialWork work = new SerialWork();
    private final ServerWork servers;
    private final VolumeWork volumes;

    public SiteWork(SiteConfig config, SiteStore store, SiteDriver driver, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.driver = driver;
        this.servers = new ServerWork(config, store, driver, clock, this);
        this.volumes = new VolumeWork(config, store, driver);
    }

    /** What the site's servers really are: {@code simulated} or {@code sandboxed}. */
    public String driverName() {
        return driver.name();
    }

    /** Whether servers can be booted from the image of this name. */
    public boolean boots(String image) {
        return driver.boots(image);
    }

    /**
     * Makes the external networks exist before anything is promised to tenants; raises {@link
     * io.arcipelago.site.driver.SiteDriverException} if one cannot be had.
     */
    private void ensureExternalNetworks(SiteData.Snapshot all) {
        all.networks().stream()
                .flatMap(it -> store.read(data -> DriverSpecs.network(data, it.id())).stream())
                .filter(NetworkSpec::external)
                .forEach(driver::ensureNetwork);
    }

    /** Clears what a crash left, then takes up all that exists and all that was under way. */
    public void resume() {
        SiteData.Snapshot all = store.read(SiteData::snapshot);
        driver.reconcile(
                ids(all.networks().stream().map(it -> it.id()).toList()),
                ids(all.routers().stream().map(it -> it.id()).toList()),
                ids(all.volumes().stream().map(it -> it.id()).toList()),
                ids(all.servers().stream().map(it -> it.id()).toList()));
        ensureExternalNetworks(all);
        all.networks().forEach(it -> network(it.id()));
        all.routers().forEach(it -> router(it.id()));
        all.volumes().forEach(it -> volume(it.id()));
        for (Server server : all.servers()) {
            work.submit(serverKey(server.id()), () -> awaitVolumes(all, server.id()));
            work.submit(serverKey(server.id()), () -> servers.restore(server.id()));
            server(server.id());
            attachments(server.id());
        }
    }

    private void awaitVolumes(SiteData.Snapshot all, String serverId) {
        all.volumes().stream()
                .filter(it ->
                        it.attached().filter(to -> to.serverId().equals(serverId)).isPresent())
                .forEach(it -> work.awaitTail(volumeKey(it.id())));
    }

    private static Set<String> ids(List<String> ids) {
        return Set.copyOf(ids);
    }

    public void network(String id) {
        work.submit(
                NETWORKING,
                () -> {
                    Optional<NetworkSpec> spec = store.read(data -> DriverSpecs.network(data, id));
                    spec.ifPresentOrElse(driver::ensureNetwork, () -> driver.removeNetwork(id));
                });
    }

    public void router(String id) {
        work.submit(
                NETWORKING,
                () -> {
                    Optional<RouterSpec> spec = store.read(data -> DriverSpecs.router(data, id));
                    spec.ifPresentOrElse(driver::ensureRouter, () -> driver.removeRouter(id));
                });
    }

    public void routers(Collection<String> ids) {
        ids.forEach(this::router);
    }

    public void server(String id) {
        work.submit(serverKey(id), () -> servers.step(id));
    }

    public void attachments(String serverId) {
        work.submit(serverKey(serverId), () -> volumes.attach(serverId));
    }

    public void volume(String id) {
        work.submit(volumeKey(id), () -> volumes.step(id));
    }

    /** Updates the servers that these groups, or rules naming these groups as remote, concern. */
    public void firewalls(Collection<String> groupIds) {
        List<String> concerned =
                store.read(data -> {
                    Set<String> groups = new HashSet<>(groupIds);
                    for (SecurityGroup group : data.securityGroups().values()) {
                        if (group.rules().stream()
                                .anyMatch(rule ->
                                        rule.remoteGroupId()
                                                .filter(groupIds::contains)
                                                .isPresent())) {
                            groups.add(group.id());
                        }
                    }
                    return data.servers().values().stream()
                            .filter(Server::running)
                            .filter(it -> carriesAny(data, it, groups))
                            .map(Server::id)
                            .toList();
                });
        concerned.forEach(this::firewallOf);
    }

    /** Updates one server; harmless if the id is none of a server. */
    public void firewallOf(String serverId) {
        work.submit(serverKey(serverId), () -> servers.firewall(serverId));
    }

    private static boolean carriesAny(SiteData data, Server server, Set<String> groups) {
        return server.order().portIds().stream()
                .map(data.ports()::get)
                .anyMatch(port ->
                        port != null
                                && port.securityGroupIds().stream().anyMatch(groups::contains));
    }

    /** The server's console; asked of the driver directly, it changes nothing. */
    public List<String> console(String serverId, int lines) {
        return driver.console(serverId, lines);
    }

    void awaitNetworking() {
        work.awaitTail(NETWORKING);
    }

    private static String serverKey(String id) {
        return "server/" + id;
    }

    private static String volumeKey(String id) {
        return "volume/" + id;
    }

    /** Name of the site and of what it is made of. */
    public String describe() {
        return config.name() + " (" + driver.name() + ")";
    }

    @Override
    public void close() {
        work.close();
    }
}
