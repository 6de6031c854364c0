package io.arcipelago.orchestrator.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.openstack.Tags;
import io.arcipelago.orchestrator.catalogue.Blueprint;
import io.arcipelago.orchestrator.catalogue.Blueprints;
import io.arcipelago.orchestrator.catalogue.CatalogueFiles;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.placement.Choices;
import io.arcipelago.orchestrator.placement.Choices.ServerChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisioningPlanTest {

    private static final DeploymentId ID =
            DeploymentId.parse("01a2047a-4a9e-7d4f-8003-13e2723724b7");
    private static final String CLUSTER =
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            imports: [services.yaml]
            topology_template:
              node_templates:
                pub_network:
                  type: tosca.nodes.indigo.network.Network
                  properties: {network_type: public}
                port:
                  type: tosca.nodes.network.Port
                  properties: {order: 0}
                  requirements: [{binding: head}, {link: pub_network}]
                head: {type: tosca.nodes.indigo.Compute}
                worker:
                  type: tosca.nodes.indigo.Compute
                  capabilities:
                    scalable: {properties: {count: 3}}
            """;

    private static Blueprint catalogue(String name) {
        CatalogueFiles files = new CatalogueFiles();
        return new Blueprints(files)
                .require(files.text("templates/" + name + ".yaml").orElseThrow(), Map.of());
    }

    private static Choices choices(String privateNetwork, String... nodes) {
        List<ServerChoice> servers = new ArrayList<>();
        for (String node : nodes) {
            servers.add(new ServerChoice(node, "f", "small", "i", "debian-12", "debian"));
        }
        return new Choices(servers, "ext-id", privateNetwork, false);
    }

    private static List<CloudResource> plan(Blueprint blueprint, Choices choices) {
        return ProvisioningPlan.of(blueprint.topology(), choices, ID, 2, "ssh-ed25519 AAAA x");
    }

    private static String kinds(List<CloudResource> plan) {
        return String.join(" ", plan.stream().map(it -> it.kind().wire()).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "virtual-machine, keypair network subnet router security-group port server floating-ip",
        "web-service, keypair network subnet router security-group port server floating-ip",
        "virtual-machine-with-volume, keypair network subnet router security-group volume port"
                + " server floating-ip"
    })
    void eachServiceOfTheCatalogueIsMadeInAnOrderThatWorks(String service, String kinds) {
        List<CloudResource> plan = plan(catalogue(service), choices("", "server"));
        assertThat(kinds(plan)).isEqualTo(kinds);
        assertConsistent(plan);
    }

    /** Names are unique, all carry the deployment's mark, references point backwards. */
    private static void assertConsistent(List<CloudResource> plan) {
        Set<String> names = new HashSet<>();
        Set<String> before = new HashSet<>();
        int seq = 0;
        for (CloudResource resource : plan) {
            assertThat(resource.seq()).isEqualTo(++seq);
            assertThat(resource.attempt()).isEqualTo(2);
            assertThat(resource.state()).isEqualTo(ResourceState.PLANNED);
            assertThat(names.add(resource.kind() + resource.name())).as(resource.name()).isTrue();
            Tags mark = new Tags(ID.toString(), resource.node(), resource.index(), 2);
            assertThat(resource.name()).startsWith(mark.name());
            assertThat(Tags.fromDescription(resource.text("description"))).contains(mark);
            assertThat(resource.spec().get("metadata")).isEqualTo(mark.metadata());
            for (String reference :
                    List.of("network", "subnet", "router", "port", "keypair", "securityGroup")) {
                if (resource.spec().get(reference) instanceof String name) {
                    assertThat(before).as(resource.name() + "'s " + reference).contains(name);
                }
            }
            if (resource.spec().get("volumes") instanceof List<?> volumes) {
                for (Object volume : volumes) {
                    assertThat(before).contains(String.valueOf(((Map<?, ?>) volume).get("name")));
                }
            }
            before.add(resource.name());
        }
    }

    @Test
    void aVolumeIsRoundedUpAndAttachedToItsServer() {
        List<CloudResource> plan =
                plan(catalogue("virtual-machine-with-volume"), choices("", "server"));
        CloudResource volume = only(plan, ResourceKind.VOLUME).getFirst();
        CloudResource server = only(plan, ResourceKind.SERVER).getFirst();
        assertThat(volume.number("sizeGib")).isEqualTo(10);
        assertThat(server.spec().get("volumes"))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "name", volume.name(),
                                        "device", "/dev/vdb",
                                        "location", "/data",
                                        "fsType", "ext4")));
    }

    @Test
    void onlyPublicServersGetAnAddressAndEachServerItsOwnPort() {
        Blueprint cluster = new Blueprints(new CatalogueFiles()).require(CLUSTER, Map.of());
        List<CloudResource> plan = plan(cluster, choices("", "head", "worker"));
        assertConsistent(plan);
        assertThat(only(plan, ResourceKind.SERVER)).hasSize(4);
        assertThat(only(plan, ResourceKind.PORT)).hasSize(4);
        assertThat(only(plan, ResourceKind.NETWORK)).hasSize(1);
        assertThat(only(plan, ResourceKind.KEYPAIR)).hasSize(1);
        assertThat(only(plan, ResourceKind.SECURITY_GROUP)).hasSize(2);
        assertThat(only(plan, ResourceKind.FLOATING_IP))
                .extracting(CloudResource::node)
                .containsExactly("head");
    }

    @Test
    void anExistingNetworkIsUsedInsteadOfOneOfOurOwn() {
        List<CloudResource> plan = plan(catalogue("virtual-machine"), choices("net-id", "server"));
        assertThat(kinds(plan)).isEqualTo("keypair security-group port server floating-ip");
        assertThat(only(plan, ResourceKind.PORT).getFirst().text("networkId")).isEqualTo("net-id");
        assertConsistent(plan);
    }

    @Test
    void sshIsAlwaysOpenAndEachPortOnce() {
        CloudResource group =
                only(
                                plan(catalogue("web-service"), choices("", "server")),
                                ResourceKind.SECURITY_GROUP)
                        .getFirst();
        assertThat(OpenPorts.read(group.spec().get("rules")))
                .containsExactly(
                        new OpenPorts("tcp", 22, 22, "0.0.0.0/0"),
                        new OpenPorts("tcp", 80, 80, "0.0.0.0/0"));
        assertThat(group.detail()).contains("tcp 22, tcp 80");
    }

    @Test
    void rangesOfPortsAreWrittenAsSuchAndReadBackTheSame() {
        OpenPorts range = new OpenPorts("udp", 6000, 6010, "10.0.0.0/8");
        assertThat(OpenPorts.words(List.of(range))).isEqualTo("udp 6000-6010");
        assertThat(OpenPorts.read(List.of(range.spec()))).containsExactly(range);
        assertThat(OpenPorts.read(null)).isEmpty();
    }

    private static List<CloudResource> only(List<CloudResource> plan, ResourceKind kind) {
        return plan.stream().filter(it -> it.kind() == kind).toList();
    }
}
