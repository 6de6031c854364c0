package io.arcipelago.tosca;

import java.util.Map;

/** A small set of types, and templates over it. */
final class Samples {

    static final String TYPES =
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            data_types:
              test.Port: { derived_from: integer, constraints: [ { in_range: [ 1, 65535 ] } ] }
              test.User:
                properties:
                  name: { type: string }
                  admin: { type: boolean, default: no }
                  shell: { type: string, required: false }
            capability_types:
              tosca.capabilities.Node: {}
              tosca.capabilities.Container:
                properties:
                  cpus: { type: integer, required: false }
                  mem: { type: scalar-unit.size, required: false }
              tosca.capabilities.Scalable:
                properties: { count: { type: integer, default: 1 } }
              tosca.capabilities.Endpoint:
                properties: { port: { type: test.Port, required: false } }
                attributes: { credential: { type: list } }
              tosca.capabilities.Attachment: { valid_source_types: [ tosca.nodes.Compute ] }
            relationship_types:
              tosca.relationships.DependsOn: {}
              tosca.relationships.HostedOn: {}
              tosca.relationships.ConnectsTo: {}
              tosca.relationships.AttachesTo:
                properties: { location: { type: string }, owner: { type: string, required: false } }
            interface_types:
              tosca.interfaces.node.lifecycle.Standard: { create: {}, configure: {}, start: {} }
            artifact_types:
              tosca.artifacts.File: {}
            policy_types:
              tosca.policies.Root: {}
              tosca.policies.indigo.SlaPlacement:
                derived_from: tosca.policies.Root
                properties: { sla_id: { type: string }, region: { type: string, required: false } }
            node_types:
              tosca.nodes.Root:
                capabilities: { feature: tosca.capabilities.Node }
                requirements:
                  - dependency:
                      capability: tosca.capabilities.Node
                      relationship: tosca.relationships.DependsOn
                      occurrences: [ 0, UNBOUNDED ]
              tosca.nodes.Compute:
                derived_from: tosca.nodes.Root
                properties:
                  users: { type: list, entry_schema: { type: test.User }, required: false }
                  label: { type: string, required: false }
                attributes: { address: { type: list } }
                capabilities:
                  host: tosca.capabilities.Container
                  scalable: tosca.capabilities.Scalable
                  endpoint: tosca.capabilities.Endpoint
                requirements:
                  - storage:
                      capability: tosca.capabilities.Attachment
                      relationship: tosca.relationships.AttachesTo
                      occurrences: [ 0, UNBOUNDED ]
              tosca.nodes.BlockStorage:
                derived_from: tosca.nodes.Root
                properties: { size: { type: scalar-unit.size } }
                capabilities: { attachment: tosca.capabilities.Attachment }
              test.Software:
                derived_from: tosca.nodes.Root
                properties:
                  version: { type: string, required: false }
                  enabled: { type: boolean, default: yes }
                  peer: { type: string, required: false }
                artifacts: { play: { type: tosca.artifacts.File, file: install.yml } }
                interfaces:
                  Standard:
                    inputs: { shared: all }
                    configure:
                      implementation: play
                      inputs:
                        version: { get_property: [ SELF, version ] }
                        mode: { type: string, default: plain }
                requirements:
                  - host:
                      capability: tosca.capabilities.Container
                      relationship: tosca.relationships.HostedOn
              test.Special:
                derived_from: test.Software
                properties: { extra: { type: float, default: 0.5 } }
                interfaces:
                  Standard:
                    configure: { inputs: { mode: special } }
                    start: start.yml
            """;

    private Samples() {}

    /** A template with the given body of topology_template, indented by two. */
    static String template(String topology) {
        return """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports: [ types.yaml ]
        topology_template:
        """
                + topology.indent(2);
    }

    static ParseResult parse(String topology) {
        return parseSource(template(topology));
    }

    static ParseResult parseSource(String source) {
        return ToscaParser.parse(source, ImportResolver.inMemory(Map.of("types.yaml", TYPES)));
    }

    static ServiceTemplate valid(String topology) {
        ParseResult result = parse(topology);
        return result.template().orElseThrow(() -> new AssertionError(result.problems()));
    }

    static BoundTemplate bound(String topology, Map<String, Object> inputs) {
        BindResult result = valid(topology).bind(inputs);
        return result.template().orElseThrow(() -> new AssertionError(result.problems()));
    }

    static Evaluator evaluator(String topology, Map<String, Object> inputs) {
        return bound(topology, inputs).evaluator(AttributeSource.none());
    }
}
