package io.arcipelago.site.work;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.Server.Status;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.SiteStore;
import io.arcipelago.site.state.Volume;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Boots, stops, starts and removes servers. Runs in order per server. */
final class ServerWork {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWork.class);

    /** Nova's text, trailing blank included. */
    private static final String NO_HOST = "No valid host was found. ";

    private final SiteConfig config;
    private final SiteStore store;
    private final SiteDriver driver;
    private final InstantSource clock;
    private final SiteWork work;

    ServerWork(
            SiteConfig config,
            SiteStore store,
            SiteDriver driver,
            InstantSource clock,
            SiteWork work) {
        this.config = config;
        this.store = store;
        this.driver = driver;
        this.clock = clock;
        this.work = work;
    }

    /** Does what the server's state says is to be done. */
    void step(String id) {
        Optional<Server> found = server(id);
        if (found.isEmpty()) {
            return;
        }
        Server server = found.get();
        if (server.deleting()) {
            remove(server);
        } else if (server.condition().status() == Status.BUILD) {
            build(server);
        } else if (has(server, Server.Task.POWERING_OFF)) {
            guarded(server, () -> stop(server));
        } else if (has(server, Server.Task.POWERING_ON)) {
            guarded(server, () -> boot(id));
        }
    }

    /** After a restart: a server that was running runs again. */
    void restore(String id) {
        server(id)
                .filter(it -> it.running() && it.condition().task().isEmpty())
                .ifPresent(it -> guarded(it, () -> ensure(id)));
    }

    void firewall(String id) {
        Optional<List<FirewallRule>> rules =
                store.read(data ->
                        Optional.ofNullable(data.servers().get(id))
                                .filter(Server::running)
                                .map(it -> DriverSpecs.firewall(data, it)));
        rules.ifPresent(wanted -> {
            try {
                driver.ensureFirewall(id, wanted);
            } catch (SiteDriverException e) {
                LOG.warn("Firewall of server {} is not as ordered: {}", id, e.getMessage());
            }
        });
    }

    private void build(Server server) {
        String id = server.id();
        if (waitsFor(id, config.delays().serverBuild())) {
            return;
        }
        Optional<String> failure = server.order().failure();
        if (failure.isPresent()) {
            update(id, it -> it.failed(failure.get(), clock.instant()));
        } else if (store.read(data -> overCommitted(data, id))) {
            update(id, it -> it.failed(NO_HOST, clock.instant()));
        } else {
            guarded(server, () -> boot(id));
        }
    }

    private void boot(String id) {
        ensure(id);
        update(id, it -> it.withStatus(Status.ACTIVE, clock.instant()));
        // Rules may have changed while the server booted.
        firewall(id);
    }

    private void ensure(String id) {
        work.awaitNetworking();
        Optional<ServerSpec> spec =
                store.read(data ->
                        Optional.ofNullable(data.servers().get(id))
                                .map(it -> DriverSpecs.server(data, it)));
        spec.ifPresent(driver::ensureServer);
    }

    private void stop(Server server) {
        if (waitsFor(server.id(), config.delays().serverStop())) {
            return;
        }
        driver.stopServer(server.id());
        update(server.id(), it -> it.withStatus(Status.SHUTOFF, clock.instant()));
    }

    private void remove(Server server) {
        String id = server.id();
        try {
            driver.removeServer(id);
        } catch (SiteDriverException e) {
            LOG.warn("Server {} could not be removed: {}", id, e.getMessage());
            store.change(data ->
                    data.servers()
                            .computeIfPresent(
                                    id,
                                    (_, it) ->
                                            it.failed(
                                                    String.valueOf(e.getMessage()),
                                                    clock.instant())));
            return;
        }
        Set<String> routers = new HashSet<>();
        Set<String> groups = new HashSet<>();
        store.change(data -> forget(data, server, routers, groups));
        work.routers(routers);
        work.firewalls(groups);
    }

    private static boolean forget(
            SiteData data, Server server, Set<String> routers, Set<String> groups) {
        data.servers().remove(server.id());
        for (Port port : data.portsOfDevice(server.id()).toList()) {
            groups.addAll(port.securityGroupIds());
            if (server.ownPortIds().contains(port.id())) {
                routers.addAll(data.removePort(port.id()));
            } else {
                data.ports().put(port.id(), port.withDevice("", ""));
            }
        }
        data.volumesOf(server.id())
                .toList()
                .forEach(it ->
                        data.volumes()
                                .put(it.id(), it.with(Volume.Status.AVAILABLE, Optional.empty())));
        return true;
    }

    private boolean overCommitted(SiteData data, String id) {
        if (config.capacity().isEmpty()) {
            return false;
        }
        SiteConfig.Capacity capacity = config.capacity().get();
        int vcpus = 0;
        int ramMib = 0;
        for (Server server : data.servers().values()) {
            boolean holds =
                    server.condition().status() == Status.ACTIVE
                            || server.condition().status() == Status.SHUTOFF
                            || server.id().equals(id);
            if (holds) {
                vcpus += server.order().vcpus();
                ramMib += server.order().ramMib();
            }
        }
        return vcpus > capacity.vcpus() || ramMib > capacity.ramMib();
    }

    /** Lets the configured time pass; true if the server is to be deleted meanwhile. */
    private boolean waitsFor(String id, Duration delay) {
        try {
            return store.await(
                    data ->
                            Optional.ofNullable(data.servers().get(id))
                                    .map(Server::deleting)
                                    .orElse(true),
                    delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void guarded(Server server, Runnable work) {
        try {
            work.run();
        } catch (SiteDriverException e) {
            update(server.id(), it -> it.failed(String.valueOf(e.getMessage()), clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("Server {} could not be handled", server.id(), e);
            update(
                    server.id(),
                    it -> it.failed("Unexpected failure of the driver", clock.instant()));
        }
    }

    /** A deletion that arrived meanwhile stays what is to be done. */
    private void update(String id, UnaryOperator<Server> change) {
        store.change(data ->
                data.servers()
                        .computeIfPresent(id, (_, it) -> it.deleting() ? it : change.apply(it)));
    }

    private Optional<Server> server(String id) {
        return store.read(data -> Optional.ofNullable(data.servers().get(id)));
    }

    private static boolean has(Server server, Server.Task task) {
        return server.condition().task().filter(it -> it == task).isPresent();
    }
}
