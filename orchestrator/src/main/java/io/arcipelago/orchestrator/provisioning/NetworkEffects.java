package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.Port;
import io.arcipelago.openstack.PortRequest;
import io.arcipelago.openstack.Router;
import io.arcipelago.openstack.Subnet;
import io.arcipelago.openstack.SubnetRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks, subnets, routers and ports. */
final class NetworkEffects {

    private NetworkEffects() {}

    static final class Networks implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.network().networks(NetworkFilter.name(resource.name())).stream()
                    .map(Network::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            return site.network().createNetwork(resource.name(), resource.text("description")).id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            return new Observed.Ready(cloudId, "private network", Map.of());
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.network().deleteNetwork(cloudId);
            return true;
        }
    }

    static final class Subnets implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.network().subnets(NetworkFilter.name(resource.name())).stream()
                    .map(Subnet::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            CloudResource network = siblings.get(ResourceKind.NETWORK, resource.text("network"));
            return site.network()
                    .createSubnet(
                            new SubnetRequest(
                                    network.requiredCloudId(),
                                    resource.name(),
                                    resource.text("description"),
                                    resource.text("cidr"),
                                    Optional.empty(),
                                    List.of()))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            return new Observed.Ready(cloudId, resource.text("cidr"), Map.of());
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.network().deleteSubnet(cloudId);
            return true;
        }
    }

    static final class Routers implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.network().routers(NetworkFilter.name(resource.name())).stream()
                    .map(Router::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            return site.network()
                    .createRouter(
                            resource.name(),
                            resource.text("description"),
                            Optional.of(resource.text("externalNetwork")))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            String subnet =
                    siblings.get(ResourceKind.SUBNET, resource.text("subnet")).requiredCloudId();
            boolean connected =
                    legs(cloudId, site).stream()
                            .flatMap(port -> port.fixedIps().stream())
                            .anyMatch(address -> address.subnetId().equals(subnet));
            if (!connected) {
                site.network().addRouterInterface(cloudId, subnet);
            }
            return new Observed.Ready(
                    cloudId, "between the private network and the outside", Map.of());
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            for (Port leg : legs(cloudId, site)) {
                leg.fixedIps()
                        .forEach(address ->
                                site.network().removeRouterInterface(cloudId, address.subnetId()));
            }
            site.network().deleteRouter(cloudId);
            return true;
        }

        private static List<Port> legs(String routerId, OpenStackClient site) {
            return site.network().ports(NetworkFilter.all().and("device_id", routerId)).stream()
                    .filter(port -> port.deviceOwner().startsWith("network:router_interface"))
                    .toList();
        }
    }

    static final class Ports implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.network().ports(NetworkFilter.name(resource.name())).stream()
                    .map(Port::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            String network =
                    Optional.ofNullable(resource.spec().get("network"))
                            .map(name -> siblings.get(ResourceKind.NETWORK, (String) name))
                            .map(CloudResource::requiredCloudId)
                            .orElseGet(() -> resource.text("networkId"));
            String group =
                    siblings.get(ResourceKind.SECURITY_GROUP, resource.text("securityGroup"))
                            .requiredCloudId();
            return site.network()
                    .createPort(
                            new PortRequest(
                                    network,
                                    resource.name(),
                                    resource.text("description"),
                                    List.of(group)))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            Port port =
                    site.network()
                            .port(cloudId)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "port " + resource.name() + " vanished"));
            String address = port.fixedIps().isEmpty() ? "" : port.fixedIps().getFirst().address();
            return new Observed.Ready(cloudId, address, Map.of("address", address));
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.network().deletePort(cloudId);
            return true;
        }
    }
}
