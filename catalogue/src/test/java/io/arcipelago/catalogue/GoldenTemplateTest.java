package io.arcipelago.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.tosca.AttributeSource;
import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.Evaluation;
import io.arcipelago.tosca.Problem;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.ComputeNode;
import io.arcipelago.tosca.cloud.NetworkNode;
import io.arcipelago.tosca.cloud.OsUser;
import io.arcipelago.tosca.cloud.PortNode;
import io.arcipelago.tosca.cloud.PortSpec;
import io.arcipelago.tosca.cloud.SoftwareNode;
import io.arcipelago.tosca.cloud.VolumeAttachment;
import io.arcipelago.tosca.cloud.VolumeNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GoldenTemplateTest {

    private static final AttributeSource RUNNING =
            (node, path) ->
                    switch (String.join("/", path)) {
                        case "public_address" -> Optional.of(List.of("192.0.2.7"));
                        case "private_address" -> Optional.of(List.of("10.0.0.7"));
                        case "endpoint/credential" ->
                                Optional.of(
                                        List.of(
                                                Map.of(
                                                        "user", "cloudadm",
                                                        "token_type", "private_key")));
                        default -> Optional.empty();
                    };

    private static BoundTemplate bind(String name, Map<String, Object> inputs) {
        return CatalogueFiles.parse(name)
                .template()
                .orElseThrow()
                .bind(inputs)
                .template()
                .orElseThrow();
    }

    private static void hasTwoNetworks(CloudTopology cloud) {
        assertThat(cloud.networks())
                .containsExactly(
                        new NetworkNode(
                                "pub_network", "public", Optional.empty(), Optional.empty()),
                        new NetworkNode(
                                "priv_network", "private", Optional.empty(), Optional.empty()));
        assertThat(cloud.portsOf("server"))
                .containsExactly(
                        new PortNode("priv_port", "priv_network", "server", 0),
                        new PortNode("pub_port", "pub_network", "server", 1));
    }

    @Test
    void virtualMachine() {
        BoundTemplate bound =
                bind(
                        "virtual-machine.yaml",
                        Map.of(
                                "num_cpus",
                                2,
                                "mem_size",
                                "4 GB",
                                "os_distribution",
                                "ubuntu",
                                "os_version",
                                "24.04",
                                "users",
                                List.of(
                                        Map.of(
                                                "os_user_name", "alice",
                                                "os_user_add_to_sudoers", true,
                                                "os_user_ssh_public_key", "ssh-ed25519 AAAA"))));
        CloudTopology cloud = CloudTopology.of(bound);

        assertThat(bound.graph().levels())
                .containsExactly(
                        List.of("pub_network", "priv_network", "server"),
                        List.of("priv_port", "pub_port"));
        ComputeNode server = cloud.compute("server").orElseThrow();
        assertThat(server.count()).isEqualTo(1);
        assertThat(server.numCpus()).isEqualTo(OptionalLong.of(2));
        assertThat(server.memSizeBytes()).isEqualTo(OptionalLong.of(4_000_000_000L));
        assertThat(server.diskSizeBytes()).isEmpty();
        assertThat(server.instanceType()).isEmpty();
        assertThat(server.os())
                .isEqualTo(
                        new ComputeNode.OperatingSystem(
                                Optional.empty(),
                                Optional.of("linux"),
                                Optional.of("ubuntu"),
                                Optional.of("24.04"),
                                Optional.empty()));
        assertThat(server.ports())
                .containsExactly(new PortSpec("ssh", "tcp", 22, 22, Optional.empty()));
        assertThat(server.osUsers())
                .containsExactly(
                        new OsUser(
                                "alice", true, Optional.of("ssh-ed25519 AAAA"), Optional.empty()));
        hasTwoNetworks(cloud);
        assertThat(cloud.volumes()).isEmpty();
        assertThat(cloud.software()).isEmpty();
        assertThat(cloud.placement()).isEmpty();
        assertThat(bound.evaluator(RUNNING).outputs())
                .containsExactlyEntriesOf(
                        ordered(
                                "node_ip",
                                known("192.0.2.7"),
                                "node_creds",
                                known(Map.of("user", "cloudadm", "token_type", "private_key"))));
    }

    @Test
    void virtualMachineWithVolume() {
        BoundTemplate bound =
                bind("virtual-machine-with-volume.yaml", Map.of("volume_size", "2 GiB"));
        CloudTopology cloud = CloudTopology.of(bound);

        assertThat(bound.graph().levels())
                .containsExactly(
                        List.of("pub_network", "priv_network", "volume"),
                        List.of("server"),
                        List.of("priv_port", "pub_port"));
        hasTwoNetworks(cloud);
        assertThat(cloud.volumes())
                .containsExactly(new VolumeNode("volume", 2_147_483_648L, Optional.empty()));
        assertThat(cloud.attachments())
                .containsExactly(
                        new VolumeAttachment(
                                "server",
                                "volume",
                                Optional.of("/data"),
                                Optional.empty(),
                                Optional.of("ext4")));
        assertThat(bound.evaluator(RUNNING).output("volume_mount_point")).isEqualTo(known("/data"));
    }

    @Test
    void webService() {
        BoundTemplate bound =
                bind("web-service.yaml", Map.of("page_title", "Hello", "page_message", "20.10"));
        CloudTopology cloud = CloudTopology.of(bound);

        assertThat(bound.graph().levels())
                .containsExactly(
                        List.of("pub_network", "priv_network", "server"),
                        List.of("priv_port", "pub_port", "web_service"));
        assertThat(cloud.compute("server").orElseThrow().ports())
                .containsExactly(
                        new PortSpec("ssh", "tcp", 22, 22, Optional.empty()),
                        new PortSpec("http", "tcp", 80, 80, Optional.empty()));
        SoftwareNode web = cloud.software().getFirst();
        assertThat(web.type()).isEqualTo("tosca.nodes.arcipelago.WebService");
        assertThat(web.computeNode()).isEqualTo("server");
        assertThat(web.dependencyLevel()).isEqualTo(1);
        assertThat(web.ansibleRoles()).containsExactly("arcipelago.web_service");
        assertThat(web.operations())
                .extracting("interfaceName", "name", "implementation")
                .containsExactly(
                        tuple(
                                "Standard",
                                "configure",
                                Optional.of("ansible/playbooks/web_service.yml")),
                        tuple(
                                "Standard",
                                "start",
                                Optional.of("ansible/playbooks/web_service.yml")));
        assertThat(
                        bound.evaluator(AttributeSource.none())
                                .operationInputs("web_service", "Standard", "configure"))
                .containsExactlyEntriesOf(
                        ordered(
                                "web_service_title",
                                known("Hello"),
                                "web_service_message",
                                known("20.10"),
                                "web_service_port",
                                known(80L),
                                "deployment_id",
                                new Evaluation.Absent()));
        assertThat(bound.evaluator(RUNNING).output("endpoint"))
                .isEqualTo(known("http://192.0.2.7:80/"));
        assertThat(bound.evaluator(AttributeSource.none()).output("endpoint"))
                .isEqualTo(
                        new Evaluation.Unresolved(
                                "attribute public_address of server is not known yet", false));
    }

    @Test
    void webServiceWithoutAnHttpPortIsRefusedBeforeAnythingIsCreated() {
        List<Problem> problems =
                CatalogueFiles.parse("web-service.yaml")
                        .template()
                        .orElseThrow()
                        .bind(
                                Map.of(
                                        "service_ports",
                                        Map.of("ssh", Map.of("protocol", "tcp", "source", 22))))
                        .problems();

        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.path())
                            .isEqualTo(
                                    "topology_template/node_templates/web_service/properties/port");
                    assertThat(problem.message())
                            .contains("input service_ports has no element 'http'");
                });
    }

    private static Evaluation known(Object value) {
        return new Evaluation.Known(value);
    }

    private static Map<String, Evaluation> ordered(Object... pairs) {
        Map<String, Evaluation> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Evaluation) pairs[i + 1]);
        }
        return map;
    }
}
