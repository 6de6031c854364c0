package io.arcipelago.site.work;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.FloatingIp;
import io.arcipelago.site.state.Network;
import io.arcipelago.site.state.Port;
import io.arcipelago.site.state.Router;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Subnet;
import io.arcipelago.site.state.Volume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says in the driver's terms what the site's objects ask for. Pure; called under the lock. */
public final class DriverSpecs {

    private static final int LONGEST_HOSTNAME = 63;

    private DriverSpecs() {}

    /** Empty while the network has no subnet. */
    static Optional<NetworkSpec> network(SiteData data, String networkId) {
        Network network = data.networks().get(networkId);
        if (network == null) {
            return Optional.empty();
        }
        return data.subnetOf(networkId)
                .map(subnet ->
                        new NetworkSpec(
                                networkId,
                                network.external(),
                                subnet.cidr(),
                                subnet.gateway()
                                        .orElseGet(() -> Cidr.parse(subnet.cidr()).firstHost())));
    }

    /** Empty while the router has no gateway: it then connects nothing that a driver makes. */
    static Optional<RouterSpec> router(SiteData data, String routerId) {
        Router router = data.routers().get(routerId);
        if (router == null || router.gateway().isEmpty()) {
            return Optional.empty();
        }
        Router.Gateway gateway = router.gateway().get();
        List<RouterSpec.Interface> interfaces = new ArrayList<>();
        Set<String> networks = new LinkedHashSet<>();
        data.portsOfDevice(routerId)
                .forEach(port -> {
                    networks.add(port.networkId());
                    interfaces.add(
                            new RouterSpec.Interface(port.networkId(), withPrefix(data, port)));
                });
        List<RouterSpec.FloatingIp> floatingIps = new ArrayList<>();
        for (FloatingIp floatingIp : data.floatingIps().values()) {
            floatingIp
                    .portId()
                    .map(data.ports()::get)
                    .filter(port -> networks.contains(port.networkId()))
                    .ifPresent(port ->
                            floatingIps.add(
                                    new RouterSpec.FloatingIp(
                                            floatingIp.address(), port.address())));
        }
        return Optional.of(
                new RouterSpec(
                        routerId, gateway.networkId(), gateway.address(), interfaces, floatingIps));
    }

    static ServerSpec server(SiteData data, Server server) {
        Server.Order order = server.order();
        return new ServerSpec(
                server.id(),
                hostname(server.name(), server.id()),
                order.imageName(),
                order.vcpus(),
                order.ramMib(),
                order.diskGib(),
                order.portIds().stream()
                        .flatMap(id -> Stream.ofNullable(data.ports().get(id)))
                        .map(port -> port(data, port))
                        .toList(),
                order.publicKey().stream().toList(),
                order.userData(),
                firewall(data, server),
                attachments(data, server.id()));
    }

    private static ServerSpec.Port port(SiteData data, Port port) {
        Subnet subnet = data.subnets().get(port.subnetId());
        return new ServerSpec.Port(
                port.id(),
                port.networkId(),
                port.macAddress(),
                withPrefix(data, port),
                subnet == null ? Optional.empty() : subnet.gateway());
    }

    static List<Attachment> attachments(SiteData data, String serverId) {
        return data.volumesOf(serverId)
                .filter(it ->
                        it.status() == Volume.Status.IN_USE
                                || it.status() == Volume.Status.ATTACHING)
                .flatMap(it ->
                        it.attached().stream().map(to -> new Attachment(it.id(), to.device())))
                .toList();
    }

    static List<FirewallRule> firewall(SiteData data, Server server) {
        if (server.order().unreachable()) {
            return List.of();
        }
        Set<FirewallRule> rules = new LinkedHashSet<>();
        for (String portId : server.order().portIds()) {
            Port port = data.ports().get(portId);
            if (port != null) {
                for (String groupId : port.securityGroupIds()) {
                    SecurityGroup group = data.securityGroups().get(groupId);
                    if (group != null) {
                        group.rules().forEach(rule -> rules.addAll(expanded(data, rule)));
                    }
                }
            }
        }
        return List.copyOf(rules);
    }

    /** One driver rule per remote address: drivers know addresses, not groups. */
    private static List<FirewallRule> expanded(SiteData data, SecurityGroup.Rule rule) {
        if (!rule.etherType().equals("IPv4")) {
            return List.of();
        }
        List<String> remotes =
                rule.remoteGroupId()
                        .map(group ->
                                data.ports().values().stream()
                                        .filter(it -> it.securityGroupIds().contains(group))
                                        .map(it -> it.address() + "/32")
                                        .toList())
                        .orElseGet(() -> List.of(rule.remoteCidr().orElse("0.0.0.0/0")));
        String protocol = rule.protocol().orElse("any");
        boolean ported = protocol.equals("tcp") || protocol.equals("udp");
        return remotes.stream()
                .map(remote ->
                        new FirewallRule(
                                rule.direction(),
                                protocol,
                                ported ? rule.portMin().orElse(0) : 0,
                                ported ? rule.portMax().orElse(65_535) : 65_535,
                                remote))
                .toList();
    }

    private static String withPrefix(SiteData data, Port port) {
        Subnet subnet = data.subnets().get(port.subnetId());
        int prefix = subnet == null ? 32 : Cidr.parse(subnet.cidr()).prefix();
        return port.address() + "/" + prefix;
    }

    /** Nova's rule: lower case, what a host name cannot hold becomes a hyphen, 63 characters. */
    public static String hostname(String name, String id) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_HOSTNAME));
        String clean = cut.replaceAll("-+$", "");
        return clean.isEmpty() ? "server-" + id : clean;
    }
}
