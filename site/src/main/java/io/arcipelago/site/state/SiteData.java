package io.arcipelago.site.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All objects of a site, by id, in the order of their creation. Touch it only inside {@link
 * SiteStore#read} and {@link SiteStore#change}; the values are immutable.
 */
public final class SiteData {

    private final Map<String, Network> networks;
    private final Map<String, Subnet> subnets;
    private final Map<String, Router> routers;
    private final Map<String, Port> ports;
    private final Map<String, SecurityGroup> securityGroups;
    private final Map<String, FloatingIp> floatingIps;
    private final Map<String, Server> servers;
    private final Map<String, Volume> volumes;
    private final Map<String, KeyPair> keyPairs;

    public SiteData() {
        this(
                new Snapshot(
                        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of(), List.of()));
    }

    SiteData(Snapshot snapshot) {
        networks = index(snapshot.networks(), Network::id);
        subnets = index(snapshot.subnets(), Subnet::id);
        routers = index(snapshot.routers(), Router::id);
        ports = index(snapshot.ports(), Port::id);
        securityGroups = index(snapshot.securityGroups(), SecurityGroup::id);
        floatingIps = index(snapshot.floatingIps(), FloatingIp::id);
        servers = index(snapshot.servers(), Server::id);
        volumes = index(snapshot.volumes(), Volume::id);
        keyPairs = index(snapshot.keyPairs(), it -> keyPairId(it.userId(), it.name()));
    }

    /** The objects as they are written to the file. */
    public record Snapshot(
            List<Network> networks,
            List<Subnet> subnets,
            List<Router> routers,
            List<Port> ports,
            List<SecurityGroup> securityGroups,
            List<FloatingIp> floatingIps,
            List<Server> servers,
            List<Volume> volumes,
            List<KeyPair> keyPairs) {}

    public Snapshot snapshot() {
        return new Snapshot(
                List.copyOf(networks.values()),
                List.copyOf(subnets.values()),
                List.copyOf(routers.values()),
                List.copyOf(ports.values()),
                List.copyOf(securityGroups.values()),
                List.copyOf(floatingIps.values()),
                List.copyOf(servers.values()),
                List.copyOf(volumes.values()),
                List.copyOf(keyPairs.values()));
    }

    private static <T> Map<String, T> index(List<T> list, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        list.forEach(it -> map.put(id.apply(it), it));
        return map;
    }

    public static String keyPairId(String userId, String name) {
        return userId + "/" + name;
    }

    public Map<String, Network> networks() {
        return networks;
    }

    public Map<String, Subnet> subnets() {
        return subnets;
    }

    public Map<String, Router> routers() {
        return routers;
    }

    public Map<String, Port> ports() {
        return ports;
    }

    public Map<String, SecurityGroup> securityGroups() {
        return securityGroups;
    }

    public Map<String, FloatingIp> floatingIps() {
        return floatingIps;
    }

    public Map<String, Server> servers() {
        return servers;
    }

    public Map<String, Volume> volumes() {
        return volumes;
    }

    public Map<String, KeyPair> keyPairs() {
        return keyPairs;
    }

    public Optional<Subnet> subnetOf(String networkId) {
        return subnets.values().stream().filter(it -> it.networkId().equals(networkId)).findFirst();
    }

    public Stream<Port> portsOn(String networkId) {
        return ports.values().stream().filter(it -> it.networkId().equals(networkId));
    }

    public Stream<Port> portsOfDevice(String deviceId) {
        return ports.values().stream().filter(it -> it.deviceId().equals(deviceId));
    }

    public Stream<Volume> volumesOf(String serverId) {
        return volumes.values().stream()
                .filter(it ->
                        it.attached().filter(to -> to.serverId().equals(serverId)).isPresent());
    }

    /** The router with a leg on this network, if any. */
    public Optional<Router> routerOf(String networkId) {
        return portsOn(networkId)
                .filter(it -> it.deviceOwner().equals(Port.ROUTER_INTERFACE))
                .flatMap(it -> Optional.ofNullable(routers.get(it.deviceId())).stream())
                .findFirst();
    }

    /**
     * Removes a port; floating IPs that stood for it stand for none.
     *
     * @return the routers whose translations this changes
     */
    public List<String> removePort(String portId) {
        Port port = ports.remove(portId);
        if (port == null) {
            return List.of();
        }
        Optional<Router> router = routerOf(port.networkId());
        boolean translated = false;
        for (FloatingIp floatingIp : List.copyOf(floatingIps.values())) {
            if (floatingIp.portId().filter(portId::equals).isPresent()) {
                floatingIps.put(floatingIp.id(), floatingIp.withPort(Optional.empty()));
                translated = true;
            }
        }
        return translated ? router.map(Router::id).stream().toList() : List.of();
    }
}
