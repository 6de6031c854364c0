package io.arcipelago.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.DependencyGraph.Edge;
import io.arcipelago.tosca.DependencyGraph.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static List<String> codes(String topology) {
        return Samples.parse(topology).problems().stream().map(Problem::code).toList();
    }

    private static String node(String body) {
        return "node_templates: { n: { type: tosca.nodes.Compute, " + body + " } }";
    }

    @Test
    void aWrongCapabilityPropertyIsNamedByItsFullPath() {
        ParseResult result =
                Samples.parse(node("capabilities: { host: { properties: { cpus: many } } }"));

        assertThat(result.errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path())
                            .isEqualTo(
                                    "topology_template/node_templates/n/capabilities/host/properties/cpus");
                    assertThat(problem.message())
                            .contains("cpus", "'many'", "a whole number such as 4");
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.column()).isGreaterThan(50);
                });
    }

    @Test
    void allProblemsAreCollected() {
        assertThat(
                        codes(
                                """
                                node_templates:
                                  a: { type: tosca.nodes.BlockStorage }
                                  b: { type: nowhere.Type }
                                  c: { properties: {} }
                                  d: { type: tosca.nodes.Compute, requirements: [ { storage: zzz } ] }
                                """))
                .containsExactly(
                        "property.missing",
                        "type.unknown",
                        "node.no-type",
                        "requirement.unknown-node");
    }

    @Test
    void anUndeclaredPropertyWarnsAndIsKept() {
        ParseResult result = Samples.parse(node("properties: { lable: 20.10 }"));

        assertThat(result.problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                    assertThat(problem.code()).isEqualTo("property.undeclared");
                    assertThat(problem.message()).contains("did you mean 'label'?");
                });
        assertThat(
                        result.template()
                                .orElseThrow()
                                .bind(Map.of())
                                .template()
                                .orElseThrow()
                                .evaluator(AttributeSource.none())
                                .property("n", "lable"))
                .isEqualTo(new Evaluation.Known("20.10"));
    }

    @Test
    void anUndeclaredPropertyOfAPolicyWarns() {
        assertThat(
                        codes(
                                """
                                node_templates: { n: { type: tosca.nodes.Compute } }
                                policies:
                                  - site: { type: tosca.policies.indigo.SlaPlacement, properties: { sla_id: a, zone: b }, targets: [ n ] }
                                """))
                .containsExactly("property.undeclared");
    }

    @Test
    void aPolicyMustTargetNodesThatExist() {
        assertThat(codes("policies: [ p: { type: tosca.policies.Root, targets: [ x ] } ]"))
                .contains("policy.target");
        assertThat(codes("policies: [ { p: { type: tosca.policies.Nope } } ]"))
                .containsExactly("type.unknown");
        assertThat(codes("policies: { p: { type: tosca.policies.Root } }"))
                .containsExactly("yaml.map-for-list");
    }

    @Test
    void scalableBesideCapabilitiesIsReadWithAWarning() {
        String topology = node("scalable: { count: 3 }");

        assertThat(codes(topology)).containsExactly("capability.misplaced");
        assertThat(Samples.bound(topology, Map.of()).instanceCount("n")).isEqualTo(3);
    }

    @Test
    void countsComeFromInputsAndHostedNodesFollowTheirHost() {
        BoundTemplate bound =
                Samples.bound(
                        """
                        inputs: { workers: { type: integer } }
                        node_templates:
                          worker: { type: tosca.nodes.Compute, capabilities: { scalable: { properties: { count: { get_input: workers } } } } }
                          app: { type: test.Software, requirements: [ { host: worker } ] }
                          disk: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }
                        """,
                        Map.of("workers", 4));

        assertThat(bound.instanceCount("worker")).isEqualTo(4);
        assertThat(bound.instanceCount("app")).isEqualTo(4);
        assertThat(bound.instanceCount("disk")).isEqualTo(1);
    }

    @Test
    void aNegativeOrLateCountIsRefused() {
        ServiceTemplate template =
                Samples.valid(
                        """
                        inputs: { c: { type: integer } }
                        node_templates:
                          n: { type: tosca.nodes.Compute, capabilities: { scalable: { properties: { count: { get_input: c } } } } }
                        """);

        assertThat(template.bind(Map.of("c", -1)).errors())
                .extracting(Problem::code)
                .containsExactly("count.invalid");
        assertThat(template.bind(Map.of("c", 1001)).errors())
                .extracting(Problem::code)
                .containsExactly("count.invalid");
    }

    @Test
    void requirementsAreCheckedAgainstTypes() {
        String disk = "d: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }";
        assertThat(codes("node_templates: { a: { type: test.Software } }"))
                .containsExactly("requirement.occurrences");
        assertThat(
                        codes(
                                "node_templates: { %s, a: { type: test.Software, requirements: [ { host: d } ] } }"
                                        .formatted(disk)))
                .containsExactly("requirement.capability");
        assertThat(
                        codes(
                                "node_templates: { %s, a: { type: tosca.nodes.Compute, requirements: [ { hots: d } ] } }"
                                        .formatted(disk)))
                .containsExactly("requirement.undeclared");
        assertThat(
                        codes(
                                "node_templates: { %s, a: { type: tosca.nodes.Compute, requirements: [ { storage: { capability: x } } ] } }"
                                        .formatted(disk)))
                .containsExactly("requirement.no-node");
    }

    @Test
    void theExtendedFormGivesTheRelationshipItsProperties() {
        BoundTemplate bound =
                Samples.bound(
                        """
                        inputs: { mount: { type: string, default: /data } }
                        node_templates:
                          d: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }
                          n:
                            type: tosca.nodes.Compute
                            properties: { label: web }
                            requirements:
                              - storage:
                                  node: d
                                  capability: tosca.capabilities.Attachment
                                  relationship:
                                    type: tosca.relationships.AttachesTo
                                    properties:
                                      location: { get_input: mount }
                                      owner: { get_property: [ SOURCE, label ] }
                        """,
                        Map.of());
        Requirement storage = bound.template().node("n").orElseThrow().requirements().getFirst();
        Evaluator evaluator = bound.evaluator(AttributeSource.none());

        assertThat(storage.capability()).isEqualTo("attachment");
        assertThat(evaluator.relationshipProperty("n", storage, "location").text())
                .contains("/data");
        assertThat(evaluator.relationshipProperty("n", storage, "owner").text()).contains("web");
        assertThat(bound.graph().edges()).containsExactly(new Edge("n", "d", Kind.ATTACHES_TO));
    }

    @Test
    void aRelationshipTemplateMayBeNamed() {
        ServiceTemplate template =
                Samples.valid(
                        """
                        relationship_templates:
                          mounted: { type: tosca.relationships.AttachesTo, properties: { location: /mnt } }
                        node_templates:
                          d: { type: tosca.nodes.BlockStorage, properties: { size: 1 GB } }
                          n: { type: tosca.nodes.Compute, requirements: [ { storage: { node: d, relationship: mounted } } ] }
                        """);

        assertThat(template.node("n").orElseThrow().requirements().getFirst().relationship().type())
                .isEqualTo("tosca.relationships.AttachesTo");
    }

    @Test
    void theGraphOrdersByRequirementsAndByAttributesThatAreRead() {
        ServiceTemplate template =
                Samples.valid(
                        """
                        node_templates:
                          front_app: { type: test.Software, requirements: [ { host: front }, { dependency: worker_app } ] }
                          worker_app:
                            type: test.Software
                            properties: { peer: { get_attribute: [ front, address, 0 ] } }
                            requirements: [ { host: worker } ]
                          front: { type: tosca.nodes.Compute }
                          worker: { type: tosca.nodes.Compute }
                        """);

        assertThat(template.graph().levels())
                .containsExactly(
                        List.of("front", "worker"), List.of("worker_app"), List.of("front_app"));
        assertThat(template.graph().edges())
                .containsExactlyInAnyOrder(
                        new Edge("front_app", "front", Kind.HOSTED_ON),
                        new Edge("front_app", "worker_app", Kind.DEPENDS_ON),
                        new Edge("worker_app", "worker", Kind.HOSTED_ON),
                        new Edge("worker_app", "front", Kind.READS_ATTRIBUTE));
        assertThat(template.graph().hostOf("front_app")).contains("front");
        assertThat(template.graph().levelOf("front_app")).isEqualTo(2);
    }

    @Test
    void aCycleIsAnErrorWithItsPath() {
        ParseResult result =
                Samples.parse(
                        """
                        node_templates:
                          server: { type: tosca.nodes.Compute }
                          a: { type: test.Software, requirements: [ { host: server }, { dependency: b } ] }
                          b: { type: test.Software, requirements: [ { host: server }, { dependency: c } ] }
                          c: { type: test.Software, requirements: [ { host: server }, { dependency: a } ] }
                        """);

        assertThat(result.errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("graph.cycle");
                    assertThat(problem.message()).contains("a -> b -> c -> a");
                });
    }

    @Test
    void whatIsNotSupportedIsSaid() {
        assertThat(codes("groups: { g: {} }\nworkflows: { w: {} }"))
                .containsExactly("topology.ignored", "topology.ignored");
        assertThat(codes(node("directives: [ select ]"))).containsExactly("node.unsupported");
        assertThat(
                        codes(
                                node(
                                        "properties: { label: { get_operation_output: [ SELF, a, b, c ] } }")))
                .containsExactly("function.unsupported");
        assertThat(codes(node("capabilities: { hots: {} }")))
                .containsExactly("capability.undeclared");
        assertThat(codes(node("interfaces: { Standard: { confgure: x.yml } }")))
                .containsExactly("operation.undeclared");
    }

    @Test
    void inputsWithoutATypeAreStringsWithAWarning() {
        ParseResult result = Samples.parse("inputs: { x: { default: 20.04 } }");

        assertThat(result.problems()).extracting(Problem::code).containsExactly("schema.no-type");
        assertThat(result.template().orElseThrow().inputs().getFirst().defaultValue())
                .contains("20.04");
    }

    @Test
    void anInputThatIsUsedButNotDeclaredIsAnErrorWhereItIsUsed() {
        ParseResult result =
                Samples.parse(
                        "inputs: { name: { type: string } }\n"
                                + node(
                                        "properties: { label: { concat: [ a, { get_input: nme } ] } }"));

        assertThat(result.errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("function.unknown-input");
                    assertThat(problem.message()).contains("'nme'", "did you mean 'name'?");
                    assertThat(problem.path())
                            .isEqualTo("topology_template/node_templates/n/properties/label");
                });
    }

    @Test
    void outputsKeepTheirOrder() {
        assertThat(
                        Samples.valid(
                                        "outputs: { z: { value: 1 }, a: { value: 2 }, m: { value: 3 } }")
                                .outputs())
                .extracting(OutputDefinition::name)
                .containsExactly("z", "a", "m");
        assertThat(codes("outputs: { z: { description: nothing } }"))
                .containsExactly("output.no-value");
    }
}
