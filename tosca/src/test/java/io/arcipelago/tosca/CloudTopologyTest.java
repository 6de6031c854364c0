package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.PortSpec;
import io.arcipelago.tosca.cloud.SlaPlacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudTopologyTest {

    private static final String TYPES =
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            capability_types: { c: {}, e: { properties: { ports: { type: map, required: false } } } }
            relationship_types: { tosca.relationships.HostedOn: {}, tosca.relationships.network.BindsTo: {}, tosca.relationships.network.LinksTo: {} }
            policy_types:
              tosca.policies.indigo.SlaPlacement: { properties: { sla_id: { type: string }, region: { type: string, required: false } } }
            node_types:
              tosca.nodes.Compute: { properties: { tags: { type: map, required: false } }, capabilities: { host: c, endpoint: e } }
              tosca.nodes.network.Network: { properties: { network_type: { type: string } }, capabilities: { link: c } }
              tosca.nodes.network.Port:
                properties: { order: { type: integer, default: 0 } }
                requirements:
                  - binding: { capability: c, relationship: tosca.relationships.network.BindsTo, occurrences: [ 0, 1 ] }
                  - link: { capability: c, relationship: tosca.relationships.network.LinksTo, occurrences: [ 0, 1 ] }
              tosca.nodes.BlockStorage: { properties: { size: { type: scalar-unit.size, required: false } } }
              app:
                capabilities: { host: c }
                requirements: [ { host: { capability: c, relationship: tosca.relationships.HostedOn, occurrences: [ 0, 1 ] } } ]
                interfaces: { Standard: { start: start.yml, configure: configure.yml, stop: } }
            topology_template:
            """;

    private static CloudTopology cloud(String topology) {
        ParseResult parsed = ToscaParser.parse(TYPES + topology.indent(2), ImportResolver.none());
        return CloudTopology.of(
                parsed.template()
                        .orElseThrow(() -> new AssertionError(parsed.problems()))
                        .bind(Map.of())
                        .template()
                        .orElseThrow());
    }

    private static List<String> codes(String topology) {
        return cloud(topology).problems().stream().map(Problem::code).toList();
    }

    private static String ports(String ports) {
        return "node_templates: { s: { type: tosca.nodes.Compute, capabilities: { endpoint: { properties: { ports: { p: %s } } } } } }"
                .formatted(ports);
    }

    @Test
    void softwareOnSoftwareEndsUpOnTheServerBelow() {
        CloudTopology cloud =
                cloud(
                        """
                        node_templates:
                          top: { type: app, requirements: [ { host: base } ] }
                          base: { type: app, requirements: [ { host: server } ] }
                          server: { type: tosca.nodes.Compute, properties: { tags: { ENDPOINTS: "dashboard#grafana" } } }
                        """);

        assertThat(cloud.problems()).isEmpty();
        assertThat(cloud.software())
                .extracting("name", "computeNode", "dependencyLevel")
                .containsExactly(tuple("top", "server", 2), tuple("base", "server", 1));
        assertThat(cloud.software().getFirst().operations())
                .extracting(Operation::name)
                .containsExactly("configure", "start");
        assertThat(cloud.compute("server").orElseThrow().tags())
                .containsEntry("ENDPOINTS", "dashboard#grafana");
    }

    @Test
    void nodesThatNoServerCarriesAreNotSupported() {
        assertThat(codes("node_templates: { a: { type: app } }"))
                .containsExactly("cloud.unsupported-node");
    }

    @Test
    void portsNeedBothEnds() {
        assertThat(
                        codes(
                                """
                                node_templates:
                                  net: { type: tosca.nodes.network.Network, properties: { network_type: public } }
                                  port: { type: tosca.nodes.network.Port, requirements: [ { link: net } ] }
                                """))
                .containsExactly("port.loose");
    }

    @Test
    void volumesNeedASize() {
        assertThat(codes("node_templates: { v: { type: tosca.nodes.BlockStorage } }"))
                .containsExactly("volume.size");
        assertThat(
                        codes(
                                "node_templates: { v: { type: tosca.nodes.BlockStorage, properties: { size: 0 GB } } }"))
                .containsExactly("volume.size");
    }

    @Test
    void placementComesFromOnePolicy() {
        String one =
                "policies: [ { a: { type: tosca.policies.indigo.SlaPlacement, properties: { sla_id: 42, region: RegionOne } } } ]";
        String two =
                "policies: [ { a: { type: tosca.policies.indigo.SlaPlacement, properties: { sla_id: x } } }, { b: { type: tosca.policies.indigo.SlaPlacement, properties: { sla_id: y } } } ]";

        assertThat(cloud(one).placement())
                .contains(new SlaPlacement("42", Optional.of("RegionOne")));
        assertThat(codes(two)).containsExactly("policy.several-placements");
    }

    @Test
    void portsAreSingleOrRanges() {
        assertThat(
                        cloud(ports("{ source: 443, remote_cidr: 192.0.2.0/24 }"))
                                .computes()
                                .getFirst()
                                .ports())
                .containsExactly(new PortSpec("p", "tcp", 443, 443, Optional.of("192.0.2.0/24")));
        assertThat(
                        cloud(ports("{ protocol: udp, source_range: [ 8000, 8010 ] }"))
                                .computes()
                                .getFirst()
                                .ports())
                .containsExactly(new PortSpec("p", "udp", 8000, 8010, Optional.empty()));
        assertThat(cloud(ports("{ protocol: icmp }")).computes().getFirst().ports())
                .containsExactly(new PortSpec("p", "icmp", 0, 0, Optional.empty()));
        assertThat(codes(ports("{ source: 70000 }"))).containsExactly("port.range");
        assertThat(codes(ports("{ source_range: [ 10, 5 ] }"))).containsExactly("port.range");
        assertThat(codes(ports("{ protocol: tcp }"))).containsExactly("port.range");
    }
}
