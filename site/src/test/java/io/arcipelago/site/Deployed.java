package io.arcipelago.site;

import io.arcipelago.openstack.FloatingIp;
import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.Router;
import io.arcipelago.openstack.SecurityGroup;
import io.arcipelago.openstack.SecurityGroupRuleRequest;
import io.arcipelago.openstack.Server;
import io.arcipelago.openstack.ServerRequest;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.Subnet;
import io.arcipelago.openstack.SubnetRequest;
import io.arcipelago.openstack.Tags;
import io.arcipelago.openstack.VolumeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A small deployment made with the client: a network with a router, a group, a server, a volume.
 */
record Deployed(
        Tags tags,
        Network network,
        Subnet subnet,
        Router router,
        SecurityGroup group,
        String serverId,
        String portId,
        FloatingIp floatingIp,
        String volumeId) {

    static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHl9 somebody";

    static String flavor(OpenStackClient client, String name) {
        return client.compute().flavors().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    static String image(OpenStackClient client) {
        return client.images().activeImages().getFirst().id();
    }

    static ServerRequest small(OpenStackClient client, Tags tags) {
        return ServerRequest.of(
                tags.name(), flavor(client, "small"), image(client), tags.metadata());
    }

    static Deployed make(OpenStackClient client, Tags tags) {
        Network external =
                client.network()
                        .networks(NetworkFilter.all().and("router:external", "True"))
                        .getFirst();
        Network network = client.network().createNetwork(tags.name("net"), tags.description());
        Subnet subnet =
                client.network()
                        .createSubnet(
                                new SubnetRequest(
                                        network.id(),
                                        tags.name("subnet"),
                                        tags.description(),
                                        "10.7.0.0/24",
                                        Optional.empty(),
                                        List.of("198.18.10.1")));
        Router router =
                client.network()
                        .createRouter(
                                tags.name("router"),
                                tags.description(),
                                Optional.of(external.id()));
        client.network().addRouterInterface(router.id(), subnet.id());
        SecurityGroup group =
                client.network().createSecurityGroup(tags.name("group"), tags.description());
        client.network()
                .createSecurityGroupRule(
                        SecurityGroupRuleRequest.ingress(group.id(), "tcp", 22, 22, "0.0.0.0/0"));
        client.compute().createKeyPair(tags.name("key"), KEY);
        String serverId =
                client.compute()
                        .createServer(
                                small(client, tags)
                                        .withNics(
                                                List.of(
                                                        new ServerRequest.Nic.OnNetwork(
                                                                network.id())))
                                        .withSecurityGroups(List.of(group.id()))
                                        .withKeyName(tags.name("key"))
                                        .withUserData("#cloud-config\n"));
        awaitStatus(client, serverId, ServerStatus.ACTIVE);
        String portId =
                client.network()
                        .ports(NetworkFilter.all().and("device_id", serverId))
                        .getFirst()
                        .id();
        FloatingIp floatingIp =
                client.network()
                        .createFloatingIp(external.id(), tags.description(), Optional.of(portId));
        String volumeId =
                client.volumes()
                        .createVolume(
                                new VolumeRequest(
                                        tags.name("data"),
                                        tags.description(),
                                        5,
                                        Optional.empty(),
                                        tags.metadata()))
                        .id();
        awaitVolume(client, volumeId, "available");
        client.compute().attachVolume(serverId, volumeId, Optional.empty());
        awaitVolume(client, volumeId, "in-use");
        return new Deployed(
                tags, network, subnet, router, group, serverId, portId, floatingIp, volumeId);
    }

    void remove(OpenStackClient client) {
        client.network().deleteFloatingIp(floatingIp.id());
        client.compute().deleteServer(serverId);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.compute().server(serverId).isEmpty());
        client.volumes().deleteVolume(volumeId);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.volumes().volume(volumeId).isEmpty());
        client.network().removeRouterInterface(router.id(), subnet.id());
        client.network().deleteRouter(router.id());
        client.network().deleteNetwork(network.id());
        client.network().deleteSecurityGroup(group.id());
        client.compute().deleteKeyPair(tags.name("key"));
    }

    static Server awaitStatus(OpenStackClient client, String id, ServerStatus status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.compute().server(id),
                        it -> it.filter(server -> server.status() == status).isPresent())
                .orElseThrow();
    }

    static void awaitVolume(OpenStackClient client, String id, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.volumes().volume(id),
                        it -> it.filter(volume -> volume.status().equals(status)).isPresent());
    }
}
