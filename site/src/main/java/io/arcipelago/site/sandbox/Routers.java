package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routers: one network namespace each, with a leg on the external bridge and one on every tenant
 * bridge. Floating addresses are addresses of the external leg, translated by nftables.
 */
final class Routers {

    private final SandboxNames names;
    private final Fabric fabric;

    Routers(SandboxNames names, Fabric fabric) {
        this.names = names;
        this.fabric = fabric;
    }

    /** Makes a router have exactly these legs, addresses and translations. */
    void ensure(RouterSpec router) {
        String namespace = names.routerNamespace(router.id());
        if (!Namespaces.exists(namespace)) {
            Namespaces.create(namespace);
            Command.runWithInput(
                    "1",
                    "nsenter",
                    "--net=/run/netns/" + namespace,
                    "tee",
                    "/proc/sys/net/ipv4/ip_forward");
        }
        Map<String, Leg> wanted = legs(router);
        List<String> present = Namespaces.links(namespace);
        List<String> changes = new ArrayList<>();
        for (String link : present) {
            if (!link.equals("lo") && !wanted.containsKey(link)) {
                changes.add("link delete " + link);
            }
        }
        for (Map.Entry<String, Leg> entry : wanted.entrySet()) {
            if (!present.contains(entry.getKey())) {
                fabric.plug(
                        entry.getValue().networkId(),
                        namespace,
                        entry.getKey(),
                        SandboxNames.inner('r', router.id(), entry.getValue().networkId()),
                        "");
                changes.add("link set " + entry.getKey() + " up");
            }
        }
        addressChanges(namespace, wanted, changes);
        if (!router.externalNetworkId().isEmpty()) {
            NetworkSpec external = fabric.known(router.externalNetworkId());
            changes.add("route replace default via " + Ipv4Subnet.parse(external.gateway()).host());
        }
        if (!changes.isEmpty()) {
            Namespaces.ip(namespace, changes);
        }
        Command.runWithInput(
                ruleset(router), "nsenter", "--net=/run/netns/" + namespace, "nft", "-f", "-");
        forgetNeighbours(router, changes);
    }

    void remove(String routerId) {
        Namespaces.remove(names.routerNamespace(routerId));
    }

    private record Leg(String networkId, Set<String> addresses) {}

    private Map<String, Leg> legs(RouterSpec router) {
        Map<String, Leg> legs = new LinkedHashMap<>();
        if (!router.externalNetworkId().isEmpty()) {
            NetworkSpec external = fabric.known(router.externalNetworkId());
            int prefixLength = Ipv4Subnet.parse(external.cidr()).prefixLength();
            Set<String> addresses = new LinkedHashSet<>();
            Ipv4Subnet own = Ipv4Subnet.parse(router.externalAddress());
            addresses.add(new Ipv4Subnet(own.address(), prefixLength).notation());
            for (RouterSpec.FloatingIp floating : router.floatingIps()) {
                addresses.add(Ipv4Subnet.parse(floating.externalAddress()).host() + "/32");
            }
            legs.put(externalLeg(router), new Leg(router.externalNetworkId(), addresses));
        }
        for (RouterSpec.Interface tenant : router.interfaces()) {
            legs.merge(
                    SandboxNames.inner('t', tenant.networkId()),
                    new Leg(
                            tenant.networkId(),
                            Set.of(Ipv4Subnet.parse(tenant.address()).notation())),
                    Routers::union);
        }
        return legs;
    }

    private static Leg union(Leg one, Leg other) {
        Set<String> addresses = new LinkedHashSet<>(one.addresses());
        addresses.addAll(other.addresses());
        return new Leg(one.networkId(), addresses);
    }

    private static void addressChanges(
            String namespace, Map<String, Leg> wanted, List<String> changes) {
        Map<String, Set<String>> present = new LinkedHashMap<>();
        Command.run("ip", "-n", namespace, "-o", "-4", "address", "show")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .forEach(words ->
                        present.computeIfAbsent(words[1], link -> new HashSet<>())
                                .add(words[3].contains("/") ? words[3] : words[3] + "/32"));
        wanted.forEach((link, leg) -> {
            Set<String> had = present.getOrDefault(link, Set.of());
            for (String address : leg.addresses()) {
                if (!had.contains(address)) {
                    changes.add("address add " + address + " dev " + link);
                }
            }
            for (String address : had) {
                if (!leg.addresses().contains(address)) {
                    changes.add("address delete " + address + " dev " + link);
                }
            }
        });
    }

    private static String externalLeg(RouterSpec router) {
        return SandboxNames.inner('x', router.externalNetworkId());
    }

    static String ruleset(RouterSpec router) {
        StringBuilder text = new StringBuilder();
        text.append("table ip router\ndelete table ip router\n");
        text.append("table ip router {\n");
        text.append("  chain destination {\n");
        text.append("    type nat hook prerouting priority dstnat;\n");
        for (RouterSpec.FloatingIp floating : router.floatingIps()) {
            text.append(
                    "    ip daddr %s dnat to %s\n"
                            .formatted(
                                    Ipv4Subnet.parse(floating.externalAddress()).host(),
                                    Ipv4Subnet.parse(floating.fixedAddress()).host()));
        }
        text.append("  }\n  chain source {\n");
        text.append("    type nat hook postrouting priority srcnat;\n");
        if (!router.externalNetworkId().isEmpty()) {
            String out = externalLeg(router);
            for (RouterSpec.FloatingIp floating : router.floatingIps()) {
                text.append(
                        "    oifname \"%s\" ip saddr %s snat to %s\n"
                                .formatted(
                                        out,
                                        Ipv4Subnet.parse(floating.fixedAddress()).host(),
                                        Ipv4Subnet.parse(floating.externalAddress()).host()));
            }
            String own = Ipv4Subnet.parse(router.externalAddress()).host();
            text.append("    oifname \"%s\" snat to %s\n".formatted(out, own));
            // A server that calls a neighbour's floating address must get the answer through here.
            text.append("    iifname \"t*\" ct status dnat snat to %s\n".formatted(own));
        }
        return text.append("  }\n}\n").toString();
    }

    /** The machine may remember a moved floating address at the router that had it before. */
    private void forgetNeighbours(RouterSpec router, List<String> changes) {
        if (router.externalNetworkId().isEmpty()) {
            return;
        }
        String leg = names.externalInterface(router.externalNetworkId());
        List<String> flushes =
                router.floatingIps().stream()
                        .map(floating -> Ipv4Subnet.parse(floating.externalAddress()).host())
                        .filter(address ->
                                changes.contains(
                                        "address add %s/32 dev %s"
                                                .formatted(address, externalLeg(router))))
                        .map(address -> "neighbour flush to %s dev %s".formatted(address, leg))
                        .toList();
        if (!flushes.isEmpty()) {
            Command.attempt(
                    String.join("\n", flushes) + "\n",
                    Duration.ofSeconds(5),
                    List.of("ip", "-batch", "-"));
        }
    }
}
