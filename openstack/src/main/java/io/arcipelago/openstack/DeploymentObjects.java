package io.arcipelago.openstack;

import java.util.ArrayList;
import java.util.List;

/** Everything on one site, in one project, that carries a deployment's mark. */
public record DeploymentObjects(
        List<Server> servers,
        List<Volume> volumes,
        List<FloatingIp> floatingIps,
        List<Port> ports,
        List<Router> routers,
        List<Subnet> subnets,
        List<Network> networks,
        List<SecurityGroup> securityGroups,
        List<KeyPair> keyPairs) {

    public DeploymentObjects {
        servers = List.copyOf(servers);
        volumes = List.copyOf(volumes);
        floatingIps = List.copyOf(floatingIps);
        ports = List.copyOf(ports);
        routers = List.copyOf(routers);
        subnets = List.copyOf(subnets);
        networks = List.copyOf(networks);
        securityGroups = List.copyOf(securityGroups);
        keyPairs = List.copyOf(keyPairs);
    }

    public boolean isEmpty() {
        return describe().isEmpty();
    }

    /** One line per object, such as {@code server paas-... (id)}. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        servers.forEach(it -> lines.add("server " + it.name() + " (" + it.id() + ")"));
        volumes.forEach(it -> lines.add("volume " + it.name() + " (" + it.id() + ")"));
        floatingIps.forEach(it -> lines.add("floating IP " + it.address() + " (" + it.id() + ")"));
        ports.forEach(it -> lines.add("port " + it.name() + " (" + it.id() + ")"));
        routers.forEach(it -> lines.add("router " + it.name() + " (" + it.id() + ")"));
        subnets.forEach(it -> lines.add("subnet " + it.name() + " (" + it.id() + ")"));
        networks.forEach(it -> lines.add("network " + it.name() + " (" + it.id() + ")"));
        securityGroups.forEach(
                it -> lines.add("security group " + it.name() + " (" + it.id() + ")"));
        keyPairs.forEach(it -> lines.add("key pair " + it.name()));
        return lines;
    }
}
