package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.SiteDriverException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The layer-2 segments of a site: one bridge per network, all in one network namespace of their
 * own.
 *
 * <p>Tenant networks have no address anywhere but on their servers and routers, so their subnets
 * may overlap. An external network has one more leg: an interface of the machine that carries the
 * gateway address, by which the machine routes to it.
 */
final class Fabric {

    private final SandboxNames names;
    private final Egress egress;
    private final int mtu = Machine.mtu();
    private final ReentrantLock creation = new ReentrantLock();
    private final Map<String, NetworkSpec> known = new ConcurrentHashMap<>();

    Fabric(SandboxNames names, Egress egress) {
        this.names = names;
        this.egress = egress;
    }

    /**
     * @throws SiteDriverException if an external network overlaps one the machine already has
     */
    void ensure(NetworkSpec network) {
        Ipv4Subnet subnet = Ipv4Subnet.parse(network.cidr());
        creation.lock();
        try {
            if (!Namespaces.exists(names.fabric())) {
                Namespaces.create(names.fabric());
            }
        } finally {
            creation.unlock();
        }
        String bridge = bridge(network.id());
        if (!Namespaces.links(names.fabric()).contains(bridge)) {
            Namespaces.ip(
                    names.fabric(),
                    List.of(
                            "link add name " + bridge + " mtu " + mtu + " type bridge",
                            "link set " + bridge + " up"));
        }
        if (network.external()) {
            ensureMachineLeg(network, subnet, bridge);
            egress.ensure(subnet, names.externalInterface(network.id()));
        }
        known.put(network.id(), network);
    }

    private void ensureMachineLeg(NetworkSpec network, Ipv4Subnet subnet, String bridge) {
        String leg = names.externalInterface(network.id());
        if (Namespaces.machineLinksStartingWith(leg).contains(leg)) {
            return;
        }
        refuseOverlap(network, subnet);
        String peer = SandboxNames.inner('h', network.id());
        Ipv4Subnet gateway =
                new Ipv4Subnet(
                        Ipv4Subnet.parse(network.gateway()).address(), subnet.prefixLength());
        Command.runWithInput(
                String.join(
                        "\n",
                        "link add name %s mtu %d type veth peer name %s mtu %d netns %s"
                                .formatted(leg, mtu, peer, mtu, names.fabric()),
                        "address add " + gateway.notation() + " dev " + leg,
                        "link set " + leg + " up\n"),
                "ip",
                "-batch",
                "-");
        Namespaces.ip(names.fabric(), List.of("link set " + peer + " master " + bridge + " up"));
    }

    private static void refuseOverlap(NetworkSpec network, Ipv4Subnet subnet) {
        for (String line : Command.run("ip", "-o", "-4", "address", "show").lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (Ipv4Subnet.parse(words.get(3)).overlaps(subnet)) {
                throw new SiteDriverException(
                        "External network %s (%s) overlaps %s of this machine's interface %s; give the site another external subnet"
                                .formatted(
                                        network.id(), network.cidr(), words.get(3), words.get(1)));
            }
        }
    }

    void remove(String networkId) {
        known.remove(networkId);
        // The machine's leg is named after two digits of the network's, and another network may
        // have the same two; its other end has enough of them to tell.
        String leg = names.externalInterface(networkId);
        boolean external = false;
        if (Namespaces.exists(names.fabric())) {
            String peer = SandboxNames.inner('h', networkId);
            external = Namespaces.links(names.fabric()).contains(peer);
            Command.attempt("ip", "-n", names.fabric(), "link", "delete", bridge(networkId));
        }
        if (external) {
            Command.run("ip", "link", "delete", leg);
            egress.remove(leg);
        }
    }

    /** Plugs a new interface of a namespace into a network. */
    void plug(String networkId, String namespace, String inside, String port, String macOption) {
        if (!Namespaces.exists(names.fabric())
                || !Namespaces.links(names.fabric()).contains(bridge(networkId))) {
            throw new SiteDriverException(
                    "Network %s does not exist on this site".formatted(networkId));
        }
        Namespaces.ip(
                names.fabric(),
                List.of(
                        "link add name %s mtu %d type veth peer name %s mtu %d %s netns %s"
                                .formatted(port, mtu, inside, mtu, macOption, namespace),
                        "link set " + port + " master " + bridge(networkId) + " up"));
    }

    /** The network as last ensured. */
    NetworkSpec known(String networkId) {
        NetworkSpec network = known.get(networkId);
        if (network == null) {
            throw new SiteDriverException(
                    "Network %s is not known; ensure it before what uses it".formatted(networkId));
        }
        return network;
    }

    /** Removes every bridge and external leg whose network is not named. */
    void retain(Set<String> networkIds) {
        Set<String> bridges = new HashSet<>();
        Set<String> legs = new HashSet<>();
        for (String id : networkIds) {
            bridges.add(bridge(id));
            legs.add(names.externalInterface(id));
        }
        if (Namespaces.exists(names.fabric())) {
            List<String> lines = new ArrayList<>();
            for (String link : Namespaces.links(names.fabric())) {
                if (link.startsWith("n") && !bridges.contains(link)) {
                    lines.add("link delete " + link);
                }
            }
            if (!lines.isEmpty()) {
                Namespaces.ip(names.fabric(), lines);
            }
        }
        for (String leg : Namespaces.machineLinksStartingWith(names.tag())) {
            if (!legs.contains(leg)) {
                Command.run("ip", "link", "delete", leg);
            }
        }
        known.keySet().retainAll(networkIds);
        networkIds.forEach(this::recover);
        egress.retain(legs);
    }

    /** An external network that outlived a former process is known by the machine's leg on it. */
    private void recover(String networkId) {
        String leg = names.externalInterface(networkId);
        if (known.containsKey(networkId)
                || !Namespaces.machineLinksStartingWith(leg).contains(leg)) {
            return;
        }
        List<String> words =
                List.of(
                        Command.run("ip", "-o", "-4", "address", "show", "dev", leg)
                                .strip()
                                .split("\\s+"));
        if (words.size() > 3) {
            Ipv4Subnet gateway = Ipv4Subnet.parse(words.get(3));
            known.put(
                    networkId,
                    new NetworkSpec(networkId, true, gateway.network().notation(), gateway.host()));
            egress.ensure(gateway.network(), leg);
        }
    }

    void close() {
        retain(Set.of());
        Namespaces.remove(names.fabric());
    }

    private static String bridge(String networkId) {
        return SandboxNames.inner('n', networkId);
    }
}
