package io.arcipelago.site.simulated;

import io.arcipelago.site.SiteDriverFactory;
import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Servers that just exist: nothing runs, nothing answers on their addresses. It insists on the
 * order that a real driver needs, networks and volumes before the servers that use them.
 */
public final class SimulatedDriver implements SiteDriver {

    /** Makes simulated drivers, which every machine can have. */
    public static final class Factory implements SiteDriverFactory {
        @Override
        public Optional<String> unavailableReason() {
            return Optional.empty();
        }

        @Override
        public SiteDriver create(String instance, String siteName, Path dataDir) {
            return new SimulatedDriver();
        }
    }

    private record Machine(ServerSpec spec, boolean running, int boots) {}

    private final Map<String, NetworkSpec> networks = new ConcurrentHashMap<>();
    private final Map<String, RouterSpec> routers = new ConcurrentHashMap<>();
    private final Map<String, VolumeSpec> volumes = new ConcurrentHashMap<>();
    private final Map<String, Machine> machines = new ConcurrentHashMap<>();
    private final Map<String, List<FirewallRule>> firewalls = new ConcurrentHashMap<>();
    private final Map<String, List<Attachment>> attachments = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        networks.put(network.id(), network);
    }

    @Override
    public void removeNetwork(String networkId) {
        networks.remove(networkId);
    }

    @Override
    public void ensureRouter(RouterSpec router) {
        requireNetwork(router.externalNetworkId());
        router.interfaces().forEach(it -> requireNetwork(it.networkId()));
        routers.put(router.id(), router);
    }

    @Override
    public void removeRouter(String routerId) {
        routers.remove(routerId);
    }

    @Override
    public void ensureVolume(VolumeSpec volume) {
        volumes.put(volume.id(), volume);
    }

    @Override
    public void removeVolume(String volumeId) {
        volumes.remove(volumeId);
    }

    @Override
    public void ensureServer(ServerSpec server) {
        server.ports().forEach(it -> requireNetwork(it.networkId()));
        server.attachments().forEach(it -> requireVolume(it.volumeId()));
        machines.compute(
                server.id(),
                (_, before) ->
                        before != null && before.running()
                                ? new Machine(server, true, before.boots())
                                : new Machine(
                                        server, true, before == null ? 1 : before.boots() + 1));
        firewalls.put(server.id(), server.firewall());
        attachments.put(server.id(), server.attachments());
    }

    @Override
    public void stopServer(String serverId) {
        machines.computeIfPresent(
                serverId, (_, before) -> new Machine(before.spec(), false, before.boots()));
    }

    @Override
    public void removeServer(String serverId) {
        machines.remove(serverId);
        firewalls.remove(serverId);
        attachments.remove(serverId);
    }

    @Override
    public void ensureAttachments(String serverId, List<Attachment> wanted) {
        wanted.forEach(it -> requireVolume(it.volumeId()));
        attachments.put(serverId, List.copyOf(wanted));
    }

    @Override
    public void ensureFirewall(String serverId, List<FirewallRule> rules) {
        firewalls.put(serverId, List.copyOf(rules));
    }

    @Override
    public boolean isRunning(String serverId) {
        Machine machine = machines.get(serverId);
        return machine != null && machine.running();
    }

    @Override
    public List<String> console(String serverId, int maxLines) {
        Machine machine = machines.get(serverId);
        if (machine == null) {
            return List.of();
        }
        List<String> lines =
                List.of(
                        "simulated boot " + machine.boots() + " of " + machine.spec().image(),
                        machine.spec().hostname() + " login:");
        return lines.subList(Math.max(0, lines.size() - maxLines), lines.size());
    }

    @Override
    public void reconcile(
            Set<String> networkIds,
            Set<String> routerIds,
            Set<String> volumeIds,
            Set<String> serverIds) {
        networks.keySet().retainAll(networkIds);
        routers.keySet().retainAll(routerIds);
        volumes.keySet().retainAll(volumeIds);
        machines.keySet().retainAll(serverIds);
        firewalls.keySet().retainAll(serverIds);
        attachments.keySet().retainAll(serverIds);
    }

    @Override
    public void close() {
        machines.keySet().forEach(this::stopServer);
        routers.clear();
        networks.clear();
    }

    /** What is let through to a server now. */
    public List<FirewallRule> firewall(String serverId) {
        return firewalls.getOrDefault(serverId, List.of());
    }

    /** The volumes that a server sees now. */
    public List<Attachment> attachments(String serverId) {
        return attachments.getOrDefault(serverId, List.of());
    }

    /** The order with which a server was last booted. */
    public Optional<ServerSpec> server(String serverId) {
        return Optional.ofNullable(machines.get(serverId)).map(Machine::spec);
    }

    public Optional<RouterSpec> router(String routerId) {
        return Optional.ofNullable(routers.get(routerId));
    }

    /** Ids of everything that exists, for proofs that nothing is left. */
    public Set<String> networkIds() {
        return Set.copyOf(networks.keySet());
    }

    public Set<String> volumeIds() {
        return Set.copyOf(volumes.keySet());
    }

    private void requireNetwork(String id) {
        if (!networks.containsKey(id)) {
            throw new SiteDriverException("Network " + id + " does not exist yet");
        }
    }

    private void requireVolume(String id) {
        if (!volumes.containsKey(id)) {
            throw new SiteDriverException("Volume " + id + " does not exist yet");
        }
    }
}
