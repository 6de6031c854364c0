package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.DeploymentObjects;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.Neutron;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import java.util.List;

/** Finds and removes everything on a site that carries a deployment's mark. */
public final class Sweep {

    private Sweep() {}

    /**
     * Asks the site to remove all objects of a deployment. Answers what was found; when that is
     * empty, nothing is left.
     */
    public static List<String> removeAll(DeploymentId deployment, OpenStackClient site) {
        DeploymentObjects found = site.findByTag(deployment.toString());
        Neutron network = site.network();
        found.floatingIps().forEach(it -> network.deleteFloatingIp(it.id()));
        found.servers().forEach(it -> site.compute().deleteServer(it.id()));
        if (found.servers().isEmpty()) {
            found.volumes().stream()
                    .filter(it -> !it.status().equals("deleting"))
                    .forEach(it -> site.volumes().deleteVolume(it.id()));
            found.ports().forEach(it -> network.deletePort(it.id()));
            found.routers().forEach(it -> removeRouter(it.id(), network));
            found.subnets().forEach(it -> network.deleteSubnet(it.id()));
            found.networks().forEach(it -> network.deleteNetwork(it.id()));
            found.securityGroups().forEach(it -> network.deleteSecurityGroup(it.id()));
            found.keyPairs().forEach(it -> site.compute().deleteKeyPair(it.name()));
        }
        return found.describe();
    }

    private static void removeRouter(String router, Neutron network) {
        network.ports(NetworkFilter.all().and("device_id", router)).stream()
                .filter(port -> port.deviceOwner().startsWith("network:router_interface"))
                .flatMap(port -> port.fixedIps().stream())
                .forEach(address -> network.removeRouterInterface(router, address.subnetId()));
        network.deleteRouter(router);
    }
}
