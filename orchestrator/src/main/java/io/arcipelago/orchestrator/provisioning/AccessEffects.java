package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.openstack.FloatingIp;
import io.arcipelago.openstack.KeyPair;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.SecurityGroup;
import io.arcipelago.openstack.SecurityGroupRule;
import io.arcipelago.openstack.SecurityGroupRuleRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lets people reach servers: key pairs, security groups and floating addresses. */
final class AccessEffects {

    private AccessEffects() {}

    /** Nova's key pairs have no id but their name. */
    static final class KeyPairs implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.compute().keyPair(resource.name()).map(KeyPair::name);
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            return site.compute().createKeyPair(resource.name(), resource.text("publicKey")).name();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            return new Observed.Ready(cloudId, "Ed25519", Map.of());
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.compute().deleteKeyPair(cloudId);
            return true;
        }
    }

    static final class SecurityGroups implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site.network().securityGroups(NetworkFilter.name(resource.name())).stream()
                    .map(SecurityGroup::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            return site.network()
                    .createSecurityGroup(resource.name(), resource.text("description"))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            List<SecurityGroupRule> present =
                    site.network()
                            .securityGroup(cloudId)
                            .map(SecurityGroup::rules)
                            .orElse(List.of());
            List<OpenPorts> wanted = OpenPorts.read(resource.spec().get("rules"));
            for (OpenPorts ports : wanted) {
                if (present.stream().noneMatch(ports::isIn)) {
                    site.network()
                            .createSecurityGroupRule(
                                    SecurityGroupRuleRequest.ingress(
                                            cloudId,
                                            ports.protocol(),
                                            ports.from(),
                                            ports.to(),
                                            ports.remoteCidr()));
                }
            }
            return new Observed.Ready(cloudId, OpenPorts.words(wanted), Map.of());
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.network().deleteSecurityGroup(cloudId);
            return true;
        }
    }

    /**
     * Floating addresses have no name: the description, which holds the mark, is unique instead.
     */
    static final class FloatingIps implements Effects {

        @Override
        public Optional<String> find(CloudResource resource, OpenStackClient site) {
            return site
                    .network()
                    .floatingIps(
                            NetworkFilter.all().and("description", resource.text("description")))
                    .stream()
                    .map(FloatingIp::id)
                    .findFirst();
        }

        @Override
        public String create(CloudResource resource, Siblings siblings, OpenStackClient site) {
            String port = siblings.get(ResourceKind.PORT, resource.text("port")).requiredCloudId();
            return site.network()
                    .createFloatingIp(
                            resource.text("externalNetwork"),
                            resource.text("description"),
                            Optional.of(port))
                    .id();
        }

        @Override
        public Observed observe(
                CloudResource resource, String cloudId, Siblings siblings, OpenStackClient site) {
            FloatingIp floatingIp =
                    site.network()
                            .floatingIp(cloudId)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "floating IP of " + resource.node() + " vanished"));
            String port = siblings.get(ResourceKind.PORT, resource.text("port")).requiredCloudId();
            if (!floatingIp.portId().equals(Optional.of(port))) {
                floatingIp = site.network().associateFloatingIp(cloudId, Optional.of(port));
            }
            return new Observed.Ready(
                    cloudId, floatingIp.address(), Map.of("address", floatingIp.address()));
        }

        @Override
        public boolean remove(CloudResource resource, String cloudId, OpenStackClient site) {
            site.network().deleteFloatingIp(cloudId);
            return true;
        }
    }
}
